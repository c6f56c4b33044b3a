import CLI
import Diagnostics
import LinearAlgebra
import MLP
import NeuralNetwork
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
        "the first line holds values, not names: columns are column_1, …; say \(option: .header) if they are names"
      )
    case .notation(let column, let text, let number):
      detail("column '\(column)': '\(text)' is read as \(number)")
    case .rowsWithoutTarget(let count):
      warn("\(counted(count, "row")) without a target \(count == 1 ? "is" : "are") left out")
    case .excluded(let exclusions):
      for line in Features.Exclusion.summary(exclusions) { say("left out: \(line)") }
    case .column(let name, let kind, let inputs):
      detail("column '\(name)': \(kind.rawValue), \(counted(inputs, "input"))")
    case .countsTarget(let column, let counts):
      say(
        "column '\(column)' looks like counts: whole numbers of mean \(significant(counts.mean)) and variance \(significant(counts.variance)); \(option: .loss) poisson may suit it better"
      )
    case .smallNetworks(let optimizer):
      say(
        "few rows: small networks by \(optimizer.rawValue); \(option: .optimizer) adamw for large ones by minibatches"
      )
    case .tooManyColumnsToBin(let count):
      say(
        "\(count) columns of numbers are too many to cut each into pieces, as is usual; \(option: .bins) 16 does it anyway"
      )
    case .targetLeakage(let found): for warning in TargetLeakage.warnings(found) { warn(warning) }
    case .duplicateRows(let rows): warn(rows.warning)
    case .distributionShift(let shifts): warn(DistributionShift.warning(shifts))
    case .noValidationRows(let grouping):
      warn(
        "no row is held out to judge by: there are too few of them"
          + (grouping.map { ", or of \($0.option.rawValue)s of '\($0.column)'" } ?? ""))
    case .classOutsideFold(let column, let name):
      warn(
        "class '\(shortened(name))' of column '\(column)', the target, has no row to learn from in one of the folds: its rows are fewer than two"
      )
    case .unparsedCell(let file, let cell):
      warn(
        "\(file), line \(cell.line): '\(shortened(cell.word))' in column '\(cell.column)' is no number and counts as missing (\(grouped(cell.count)) in all)"
      )
    default: break
    }
  }

  private func renderPlan(_ event: TrainingEvent) {
    switch event {
    case .blas(let library, let kernel, let replaced, let threads):
      let instead = replaced.map { " (instead of \($0))" } ?? ""
      detail("\(library), kernel \(kernel ?? "unknown")\(instead), \(threads) threads")
    case .planned(let plan): say(plan.text)
    case .options(let options):
      let texts = options.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      detail("options: \(texts.joined(separator: ", "))")
    default: break
    }
  }

  private func renderSearch(_ event: TrainingEvent) {
    switch event {
    case .searchStarted(let search):
      let options = search.options.map(\.rawValue).joined(separator: ", ")
      let budget = search.seconds.map { "\(significant($0)) s" } ?? counted(search.trials, "trial")
      let earlier = search.earlierTrials == 0 ? "" : "; \(search.earlierTrials) in '\(search.log)' already"
      say("search of \(options): \(budget), judged by \(search.metric.rawValue)\(earlier)")
    case .trialFinished(let job, let cost): detail("trial \(job.trial), rung \(job.rung): \(cost.text)")
    case .trialFailed(let trial, let message): detail("trial \(trial): \(message)")
    case .trialProgress(let trial, let best, let epoch):
      let bestYet = best.map { " (best \($0.text))" } ?? ""
      progress("trial \(trial)\(bestYet)  \(progressLine(epoch, network: nil))")
    case .searchInterrupted(let log):
      say("the search was interrupted; the same command goes on, by '\(log)'")
    case .searchTimedOut: warn("time was up before the first trial ended: the options are the usual ones")
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
      warn("time was up before the first epoch ended: the model has learned little")
    case .baselineTooLarge: detail("no simple model to compare with: it would take too much memory")
    case .baselineTooSlow(let baseline):
      detail("no \(baseline.rawValue) model to compare with: it would take too long")
    case .calibrated(let fit): detail("calibration: \(fit.text)")
    default: break
    }
  }

  private func render(_ epoch: EpochReport, network: Int?) {
    guard let rollback = epoch.rollback else { return progress(progressLine(epoch, network: network)) }
    warn(
      (network.map { "network \($0): " } ?? "")
        + "the training diverged in epoch \(epoch.epoch), and goes on from "
        + (rollback.bestEpoch.map { "epoch \($0)" } ?? "the beginning")
        + " at a learning rate of \(Float(rollback.rate))")
  }

  private func renderCheckpoint(_ event: TrainingEvent) {
    switch event {
    case .noCheckpointYet(let path):
      say("there is no checkpoint '\(path)' yet: the training begins at its beginning")
    case .checkpointIgnored(let path):
      warn(
        "'\(path)' holds a training that could go on with \(option: .resume); it is begun anew, and replaces that"
      )
    case .kernelChanged(let before, let now):
      warn(
        "the checkpoint was written with the BLAS kernel \(before), and now it is \(now), which rounds otherwise: the model will not be the same to the bit"
      )
    case .resumed(let path, let place): say("goes on from '\(path)': \(place.text)")
    case .checkpointFailed(let message): warn("\(message); the training goes on without")
    case .cannotResume(let message): warn("the training cannot go on from here: \(message)")
    case .canResume(let path):
      say("the training can go on: the same command with \(option: .resume), by '\(path)'")
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
    let start: Message = "best of \(counted(trials, "trial")): \(reached) by "
    guard let first = trial.first else { return start + "the usual options" }
    let words = trial.dropFirst().reduce("\(option: first.option) \(first.value)" as Message) {
      $0 + " \(option: $1.option) \($1.value)"
    }
    return start + words + Message(defaults.map { "; the usual options \($0.text)" } ?? "")
  }
}

extension CalibrationFit {
  fileprivate var text: String {
    "temperature \(significant(temperature.value)): log-loss \(significant(logLoss.before)) to "
      + "\(significant(logLoss.after)), ece \(significant(ece.before)) to \(significant(ece.after))"
      + (isKept ? "" : "; left as it was")
  }
}

extension [MetricValue] {
  /// The metrics that a line of text has room for: "accuracy 0.9600, log-loss 0.1312".
  var headline: String { headlineTexts.joined(separator: ", ") }

  var headlineTexts: [String] {
    filter(\.metric.isHeadline).map { "\($0.metric.rawValue) \(significant($0.value))" }
  }
}
