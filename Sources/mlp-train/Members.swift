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
      let outcome = try Trainer(options, workers: workers).run(
        network, training: part.training, validation: part.validation,
        interrupted: { Interrupts.pending != nil },
        report: { terminal.progress(line($0, member: count > 1 ? k + 1 : nil)) })
      if outcome.bestEpoch == 0 {
        if k > 0 { break }
        try Interrupts.check()
        terminal.warn("time was up before the first epoch ended: the model has learned little")
      }
      networks.append(
        Network(parameters: outcome.parameters, activation: network.activation, loss: network.loss))
      outcomes.append(outcome)
      if data.folds != nil, let validation = part.validation {
        let judgement = Judgement(
          of: [networks[k]], by: validation, data.target, calibration: .none, seed: options.seed, on: workers)
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
