import LinearAlgebra
import NeuralNetwork
import Parallel

/// A training in progress: the network, its training algorithm, its evaluation, and what has been done so far.
struct TrainingRun {
  private let options: TrainingOptions
  private let network: Network
  private let average: WeightEMA?
  private let training: LabeledSamples
  private let evaluator: LossEvaluator?
  private let size: Int
  private var algorithm: any TrainingAlgorithm
  private(set) var stopping: EarlyStopping
  private var plateau = ReduceOnPlateau()
  private var losses: [Double] = []
  /// The epochs that diverged and were taken back.
  private(set) var rollbacks: [Int] = []
  private let workers: ThreadPool
  private(set) var minibatches = 0
  private var total = 0.0

  init(
    _ options: TrainingOptions, _ network: Network, training: LabeledSamples, validation: LabeledSamples?,
    workers: ThreadPool
  ) {
    self.options = options
    self.network = network
    self.training = training
    self.workers = workers
    let isFullBatch = options.optimizer.name.isFullBatch
    size = isFullBatch ? training.count : min(options.batchSize, training.count)
    average = isFullBatch ? nil : options.averageDecay.map { WeightEMA(of: network, decay: $0) }
    algorithm = options.algorithm(for: network, training, average: average, size: size, workers: workers)
    evaluator = validation.map { [evaluated = average?.network ?? network] in
      LossEvaluator(evaluated, $0, workers: workers)
    }
    stopping = EarlyStopping(patience: options.patience, for: network.parameters)
  }

  /// The number of completed epochs.
  var epoch: Int { losses.count }
  var perEpoch: Int { Minibatches.count(samples: training.count, size: size) }
  private var evaluated: Network { average?.network ?? network }

  /// Why the training ends after the epochs so far; nil if it continues.
  var end: TrainingResult.StopReason? {
    if epoch == 0 { return nil }
    if evaluator != nil && stopping.shouldStop { return .patience }
    if algorithm.hasConverged { return .converged }
    return epoch == options.epochs ? .epochs : nil
  }

  /// The minibatches of the current epoch.
  func order() -> Minibatches {
    Minibatches(samples: training.count, size: size, seed: options.seed, epoch: epoch)
  }

  /// Takes a step with the next minibatch of the epoch.
  mutating func learn(_ minibatch: ArraySlice<Int32>) {
    let (t, T) = (epoch * perEpoch + minibatches, options.epochs * perEpoch)
    let rate = learningRate * options.schedule.factor(step: t, of: T) * plateau.factor
    total += algorithm.run(
      minibatch, of: training, rate: rate, regularization: options.regularization(step: t, of: T))
    minibatches += 1
  }

  /// The initial learning rate, a tenth of the previous one after each rollback.
  var learningRate: Double { rollbacks.reduce(options.learningRate) { rate, _ in rate / 10 } }

  /// Ends the epoch, and returns the mean loss of its samples during the epoch, that of the validation samples, and
  /// whether the epoch diverged and was taken back.
  mutating func endEpoch() -> (training: Double, validation: Double?, didDiverge: Bool) {
    let trainingLoss = total / Double(training.count)
    average?.network.refresh()
    let validationLoss = evaluator?.meanLoss()
    (minibatches, total) = (0, 0)
    let loss = validationLoss ?? trainingLoss
    let didDiverge = hasDiverged(trainingLoss) || hasDiverged(loss)
    observe(didDiverge ? Self.diverged : loss, evaluated.parameters)
    if didDiverge { rollback() }
    return (trainingLoss, validationLoss, didDiverge)
  }

  /// Whether a loss is not finite, or ten times that of the first epoch, while rollbacks are left.
  private func hasDiverged(_ loss: Double) -> Bool {
    guard rollbacks.count < Self.maximumRollbacks && !options.optimizer.name.isFullBatch else { return false }
    return !loss.isFinite || losses.first.map { loss > 10 * max(1, abs($0)) } ?? false
  }

  private static let maximumRollbacks = 3
  private static let diverged = Double.greatestFiniteMagnitude

  /// Returns to the best parameters, with a new state of the optimizer.
  private mutating func rollback() {
    for network in [network, average?.network].compactMap({ $0 }) {
      network.parameters.all.assign(stopping.best.all)
      network.refresh()
    }
    algorithm = options.algorithm(for: network, training, average: average, size: size, workers: workers)
  }

  /// Records the loss of a completed epoch.
  ///
  /// Without validation samples the last epoch is the best.
  private mutating func observe(_ loss: Double, _ parameters: Parameters) {
    losses.append(loss)
    if loss == Self.diverged { rollbacks.append(epoch) }
    let rank = loss == Self.diverged ? .infinity : evaluator == nil ? -Double(epoch) : loss
    stopping.observe(rank, epoch: epoch, parameters)
    plateau.observe(loss)
  }

  /// The parameters of the best epoch; the current ones before the first has ended.
  var best: Parameters { epoch == 0 ? evaluated.parameters.copy() : stopping.best }

  /// The state, `seconds` after the start.
  func state(seconds: Double) -> TrainingState {
    TrainingState(
      losses: losses, minibatches: minibatches, total: total, seconds: seconds,
      parameters: network.parameters.all.elements, average: average?.network.parameters.all.elements,
      best: stopping.best.all.elements, algorithm: algorithm.snapshot)
  }

  /// Continues from a state; returns false if it is not the state of such a training.
  mutating func resume(_ state: TrainingState) -> Bool {
    let count = network.parameters.all.count
    guard state.losses.count <= options.epochs, (0...perEpoch).contains(state.minibatches),
      state.parameters.count == count, (state.average != nil) == (average != nil),
      state.average?.count ?? count == count, state.best.count == count
    else { return false }
    network.parameters.all.elements = state.parameters
    network.refresh()
    if let average, let elements = state.average {
      average.network.parameters.all.elements = elements
      average.network.refresh()
    }
    for loss in state.losses { observe(loss, stopping.best) }
    stopping.best.all.elements = state.best
    (minibatches, total) = (state.minibatches, state.total)
    // A training whose every epoch diverged has failed, and was not kept.
    guard rollbacks.count <= Self.maximumRollbacks, epoch < options.epochs || rollbacks.count < epoch else {
      return false
    }
    return algorithm.resume(
      state.algorithm, steps: (epoch - (rollbacks.last ?? 0)) * perEpoch + minibatches)
  }
}
