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
    event.warnings.forEach(warn)
    renderData(event)
    renderPlan(event)
    renderSearch(event)
    renderTraining(event)
    renderCheckpoint(event)
  }

  private func renderData(_ event: TrainingEvent) {
    switch event {
    case .dialect(let dialect): detail("\(dialect)")
    case .unnamedColumns:
      say(
        "the first line holds values, not names: the columns are called column_1, column_2, …; use \(option: .header) if it holds names"
      )
    case .notation(let column, let text, let number):
      detail("column '\(column)': '\(text)' is read as \(number)")
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
    case .searchFinished(let outcome): say(outcome.text)
    default: break
    }
  }

  private func renderTraining(_ event: TrainingEvent) {
    switch event {
    case .epoch(let epoch, let network):
      if epoch.rollback == nil { progress(progressLine(epoch, network: network)) }
    case .foldFinished(let fold, let best, let epochs, let scores):
      detail("fold \(fold): best epoch \(best) of \(epochs); \(scores.headline)")
    case .baselineTooLarge: detail("no baselines: they would take too much memory")
    case .baselineTooSlow(let baseline):
      detail("no \(baseline.rawValue) baseline: it would take too long")
    case .calibrated(let fit): detail("calibration: \(fit.text)")
    default: break
    }
  }

  private func renderCheckpoint(_ event: TrainingEvent) {
    switch event {
    case .noCheckpointYet(let path):
      say("no checkpoint '\(path)' yet: starting from the beginning")
    case .resumed(let path, let place): say("resuming from '\(path)': \(place.text)")
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
