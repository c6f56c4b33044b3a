import LinearAlgebra
import Network

/// A training under way: the network, what learns, what judges, and how far it has come.
struct Course {
  private let options: TrainingOptions
  private let network: Network
  private let average: WeightAverage?
  private let training: Examples
  private let judge: Judge?
  private let size: Int
  private var learner: any Learner
  private(set) var stopping: EarlyStopping
  private var plateau = Plateau()
  private var losses: [Double] = []
  private(set) var minibatches = 0
  private var total = 0.0

  init(
    _ options: TrainingOptions, _ network: Network, training: Examples, validation: Examples?,
    workers: Workers
  ) {
    self.options = options
    self.network = network
    self.training = training
    let takesAll = options.optimizer.name.takesAllSamples
    size = takesAll ? training.count : min(options.batchSize, training.count)
    average = takesAll ? nil : options.averageDecay.map { WeightAverage(of: network, decay: $0) }
    learner = options.learner(for: network, training, average: average, size: size, workers: workers)
    judge = validation.map { [judged = average?.network ?? network] in Judge(judged, $0, workers: workers) }
    stopping = EarlyStopping(patience: options.patience, for: network.parameters)
  }

  /// The epochs that have ended.
  var epoch: Int { losses.count }
  var perEpoch: Int { Minibatches.count(samples: training.count, size: size) }
  private var judged: Network { average?.network ?? network }

  /// Why the training ends after the epochs so far; nil where it goes on.
  var end: Outcome.End? {
    if epoch == 0 { return nil }
    if judge != nil && stopping.shouldStop { return .patience }
    if learner.hasConverged { return .converged }
    return epoch == options.epochs ? .epochs : nil
  }

  /// The minibatches of the epoch at hand.
  func order() -> Minibatches {
    Minibatches(samples: training.count, size: size, seed: options.seed, epoch: epoch)
  }

  /// Learns from the next minibatch of the epoch.
  mutating func learn(_ minibatch: ArraySlice<Int32>) {
    let (t, T) = (epoch * perEpoch + minibatches, options.epochs * perEpoch)
    let rate = options.learningRate * options.schedule.factor(step: t, of: T) * plateau.factor
    total += learner.run(minibatch, of: training, rate: rate, strength: options.strength(step: t, of: T))
    minibatches += 1
  }

  /// Ends the epoch, and gives the mean loss of its samples while they were learned from, and that of the validation
  /// samples.
  mutating func endEpoch() -> (training: Double, validation: Double?) {
    let trainingLoss = total / Double(training.count)
    average?.network.refresh()
    let validationLoss = judge?.meanLoss()
    (minibatches, total) = (0, 0)
    let loss = validationLoss ?? trainingLoss
    losses.append(loss)
    stopping.observe(rank(loss, epoch: epoch), epoch: epoch, judged.parameters)
    plateau.observe(loss)
    return (trainingLoss, validationLoss)
  }

  /// By what an epoch is the best: without validation samples it is the last.
  private func rank(_ loss: Double, epoch: Int) -> Double { judge == nil ? -Double(epoch) : loss }

  /// The parameters of the best epoch; those at hand where the first has not ended.
  var best: Parameters { stopping.bestEpoch == nil ? judged.parameters.copy() : stopping.best }

  /// The state, `seconds` after the beginning.
  func state(seconds: Double) -> TrainingState {
    TrainingState(
      losses: losses, minibatches: minibatches, total: total, seconds: seconds,
      parameters: network.parameters.all.elements, average: average?.network.parameters.all.elements,
      best: losses.isEmpty ? nil : stopping.best.all.elements, learner: learner.memory)
  }

  /// Goes on from a state; false where it is none of such a training.
  mutating func resume(_ state: TrainingState) -> Bool {
    let count = network.parameters.all.count
    guard state.losses.count <= options.epochs, (0...perEpoch).contains(state.minibatches),
      state.parameters.count == count, (state.average != nil) == (average != nil),
      state.average?.count ?? count == count, (state.best != nil) == !state.losses.isEmpty
    else { return false }
    network.parameters.all.elements = state.parameters
    network.refresh()
    if let average, let elements = state.average {
      average.network.parameters.all.elements = elements
      average.network.refresh()
    }
    let ranks = state.losses.enumerated().map { rank($0.element, epoch: $0.offset + 1) }
    if let best = state.best, !stopping.replay(ranks, best: best) { return false }
    for loss in state.losses { plateau.observe(loss) }
    (losses, minibatches, total) = (state.losses, state.minibatches, state.total)
    return learner.resume(state.learner, steps: epoch * perEpoch + minibatches)
  }
}
