import CLI
import CheckpointFile
import Diagnostics
import Files
import LinearAlgebra
import NeuralNetwork
import Parallel
import Tabular
import Training

/// Tries options on the validation rows, by successive halving, and finds the best ones.
struct Search {
  /// What the model is to be made of.
  struct Found {
    let settings: Settings
    let data: Dataset
    /// Trained already where a signal ended the search; nil where the training is still to come.
    let members: Members?
    /// The values that are best, in so many trials.
    let values: [TrainOption: String]
    let trials: Int

    init(
      settings: Settings, data: Dataset, members: Members? = nil, values: [TrainOption: String] = [:],
      trials: Int = 0
    ) {
      (self.settings, self.data, self.members) = (settings, data, members)
      (self.values, self.trials) = (values, trials)
    }

    /// As a checkpoint keeps it.
    var kept: Checkpoint.Found {
      Checkpoint.Found(
        values: Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) }), trials: trials)
    }

    /// What was found before, and is kept; throws `.data` for options that no search chooses.
    init(_ kept: Checkpoint.Found, _ settings: Settings, on workers: ThreadPool) throws(Failure) {
      values = try settings.values(chosenBySearch: kept.values)
      self.settings = try settings.with(values)
      data = try Dataset(self.settings, on: workers)
      members = nil
      trials = kept.trials
    }
  }

  private let wanted: SearchSettings
  private let settings: Settings
  private let workers: ThreadPool
  private let table: Table
  private let criterion: Criterion
  private let trialTable: TrialTable
  /// The data as trials see them, the usual first.
  private var datasets: [Dataset]
  private var halving: SuccessiveHalving
  /// The best training of those that were made here.
  private var best: Trained?

  private struct Trained {
    let run: SuccessiveHalving.Run
    let network: Network
    let outcome: TrainingResult
    let epochs: Int
  }

  /// Runs trials until there are enough of them, the time is up or a signal comes.
  ///
  /// Throws what is wrong with the data or the table of the trials, `.usage` where there is nothing to try, and
  /// the status of a signal where one comes and the best trial was not made here.
  static func run(_ wanted: SearchSettings, _ settings: Settings, on workers: ThreadPool) throws(Failure)
    -> Found
  {
    var search = try Search(wanted, settings, on: workers)
    try search.run()
    return try search.found()
  }

  /// Reads the data, and the trials that were made before.
  private init(_ wanted: SearchSettings, _ settings: Settings, on workers: ThreadPool) throws(Failure) {
    (self.wanted, self.settings, self.workers) = (wanted, settings, workers)
    if let path = settings.validation, FileIdentity.isStream(path) {
      throw Failure(
        .usage, "--search encodes the rows to judge by in several ways, for which '\(path)' has to be a file")
    }
    table = try Dataset.table(settings, on: workers)
    let data = try Dataset(settings, of: table, on: workers)
    datasets = [data]
    guard data.validation != nil else {
      throw Failure(.data, "--search compares trials on rows to judge by, and there are none")
    }
    let usual = try settings.suited(to: data.optimizer)
    let loss = try MLPTrain.network(for: data, usual, seed: usual.training.seed).loss
    criterion = Criterion(loss, calibration: try Calibration(settings, loss))
    let space = SearchSpace(
      settings, loss, batchSize: MLPTrain.batchSize(rows: data.training.count), bins: data.bins,
      isSkewed: data.isSkewed)
    guard !space.options.isEmpty else {
      throw Failure(.usage, "--search has nothing to try: all options that it chooses are given")
    }
    trialTable = TrialTable(
      path: wanted.table, criterion: criterion, options: space.options,
      trials: space.trials(SearchSettings.maximumTrials, seed: settings.training.seed),
      data: data.fingerprint,
      given: wanted.given)
    try OutputFile.check(path: wanted.table)
    halving = try trialTable.read()
    settings.terminal.say(
      "search of \(space.options.map(\.rawValue).joined(separator: ", ")): "
        + (wanted.seconds.map { "\(significant($0)) s" } ?? counted(most, "trial"))
        + ", judged by \(criterion.metric.rawValue)"
        + (halving.runs.isEmpty ? "" : "; \(halving.trials) in '\(wanted.table)' already"))
  }

  /// The trials to begin, without a limit of time.
  private var most: Int { min(wanted.trials, trialTable.trials.count) }

  private mutating func run() throws(Failure) {
    let clock = ContinuousClock()
    let start = clock.now
    let isUp = { [wanted] in wanted.seconds.map { (clock.now - start) / .seconds(1) >= $0 } ?? false }
    while let job = halving.next(of: most), !isUp() {
      guard let run = try run(job, until: { SignalHandling.pending != nil || isUp() }) else { break }
      halving.add(run)
      try trialTable.write(halving)
      settings.terminal.detail("trial \(job.trial), rung \(job.rung): \(criterion.words(run.cost))")
    }
  }

  /// Trains a trial; nil where that was ended before it came to its end.
  private mutating func run(
    _ job: SuccessiveHalving.Job, until isOver: () -> Bool
  ) throws(Failure) -> SuccessiveHalving.Run? {
    do {
      let chosen = try settings.with(trialTable.trials[job.trial - 1].values)
      let data = try data(for: chosen)
      let suited = try chosen.suited(to: data.optimizer)
      let network = try MLPTrain.network(for: data, suited, seed: suited.training.seed)
      var options = MLPTrain.options(for: network, rows: data.training.count, suited)
      options.epochs = SuccessiveHalving.epochs(options.epochs, rung: job.rung)
      options.timeLimit = nil
      let terminal = settings.terminal
      let bestYet = halving.best.map { " (best \(criterion.words($0.cost)))" } ?? ""
      let outcome = try data.train(
        network, data.part(0), options, on: workers, until: isOver,
        report: { terminal.progress("trial \(job.trial)\(bestYet)  \(line($0, member: nil))") })
      guard outcome.end != .interrupted, let validation = data.validation else { return nil }
      let trained = data.finished(network, outcome)
      let cost = criterion.cost(of: trained, on: validation, data.target, workers)
      let run = SuccessiveHalving.Run(job, cost: cost)
      var after = halving
      after.add(run)
      if after.best == run {
        best = Trained(run: run, network: trained, outcome: outcome, epochs: options.epochs)
      }
      return run
    } catch  where job.trial > 1 && [.data, .usage].contains(error.status) {
      // What diverges, or is too large, is no good; the usual options have to be.
      settings.terminal.detail("trial \(job.trial): \(error.message)")
      return SuccessiveHalving.Run(job, cost: .infinity)
    }
  }

  /// The data for some options: encoded anew where they want other pieces or another optimizer than those before.
  private mutating func data(for wanted: Settings) throws(Failure) -> Dataset {
    if let data = datasets.first(where: { $0.suits(wanted) }) { return data }
    let data = try Dataset(wanted.silent, of: table, on: workers)
    datasets.append(data)
    return data
  }

  /// The best options, and what is trained already by them where a signal came.
  private mutating func found() throws(Failure) -> Found {
    let terminal = settings.terminal
    if SignalHandling.pending != nil {
      terminal.say("the search was interrupted; the same command goes on, by '\(wanted.table)'")
    }
    guard let run = halving.best else {
      try SignalHandling.check()
      terminal.warn("time was up before the first trial ended: the options are the usual ones")
      return Found(settings: settings, data: datasets[0])
    }
    let trial = trialTable.trials[run.job.trial - 1]
    let usual = halving.run(SuccessiveHalving.Job(trial: 1, rung: run.job.rung))
    terminal.say(
      "best of \(counted(halving.trials, "trial")): \(criterion.words(run.cost)) by "
        + (trial.values.isEmpty
          ? "the usual options"
          : trial.words + (usual.map { "; the usual options \(criterion.words($0.cost))" } ?? "")))
    var values = trial.values
    var members: Members?
    if let signal = SignalHandling.pending {
      guard let best, best.run == run else { throw Failure(signal, "interrupted") }
      values[.epochs] = "\(best.epochs)"
      var outcome = best.outcome
      outcome.end = .interrupted
      members = Members(best.network, outcome)
    }
    let chosen = try settings.with(values)
    return Found(
      settings: chosen, data: try data(for: chosen), members: members, values: values, trials: halving.trials)
  }
}

extension Settings {
  /// Values by the names of options; throws `.data` for an option that no search chooses, or that is given.
  fileprivate func values(chosenBySearch kept: [String: String]) throws(Failure) -> [TrainOption: String] {
    var values: [TrainOption: String] = [:]
    for (name, value) in kept {
      guard let option = TrainOption(rawValue: name), SearchSpace.choices.contains(option), !gives(option)
      else {
        throw Failure(
          .data,
          "the checkpoint '\(checkpoint?.path ?? "")' holds a search for '\(name)', which this one does not try"
        )
      }
      values[option] = value
    }
    return values
  }
}

extension Dataset {
  /// Whether a target of numbers, which is standardized, has a skewness of more than 1.
  fileprivate var isSkewed: Bool {
    guard case .numeric(let numbers) = target else { return false }
    return numbers.indices.contains { i in
      let cubes = (0..<training.count).reduce(0.0) { sum, n in
        let z = Double(training.Y[i, n])
        return sum + z * z * z
      }
      return abs(cubes) > Double(training.count)
    }
  }

  /// Whether it is what these options would make of the same table.
  fileprivate func suits(_ settings: Settings) -> Bool {
    (settings.bins == nil || settings.bins == bins) && settings.targetTransform == transform
      && (settings.leavesTrainingOpen || settings.training.optimizer.name == optimizer)
  }
}
