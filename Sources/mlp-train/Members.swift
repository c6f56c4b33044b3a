import CLI
import Diagnostics
import Files
import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Parallel
import Training

/// The networks of a model, trained one after the other: they differ in their seed, and with folds in what they
/// learn from.
struct Members {
  /// The best of each training.
  private(set) var networks: [Network] = []
  /// What the first training came to, with the seconds of all.
  let outcome: TrainingResult
  /// How each fold was predicted by the network that did not learn from it; empty without folds.
  private(set) var folds = FoldScores()
  /// Whether all came to their end, rather than to that of the time or by a signal.
  private(set) var isComplete = true

  /// From the seed of a member to that of the next: 2⁶⁴ over the golden ratio, so that those of neighbouring seeds have
  /// none in common.
  private static let nextSeed: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// One that is trained already.
  init(_ network: Network, _ outcome: TrainingResult) {
    networks = [network]
    self.outcome = outcome
    isComplete = false
  }

  /// Trains `count` networks, of which the first is given, or fewer where more would take more than `maximumWork`, as
  /// `Network.work` reckons it.
  ///
  /// The time limit is for all of them; when it or a signal ends a training, those behind it are not begun. What a
  /// checkpoint has of them is taken from it, and what comes to be goes into it.
  init(
    _ count: Int, maximumWork: Double, _ first: Network, _ data: Dataset, _ settings: Settings,
    _ options: TrainingOptions, _ checkpointing: inout Checkpointing?, _ workers: ThreadPool
  ) throws {
    let terminal = settings.terminal
    var outcomes: [TrainingResult] = []
    var options = options
    var work = 0.0
    let before = checkpointing?.checkpoint.members ?? []
    guard before.count <= count else { throw checkpointing.refusal }
    while networks.count < count && work + work / max(1, Double(networks.count)) <= maximumWork {
      let k = networks.count
      let network = k == 0 ? first : try MLPTrain.network(for: data, settings, seed: options.seed)
      let part = try data.part(k)
      let outcome: TrainingResult
      if k < before.count {
        guard let trained = before[k].outcome(of: network) else { throw checkpointing.refusal }
        outcome = trained
      } else {
        let state = k == before.count ? checkpointing?.checkpoint.training : nil
        outcome = try data.train(
          network, part, options, from: state, on: workers, until: { SignalHandling.pending != nil },
          isTimeToKeep: { checkpointing?.isDue($0) ?? false }, keep: { checkpointing?.keep($0) },
          report: { $0.tell(terminal, member: count > 1 ? k + 1 : nil) })
      }
      let best = data.finished(network, outcome)
      if outcome.bestEpoch == 0 {
        isComplete = false
        if k > 0 { break }
        if SignalHandling.pending != nil { checkpointing?.sayHowItGoesOn() }
        try SignalHandling.check()
        terminal.warn("time was up before the first epoch ended: the model has learned little")
      }
      networks.append(best)
      outcomes.append(outcome)
      if data.folds != nil, let validation = part.validation {
        let judgement = Judgement(
          of: [networks[k]], by: validation, data.target, calibration: .none, on: workers)
        folds.add(judgement.metrics)
        terminal.detail("fold \(k + 1): best epoch \(outcome.bestEpoch) of \(outcome.epochs); \(folds.last)")
      }
      if outcome.end == .interrupted || outcome.end == .timeLimit {
        isComplete = false
        break
      }
      if k >= before.count { checkpointing?.add(outcome) }
      work +=
        network.work(rows: part.training.count, batchSize: options.batchSize) * Double(outcome.epochs)
      options.seed &+= Self.nextSeed
      options.timeLimit = options.timeLimit.map { max(0, $0 - outcome.seconds) }
    }
    var outcome = outcomes[0]
    outcome.seconds = outcomes.reduce(0) { $0 + $1.seconds }
    self.outcome = outcome
  }
}

extension Dataset {
  /// Trains a network on examples of this data, until its end or until it is over.
  func train(
    _ network: Network, _ part: (training: LabeledSamples, validation: LabeledSamples?),
    _ options: TrainingOptions,
    from state: TrainingState? = nil, on workers: ThreadPool, until isOver: () -> Bool,
    isTimeToKeep: (Bool) -> Bool = { _ in false }, keep: (TrainingState) -> Void = { _ in },
    report: (EpochReport) -> Void
  ) throws(Failure) -> TrainingResult {
    try Trainer(options, workers: workers).run(
      network, training: asLearned(part.training), validation: part.validation.map(asLearned), from: state,
      interrupted: isOver, isTimeToKeep: isTimeToKeep, keep: keep, report: report)
  }

  /// The best network of a training of `network`, which looks up what X tells.
  func finished(_ network: Network, _ outcome: TrainingResult) -> Network {
    Network(parameters: outcome.parameters, activation: network.activation, loss: network.loss)
      .withInputs(features.inputs)
  }

  /// Examples with the inputs that the networks have while they learn.
  private func asLearned(_ examples: LabeledSamples) -> LabeledSamples {
    inputs == features.inputs
      ? examples
      : LabeledSamples(X: features.inputs.expanded(examples.X), Y: examples.Y, weights: examples.weights)
  }
}

extension Network {
  /// The same network with its inputs told in another way.
  fileprivate func withInputs(_ inputs: InputLayout) -> Network {
    guard inputs != parameters.inputs else { return self }
    precondition(heads == 1, "heads are for minibatches, which learn as they predict")
    let other = Parameters(inputs: inputs, widths: Array(widths.dropFirst()))
    other.firstLayer = parameters.firstLayer
    for l in 1..<widths.count {
      if l > 1 { other.W[l].assign(parameters.W[l]) }
      other.b[l].assign(parameters.b[l])
    }
    return Network(parameters: other, activation: activation, loss: loss)
  }
}
