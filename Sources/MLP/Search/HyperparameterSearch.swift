import Diagnostics
import Files
import LinearAlgebra
import NeuralNetwork
import Options
import Tabular
import Training

/// Tries options on the validation rows, by successive halving, and finds the best ones.
struct HyperparameterSearch {
  private let wanted: SearchOptions
  private let settings: TrainingSettings
  private let given: GivenOptions
  private let context: TrainingContext
  private let table: Table
  private let selection: Selection
  private let log: TrialLog
  /// The data as trials see them, those of the defaults first.
  private var datasets: [TrainingData]
  private var halving: SuccessiveHalving
  /// The best training of those that were made here.
  private var best: Trained?

  private struct Trained {
    let run: SuccessiveHalving.Run
    let network: Network
    let outcome: TrainingResult
    let epochs: Int
  }

  /// Prepares the data, and reads the trials that were made before.
  init(
    _ wanted: SearchOptions, _ settings: TrainingSettings, _ given: GivenOptions, _ table: Table,
    in context: TrainingContext
  ) throws(Failure) {
    (self.wanted, self.settings, self.given) = (wanted, settings, given)
    (self.table, self.context) = (table, context)
    if let path = settings.validation, FileIdentity.isStream(path) {
      throw Failure(
        .usage,
        "\(option: .search) reads the validation rows several times, so they cannot come from '\(path)'; use a file"
      )
    }
    let data = try DataPreparation(table, settings, given, in: context).trainingData()
    datasets = [data]
    guard data.validation != nil else {
      throw Failure(.data, "\(option: .search) compares trials on validation rows, but there are none")
    }
    let defaults = try settings.suited(to: data.optimizer, given)
    let loss = try NetworkBuilder(settings: defaults, given: given)
      .network(for: data, seed: defaults.recipe.training.seed).loss
    selection = Selection(loss, calibration: try Calibration(settings, loss))
    var open = defaults.recipe
    open.batchSize = nil
    let space = SearchSpace(
      settings, given, loss, batchSize: open.batchSize(rows: data.training.count), bins: data.bins,
      isSkewed: data.isSkewed)
    guard !space.options.isEmpty else {
      throw Failure(.usage, "\(option: .search) has nothing to try: every option that it searches is given")
    }
    log = TrialLog(
      path: wanted.log, selection: selection, options: space.options,
      trials: space.trials(SearchOptions.maximumTrials, seed: settings.recipe.training.seed),
      data: data.fingerprint, given: SearchOptions.description(of: given))
    try OutputFile.check(path: wanted.log)
    halving = try log.read()
    context.observer(
      .searchStarted(
        SearchSummary(
          options: space.options, trials: min(wanted.trials, log.trials.count), seconds: wanted.seconds,
          metric: selection.metric, log: wanted.log, earlierTrials: halving.runs.isEmpty ? 0 : halving.trials)
      ))
  }

  /// Runs trials until there are enough of them, the time is up or it is cancelled, and plans the training with the
  /// best.
  ///
  /// Throws `.interrupted` where it is cancelled and the best trial was not made here.
  mutating func run() throws(Failure) -> TrainingPlan {
    try runTrials()
    if context.cancellation.isRequested() { context.observer(.searchInterrupted(log: wanted.log)) }
    guard let run = halving.best else {
      try context.cancellation.check()
      context.observer(.searchTimedOut)
      return try plan(SearchOutcome(values: [:], trials: 0))
    }
    let trial = log.trials[run.job.trial - 1]
    let defaults = halving.run(SuccessiveHalving.Job(trial: 1, rung: run.job.rung))
    var outcome = SearchOutcome(
      values: trial.values, trials: halving.trials, best: selection.cost(run.cost),
      defaults: defaults.map { selection.cost($0.cost) })
    context.observer(.searchFinished(outcome))
    if context.cancellation.isRequested() { outcome = try cancelled(outcome, by: run) }
    return try plan(outcome)
  }

  private func cancelled(
    _ outcome: SearchOutcome, by run: SuccessiveHalving.Run
  ) throws(Failure) -> SearchOutcome {
    guard let best, best.run == run else { throw Failure(.interrupted, "interrupted") }
    var values = outcome.values
    values[.epochs] = "\(best.epochs)"
    var training = best.outcome
    training.end = .interrupted
    return SearchOutcome(
      values: values, trials: outcome.trials, best: outcome.best, defaults: outcome.defaults,
      cancelled: Ensemble(cancelled: best.network, training))
  }

  private mutating func plan(_ outcome: SearchOutcome) throws(Failure) -> TrainingPlan {
    let chosen = given.with(search: outcome.values)
    let settings = try TrainingSettings(chosen)
    return try TrainingPlan(try data(for: settings, chosen), settings, chosen, search: outcome)
  }

  private mutating func runTrials() throws(Failure) {
    let clock = ContinuousClock()
    let start = clock.now
    let isUp = { [wanted] in wanted.seconds.map { (clock.now - start) / .seconds(1) >= $0 } ?? false }
    let most = min(wanted.trials, log.trials.count)
    while let job = halving.next(of: most), !isUp() {
      let isOver = { [cancellation = context.cancellation] in cancellation.isRequested() || isUp() }
      guard let run = try run(job, until: isOver) else { break }
      halving.add(run)
      try log.write(halving)
      context.observer(.trialFinished(job, cost: selection.cost(run.cost)))
    }
  }

  /// Trains a trial; nil where that was ended before it came to its end.
  private mutating func run(
    _ job: SuccessiveHalving.Job, until isOver: () -> Bool
  ) throws(Failure) -> SuccessiveHalving.Run? {
    do {
      return try trained(job, until: isOver)
    } catch  where job.trial > 1 && [.data, .usage].contains(error.kind) {
      // What diverges, or is too large, is no good; the defaults have to be.
      context.observer(.trialFailed(job.trial, error.message))
      return SuccessiveHalving.Run(job, cost: .infinity)
    }
  }

  private mutating func trained(
    _ job: SuccessiveHalving.Job, until isOver: () -> Bool
  ) throws(Failure) -> SuccessiveHalving.Run? {
    let chosen = given.with(search: log.trials[job.trial - 1].values)
    let wanted = try TrainingSettings(chosen)
    let data = try data(for: wanted, chosen)
    let builder = NetworkBuilder(settings: try wanted.suited(to: data.optimizer, chosen), given: chosen)
    let network = try builder.network(for: data, seed: builder.settings.recipe.training.seed)
    var options = builder.trainingOptions(for: network, rows: data.training.count)
    options.epochs = SuccessiveHalving.epochs(options.epochs, rung: job.rung)
    options.timeLimit = nil
    let bestYet = halving.best.map { selection.cost($0.cost) }
    let outcome = try data.train(
      network, data.part(0), options, in: context, until: isOver,
      report: { context.observer(.trialProgress(job.trial, best: bestYet, $0)) })
    guard outcome.end != .interrupted, let validation = data.validation else { return nil }
    let trained = data.bestNetwork(of: network, outcome)
    let cost = selection.cost(of: trained, on: validation, data.target, context.workers)
    let run = SuccessiveHalving.Run(job, cost: cost)
    var after = halving
    after.add(run)
    if after.best == run {
      best = Trained(run: run, network: trained, outcome: outcome, epochs: options.epochs)
    }
    return run
  }

  /// The data for some settings: encoded anew where they want other bins or another optimizer than those before.
  private mutating func data(
    for wanted: TrainingSettings, _ chosen: GivenOptions
  ) throws(Failure) -> TrainingData {
    if let data = datasets.first(where: { $0.suits(wanted, choosesOptimizer: chosen.leavesTrainingOpen) }) {
      return data
    }
    let data = try DataPreparation(table, wanted, chosen, in: context.silent).trainingData()
    datasets.append(data)
    return data
  }
}
