import CLI
import Diagnostics
import LinearAlgebra
import MLP
import NeuralNetwork
import Options
import Tabular
import Training

// Events of a training in words.

extension Terminal {
  /// Says what happened, as far as the user wants to know.
  func render(_ event: TrainingEvent) {
    renderData(event)
    renderPlan(event)
    renderSearch(event)
    renderTraining(event)
    renderCheckpoint(event)
  }

  private func renderData(_ event: TrainingEvent) {
    switch event {
    case .dataWarning(let message): warn(message)
    case .dialect(let dialect): detail("\(dialect)")
    case .unnamedColumns:
      say(
        "the first line holds values, not names: the columns are called column_1, column_2, …; use \(option: .header) if it holds names"
      )
    case .notation(let column, let text, let number):
      detail("column '\(column)': '\(text)' is read as \(number)")
    case .rowsWithoutTarget(let count):
      warn("\(counted(count, "row")) without a target value \(count == 1 ? "is" : "are") ignored")
    case .excluded(let exclusions):
      for line in Features.Exclusion.summary(exclusions) { say("ignored: \(line)") }
    case .column(let name, let kind, let inputs):
      detail("column '\(name)': \(kind.rawValue), \(counted(inputs, "input"))")
    case .countsTarget(let column, let counts):
      say(
        "column '\(column)' looks like counts (whole numbers with mean \(significant(counts.mean)) and variance \(significant(counts.variance))); \(option: .loss) poisson may fit better"
      )
    case .smallNetworks(let optimizer):
      say(
        "few rows: training small networks with \(optimizer.rawValue); use \(option: .optimizer) adamw for larger networks"
      )
    case .tooManyColumnsToBin(let count):
      say(
        "\(count) numeric columns are too many to bin, so none is; use \(option: .bins) 16 to bin them nevertheless"
      )
    case .targetLeakage(let found): for warning in TargetLeakage.warnings(found) { warn(warning) }
    case .duplicateRows(let rows): warn(rows.warning)
    case .distributionShift(let shifts): warn(DistributionShift.warning(shifts))
    case .noValidationRows(let grouping):
      warn(
        "no validation rows: there are too few rows"
          + (grouping.map { ", or too few values of '\($0.column)'" } ?? ""))
    case .classOutsideFold(let column, let name):
      warn(
        "class '\(shortened(name))' of column '\(column)', the target, has no training rows in one of the folds: it has fewer than two rows"
      )
    case .unparsedCell(let file, let cell):
      warn(
        "\(file):\(cell.line): column '\(cell.column)': '\(shortened(cell.word))' is not a number and is treated as missing (\(counted(cell.count, "such value")) in the column)"
      )
    default: break
    }
  }

  private func renderPlan(_ event: TrainingEvent) {
    switch event {
    case .blas(let library, let kernel, let replaced, let threads):
      let instead = replaced.map { " (instead of \($0))" } ?? ""
      detail("\(library), kernel \(kernel ?? "unknown")\(instead), \(counted(threads, "thread"))")
    case .planned(let plan): say(plan.text)
    case .options(let values, let origins):
      for origin in OptionOrigin.allCases.reversed() {
        let names = values.keys.filter { origins[OptionName($0), default: .user] == origin }
        let texts = names.sorted().map { "\($0) \(values[$0] ?? "")" }
        if !texts.isEmpty { detail("\(origin.text): \(texts.joined(separator: ", "))") }
      }
    default: break
    }
  }

  private func renderSearch(_ event: TrainingEvent) {
    switch event {
    case .searchStarted(let search):
      let options = search.options.map(\.rawValue).joined(separator: ", ")
      let budget = search.seconds.map { "\(significant($0)) s" } ?? counted(search.trials, "trial")
      let earlier =
        search.earlierTrials == 0
        ? "" : "; continuing after \(counted(search.earlierTrials, "trial")) in '\(search.log)'"
      say("searching \(options): \(budget), compared by \(search.metric.rawValue)\(earlier)")
    case .trialFinished(let job, let cost): detail("trial \(job.trial), rung \(job.rung): \(cost.text)")
    case .trialFailed(let trial, let message): detail("trial \(trial): \(message)")
    case .trialProgress(let trial, let best, let epoch):
      let bestYet = best.map { " (best \($0.text))" } ?? ""
      progress("trial \(trial)\(bestYet)  \(progressLine(epoch, network: nil))")
    case .searchInterrupted(let log):
      say("the search was interrupted; to continue it from '\(log)', rerun the same command")
    case .searchTimedOut:
      warn("time limit reached before the first trial finished; training with the default options")
    case .searchFinished(let outcome): say(outcome.text)
    default: break
    }
  }

  private func renderTraining(_ event: TrainingEvent) {
    switch event {
    case .epoch(let epoch, let network): render(epoch, network: network)
    case .foldFinished(let fold, let best, let epochs, let scores):
      detail("fold \(fold): best epoch \(best) of \(epochs); \(scores.headline)")
    case .timedOutBeforeFirstEpoch:
      warn("time limit reached before the first epoch finished; the model is barely trained")
    case .baselineTooLarge: detail("no baselines: they would take too much memory")
    case .baselineTooSlow(let baseline):
      detail("no \(baseline.rawValue) baseline: it would take too long")
    case .calibrated(let fit): detail("calibration: \(fit.text)")
    default: break
    }
  }

  private func render(_ epoch: EpochReport, network: Int?) {
    guard let rollback = epoch.rollback else { return progress(progressLine(epoch, network: network)) }
    warn(
      (network.map { "network \($0): " } ?? "")
        + "the training diverged in epoch \(epoch.epoch) and restarts from "
        + (rollback.bestEpoch.map { "epoch \($0)" } ?? "the initial weights")
        + " at a learning rate of \(Float(rollback.rate))")
  }

  private func renderCheckpoint(_ event: TrainingEvent) {
    switch event {
    case .noCheckpointYet(let path):
      say("no checkpoint '\(path)' yet: starting from the beginning")
    case .checkpointIgnored(let path):
      warn(
        "'\(path)' holds an unfinished training, which is overwritten; use \(option: .resume) to continue it instead"
      )
    case .kernelChanged(let before, let now):
      warn(
        "the checkpoint was written with the BLAS kernel \(before), and the current one is \(now), which rounds differently, so the model will not be bit-for-bit the same"
      )
    case .resumed(let path, let place): say("resuming from '\(path)': \(place.text)")
    case .checkpointFailed(let message): warn("\(message); the training continues without a checkpoint")
    case .cannotResume(let message): warn("the training cannot be resumed: \(message)")
    case .canResume(let path):
      say("to continue from '\(path)', rerun the same command with \(option: .resume)")
    default: break
    }
  }
}

extension CheckpointPlace {
  fileprivate var text: String {
    switch self {
    case .beforeFirstEpoch: "before the first epoch"
    case .networksTrained(let count): "\(counted(count, "network")) trained"
    case .inNetwork(let number, let epochs): "network \(number), after \(counted(epochs, "epoch"))"
    }
  }
}

extension SelectionCost {
  /// "rmse 48712".
  var text: String { "\(metric.rawValue) \(significant(value))" }
}

extension SearchOutcome {
  fileprivate var text: Message {
    let reached = best?.text ?? ""
    let trial = Trial(values: values).settings
    let start: Message = "best of \(counted(trials, "trial")): \(reached) with "
    guard let first = trial.first else { return start + "the default options" }
    let words = trial.dropFirst().reduce("\(option: first.option) \(first.value)" as Message) {
      $0 + " \(option: $1.option) \($1.value)"
    }
    return start + words + Message(defaults.map { "; \($0.text) with the default options" } ?? "")
  }
}

extension CalibrationFit {
  fileprivate var text: String {
    "temperature \(significant(temperature.value)): log-loss \(significant(logLoss.before)) to "
      + "\(significant(logLoss.after)), ece \(significant(ece.before)) to \(significant(ece.after))"
      + (isKept ? "" : "; not applied")
  }
}

extension [MetricValue] {
  /// The metrics that a line of text has room for: "accuracy 0.9600, log-loss 0.1312".
  var headline: String { headlineTexts.joined(separator: ", ") }

  var headlineTexts: [String] {
    filter(\.metric.isHeadline).map { "\($0.metric.rawValue) \(significant($0.value))" }
  }
}

extension OptionOrigin {
  fileprivate var text: String {
    switch self {
    case .defaults: "default options"
    case .preset: "options from the preset"
    case .data: "options chosen for this table"
    case .configFile: "options from the configuration file"
    case .search: "options from the search"
    case .user: "options from the command line"
    }
  }
}
