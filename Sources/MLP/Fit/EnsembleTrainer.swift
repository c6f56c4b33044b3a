import Diagnostics
import LinearAlgebra
import NeuralNetwork
import Training

/// Trained networks whose predictions are averaged.
package struct Ensemble: Sendable {
  /// The best of each training.
  package fileprivate(set) var networks: [Network] = []
  /// What the first training came to, with the seconds of all.
  package fileprivate(set) var outcome: TrainingResult
  /// How each fold was predicted by the network that was not trained on it; empty without folds.
  package fileprivate(set) var scores = CrossValidationScores()
  /// Whether all came to their end, rather than to the time limit or a cancellation.
  package fileprivate(set) var isComplete = true

  /// One network, trained already by a search that was cancelled.
  init(cancelled network: Network, _ outcome: TrainingResult) {
    networks = [network]
    self.outcome = outcome
    isComplete = false
  }

  fileprivate init(outcome: TrainingResult) { self.outcome = outcome }
}

/// Trains the networks of an ensemble one after the other: they differ in their seed, and with folds in their
/// training rows.
struct EnsembleTrainer {
  let plan: TrainingPlan
  let context: TrainingContext
  var checkpoint: CheckpointWriter?
  private var outcomes: [TrainingResult] = []
  private var networks: [Network] = []
  private var scores = CrossValidationScores()
  private var isComplete = true

  /// From the seed of a network to that of the next: 2⁶⁴ over the golden ratio, so that those of neighbouring seeds
  /// have none in common.
  private static let nextSeed: UInt64 = 0x9E37_79B9_7F4A_7C15

  init(_ plan: TrainingPlan, _ checkpoint: CheckpointWriter?, in context: TrainingContext) {
    (self.plan, self.checkpoint, self.context) = (plan, checkpoint, context)
  }

  /// Trains as many networks as planned, or fewer where more would take more work than planned.
  ///
  /// The time limit is for all of them; when it or a cancellation ends a training, those after it are not begun. What
  /// a checkpoint has of them is taken from it, and what comes to be goes into it.
  mutating func train() throws(Failure) -> Ensemble {
    let before = checkpoint?.checkpoint.members ?? []
    guard before.count <= plan.networks else { throw checkpoint.refusal }
    var options = plan.options
    var work = 0.0
    while networks.count < plan.networks && work + work / max(1, Double(networks.count)) <= plan.work {
      let k = networks.count
      let network = k == 0 ? plan.network : try plan.builder.network(for: plan.data, seed: options.seed)
      let part = try plan.data.part(k)
      let outcome: TrainingResult
      if k < before.count {
        guard let trained = before[k].outcome(of: network) else { throw checkpoint.refusal }
        outcome = trained
      } else {
        outcome = try train(network, k, part, options, isNext: k == before.count)
      }
      guard try take(outcome, of: network, part) else { break }
      if k >= before.count { checkpoint?.add(outcome) }
      work +=
        network.work(rows: part.training.count, batchSize: options.batchSize) * Double(outcome.epochs)
      options.seed &+= Self.nextSeed
      options.timeLimit = options.timeLimit.map { max(0, $0 - outcome.seconds) }
    }
    return ensemble()
  }

  private mutating func train(
    _ network: Network, _ k: Int, _ part: (training: LabeledSamples, validation: LabeledSamples?),
    _ options: TrainingOptions, isNext: Bool
  ) throws(Failure) -> TrainingResult {
    var writer = checkpoint
    defer { checkpoint = writer }
    let number = plan.networks > 1 ? k + 1 : nil
    return try plan.data.train(
      network, part, options, from: isNext ? writer?.checkpoint.training : nil, in: context,
      until: context.cancellation.isRequested, isTimeToKeep: { writer?.isDue($0) ?? false },
      keep: { writer?.keep($0) }, report: { context.observer(.epoch($0, network: number)) })
  }

  /// Takes the best network of a training; false where no further one is to be begun.
  private mutating func take(
    _ outcome: TrainingResult, of network: Network,
    _ part: (training: LabeledSamples, validation: LabeledSamples?)
  ) throws(Failure) -> Bool {
    let k = networks.count
    if outcome.bestEpoch == 0 {
      isComplete = false
      if k > 0 { return false }
      if context.cancellation.isRequested() { checkpoint?.tellHowToResume() }
      try context.cancellation.check()
      context.observer(.timedOutBeforeFirstEpoch)
    }
    networks.append(plan.data.bestNetwork(of: network, outcome))
    outcomes.append(outcome)
    if plan.data.folds != nil, let validation = part.validation {
      let report = ValidationReport(
        of: [networks[k]], on: validation, plan.data.target, calibration: .none, workers: context.workers)
      scores.add(report.metrics)
      context.observer(
        .foldFinished(
          k + 1, bestEpoch: outcome.bestEpoch, epochs: outcome.epochs, scores: report.metrics))
    }
    let isCut = outcome.end == .interrupted || outcome.end == .timeLimit
    if isCut { isComplete = false }
    return !isCut
  }

  private func ensemble() -> Ensemble {
    var outcome = outcomes[0]
    outcome.seconds = outcomes.reduce(0) { $0 + $1.seconds }
    var ensemble = Ensemble(outcome: outcome)
    (ensemble.networks, ensemble.scores, ensemble.isComplete) = (networks, scores, isComplete)
    return ensemble
  }
}

extension Network {
  /// What an epoch over so many rows costs, in multiplications of a product: those that there are, and as many as take
  /// the time of the lookups and of the update.
  func work(rows: Int, batchSize: Int) -> Double {
    let inputs = parameters.inputs
    let outputs = widths.dropFirst()
    let products = zip([inputs.multiplied.count] + outputs, outputs).reduce(0) { $0 + $1.0 * $1.1 }
    let lookups = 4 * widths[1] * inputs.lookups.count
    return Double(rows)
      * (Double(products * heads + lookups) + 8 * Double(parameters.all.count) / Double(batchSize))
  }
}
