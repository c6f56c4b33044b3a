import Diagnostics
import LinearAlgebra
import NeuralNetwork
import Parallel

/// The settings of a training.
package struct TrainingOptions: Hashable, Codable, Sendable {
  package var optimizer = Optimizer(.adamw)
  package var learningRate = 0.001
  package var schedule = Schedule.constant
  package var batchSize = 256
  package var epochs = 100
  /// Epochs without a better validation loss after which training ends.
  package var patience = 10
  package var dropout = 0.0
  package var dropoutSchedule = Schedule.constant
  package var weightDecaySchedule = Schedule.constant
  /// EMA decay of the weights; nil disables it.
  ///
  /// Minibatch optimizers only.
  package var averageDecay: Double?
  package var seed: UInt64 = 1
  /// Seconds.
  package var timeLimit: Double?

  package init() {}

  /// The defaults of minibatch optimizers.
  package static let minibatch = TrainingOptions(
    schedule: .cosine, epochs: 100, patience: 16, dropout: 0.1, averageDecay: 0.99)

  /// The defaults of full-batch optimizers, for which an epoch is one step, and some steps are rejected.
  package static let fullBatch = TrainingOptions(
    schedule: .cosine, epochs: 1000, patience: 50, dropout: 0, averageDecay: nil)

  private init(schedule: Schedule, epochs: Int, patience: Int, dropout: Double, averageDecay: Double?) {
    (self.schedule, self.epochs, self.patience) = (schedule, epochs, patience)
    (self.dropout, self.averageDecay) = (dropout, averageDecay)
  }
}

/// The progress of a training after an epoch.
package struct EpochReport: Hashable, Sendable {
  /// From 1.
  package var epoch: Int
  package var epochs: Int
  /// The mean loss of the training samples during the epoch.
  package var trainingLoss: Double
  /// The mean loss of the validation samples; nil if there are none.
  package var validationLoss: Double?
  package var bestEpoch: Int
  package var bestLoss: Double
  /// Set if the epoch diverged: its loss was not finite, or far above that of the first epoch.
  package var rollback: Rollback?
  package var samplesPerSecond: Double
  /// Estimated seconds until the last epoch or the time limit.
  package var secondsLeft: Double
}

/// The state that a training returned to after an epoch diverged.
package struct Rollback: Hashable, Sendable {
  /// The epoch whose parameters it continues from; nil for the initial ones.
  package var bestEpoch: Int?
  /// The initial learning rate from now on.
  package var rate: Double
}

/// The result of a training.
package struct TrainingResult: Sendable {
  package enum StopReason: String, Codable, Sendable {
    case epochs, patience, converged, timeLimit, interrupted
  }

  /// The parameters of the best epoch.
  package var parameters: Parameters
  package var end: StopReason
  package var epochs: Int
  /// From 1; 0 if training stopped within its first epoch.
  package var bestEpoch: Int
  /// The validation loss; without validation samples minus the number of the epoch, so that the last is the best.
  package var bestLoss: Double
  package var seconds: Double

  package init(
    parameters: Parameters, end: StopReason, epochs: Int, bestEpoch: Int, bestLoss: Double, seconds: Double
  ) {
    self.parameters = parameters
    self.end = end
    self.epochs = epochs
    self.bestEpoch = bestEpoch
    self.bestLoss = bestLoss
    self.seconds = seconds
  }
}

/// Trains a network on samples, epoch by epoch.
package struct Trainer {
  private let options: TrainingOptions
  private let workers: ThreadPool

  package init(_ options: TrainingOptions, workers: ThreadPool) {
    self.options = options
    self.workers = workers
  }

  /// Trains `network`, updating its parameters, and returns those of the epoch with the best validation loss (of the
  /// last epoch without validation samples), or their moving average if the options ask for it.
  ///
  /// From `state`, with the network and samples of that time, training continues to the same bits as if it had never
  /// stopped. `report` is called after each epoch. When `interrupted` returns true, and at the time limit, training
  /// ends before the next minibatch. `keep` receives the state then, and whenever `isTimeToKeep` returns true; that is
  /// asked before each minibatch, with whether an epoch has just ended. Throws `Failure` if the loss stops being finite
  /// or the state is of another training.
  package func run(
    _ network: Network, training: LabeledSamples, validation: LabeledSamples?,
    from state: TrainingState? = nil,
    interrupted: () -> Bool = { false }, isTimeToKeep: (_ epochHasEnded: Bool) -> Bool = { _ in false },
    keep: (TrainingState) -> Void = { _ in }, report: (EpochReport) -> Void = { _ in }
  ) throws(Failure) -> TrainingResult {
    let clock = ContinuousClock()
    let start = clock.now
    let seconds = { (state?.seconds ?? 0) + (clock.now - start) / .seconds(1) }
    var run = TrainingRun(options, network, training: training, validation: validation, workers: workers)
    if let state, !run.resume(state) {
      throw Failure(
        .data,
        "the checkpoint belongs to a different training; omit \(option: .resume) to start over")
    }
    var end = run.end

    training: while end == nil {
      let epochStart = (seconds: seconds(), minibatches: run.minibatches)
      for minibatch in run.order().dropFirst(run.minibatches) {
        if interrupted() {
          end = .interrupted
        } else if let limit = options.timeLimit, seconds() >= limit {
          end = .timeLimit
        }
        let beginsEpoch = run.minibatches == 0 && run.epoch > 0
        if end != nil || isTimeToKeep(beginsEpoch) { keep(run.state(seconds: seconds())) }
        if end != nil { break training }
        run.learn(minibatch)
      }
      let learned = Double(training.count) * (1 - Double(epochStart.minibatches) / Double(run.perEpoch))
      let losses = run.endEpoch()
      let isFinite = losses.training.isFinite && losses.validation?.isFinite ?? true
      guard losses.didDiverge || isFinite else { throw divergence(in: run) }
      let (epoch, stopping) = (run.epoch, run.stopping)
      let pace = (seconds() - epochStart.seconds, seconds() / Double(epoch))
      let untilLast = pace.1 * Double(options.epochs - epoch)
      report(
        EpochReport(
          epoch: epoch, epochs: options.epochs, trainingLoss: losses.training,
          validationLoss: losses.validation, bestEpoch: stopping.bestEpoch ?? epoch,
          bestLoss: losses.validation == nil ? losses.training : stopping.bestLoss,
          rollback: losses.didDiverge ? .init(bestEpoch: stopping.bestEpoch, rate: run.learningRate) : nil,
          samplesPerSecond: learned / max(pace.0, 1e-9),
          secondsLeft: min(untilLast, options.timeLimit.map { max(0, $0 - seconds()) } ?? untilLast)))
      end = run.end
      // No epoch was completed before the last one was taken back.
      if end != nil && run.stopping.bestEpoch == nil { throw divergence(in: run) }
    }
    return TrainingResult(
      parameters: run.best, end: end ?? .epochs, epochs: run.epoch,
      bestEpoch: run.stopping.bestEpoch ?? 0, bestLoss: run.stopping.bestLoss, seconds: seconds())
  }

  private func divergence(in run: TrainingRun) -> Failure {
    let rollbacks = run.rollbacks.isEmpty ? "" : ", even at lower learning rates"
    return Failure(
      .data,
      "training diverged in epoch \(run.epoch): the loss is not finite\(rollbacks); use a smaller \(option: .learningRate) (currently \(options.learningRate)), or \(option: .scaling) robust if a column has extreme values"
    )
  }
}

/// Computes the mean loss of a network, with its current parameters, on fixed samples.
struct LossEvaluator {
  private let predictor: BatchPredictor
  private let workers: ThreadPool
  private let loss: Loss
  private let examples: LabeledSamples
  private let E: Matrix
  private let losses: Matrix
  private let weight: Double

  init(_ network: Network, _ examples: LabeledSamples, workers: ThreadPool) {
    predictor = BatchPredictor(network)
    self.workers = workers
    loss = network.loss
    self.examples = examples
    E = Matrix(rows: network.widths[network.widths.count - 1], columns: examples.count)
    losses = Matrix(rows: 1, columns: examples.count)
    weight = Elementwise.sum(examples.weights)
  }

  func meanLoss() -> Double { totalLoss() / weight }

  func totalLoss() -> Double {
    let Z = predictor.outputs(for: examples.X, on: workers)
    loss.lossAndGradient(Z, examples.Y, weights: examples.weights, into: E, losses: losses, scale: 0)
    return Elementwise.sum(losses)
  }
}
