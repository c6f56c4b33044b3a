import CommandLine
import Errors
import Files
import LinearAlgebra
import Network
import Training

/// The networks of a model, trained one after the other: they differ in their seed, and with folds in what they
/// learn from.
struct Members {
  /// The best of each training.
  private(set) var networks: [Network] = []
  /// What the first training came to, with the seconds of all.
  let outcome: Outcome
  /// How each fold was predicted by the network that did not learn from it; empty without folds.
  private(set) var folds = FoldScores()

  /// One that is trained already.
  init(_ network: Network, _ outcome: Outcome) {
    networks = [network]
    self.outcome = outcome
  }

  /// Trains `count` networks, of which the first is given, or fewer where more would take more than `mostWork`, as
  /// `Network.work` reckons it.
  ///
  /// The time limit is for all of them; when it or a signal ends a training, those behind it are not begun.
  init(
    _ count: Int, mostWork: Double, _ first: Network, _ data: Dataset, _ settings: Settings,
    _ options: TrainingOptions, _ workers: Workers
  ) throws {
    let terminal = settings.terminal
    var outcomes: [Outcome] = []
    var options = options
    var work = 0.0
    while networks.count < count && work + work / max(1, Double(networks.count)) <= mostWork {
      let k = networks.count
      let network = k == 0 ? first : try MLPTrain.network(for: data, settings, seed: options.seed)
      let part = try data.part(k)
      let (best, outcome) = try data.train(
        network, part, options, on: workers, until: { Interrupts.pending != nil },
        report: { terminal.progress(line($0, member: count > 1 ? k + 1 : nil)) })
      if outcome.bestEpoch == 0 {
        if k > 0 { break }
        try Interrupts.check()
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
      if outcome.end == .interrupted || outcome.end == .timeLimit { break }
      work +=
        network.work(rows: part.training.count, batchSize: options.batchSize) * Double(outcome.epochs)
      options.seed &+= 1
      options.timeLimit = options.timeLimit.map { max(0, $0 - outcome.seconds) }
    }
    var outcome = outcomes[0]
    outcome.seconds = outcomes.reduce(0) { $0 + $1.seconds }
    self.outcome = outcome
  }
}

extension Dataset {
  /// Trains a network on examples of this data, until its end or until it is over, and gives the best one, which
  /// looks up what X tells, with what the training came to.
  func train(
    _ network: Network, _ part: (training: Examples, validation: Examples?), _ options: TrainingOptions,
    on workers: Workers, until isOver: () -> Bool, report: (Progress) -> Void
  ) throws(Failure) -> (Network, Outcome) {
    let outcome = try Trainer(options, workers: workers).run(
      network, training: asLearned(part.training), validation: part.validation.map(asLearned),
      interrupted: isOver, report: report)
    let best = Network(parameters: outcome.parameters, activation: network.activation, loss: network.loss)
    return (best.told(by: features.inputs), outcome)
  }

  /// Examples with the inputs that the networks have while they learn.
  private func asLearned(_ examples: Examples) -> Examples {
    inputs == features.inputs
      ? examples
      : Examples(X: features.inputs.spread(examples.X), Y: examples.Y, weights: examples.weights)
  }
}

extension Network {
  /// The same network with its inputs told in another way.
  fileprivate func told(by inputs: Inputs) -> Network {
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
