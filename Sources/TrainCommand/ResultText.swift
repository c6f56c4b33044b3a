import CLI
import Diagnostics
import LinearAlgebra
import MLP
import NeuralNetwork
import Parallel
import Tabular
import Training

// A plan and a result in words.

extension TrainingPlan {
  /// What is predicted, from how many rows, by what networks.
  var text: Message {
    let folds = data.folds.map { " in each of \($0.count) folds" } ?? ""
    let count = networks > 1 ? "\(isOpen ? "up to " : "")\(networks) networks of" : "a network of"
    let widths = network.widths.map(String.init).joined(separator: "-")
    let heads = network.heads > 1 ? " with \(network.heads) implicit members" : ""
    return
      "\(data.taskText): \(data.training.count) training rows, \(data.validation?.count ?? 0) validation rows\(folds); \(count) \(widths)\(heads)"
  }
}

extension TrainingData {
  fileprivate var taskText: Message {
    switch target {
    case .classes(let column, _, let words) where takesNumbersForClasses:
      "classification of '\(column)' (\(words.count) whole numbers taken as classes; use \(option: .task) regression to predict numbers)"
    case .classes(let column, _, let words): "classification of '\(column)' (\(words.count) classes)"
    case .numeric(let numbers): "regression of '\(numbers.map(\.column).joined(separator: "', '"))'"
    }
  }
}

extension Terminal {
  /// Says what a training came to.
  func render(_ result: FitResult, wasInterrupted: Bool, on workers: ThreadPool) {
    say("\(result.trainingText(wasInterrupted: wasInterrupted))")
    if let report = result.report {
      say("validation: \(report.text(seed: result.plan.options.seed, on: workers))")
    } else if let folds = result.plan.data.folds {
      say("\(result.ensemble.scores.text(of: folds.count))")
    }
    if let report = result.report, let baselines = result.baselines { compare(baselines, with: report) }
    if !wasInterrupted { result.deadUnitWarnings.forEach(warn) }
  }

  /// Says what the network gains over the simplest models, and warns where it gains nothing.
  private func compare(_ baselines: BaselineComparison, with report: ValidationReport) {
    guard let reached = report.value(of: baselines.metric), !baselines.values.isEmpty else { return }
    let list = baselines.values.map { baseline, value in
      let lacking =
        baseline == .linear && baselines.linearLacksCategories
        ? " without the columns with many categories" : ""
      return "\(significant(value)) (\(baseline.rawValue)\(lacking))"
    }
    say(
      "baselines: \(baselines.metric.rawValue) \(list.joined(separator: ", ")); network: \(significant(reached))"
    )
    if let warning = baselines.warning { warn(warning) }
  }
}

extension FitResult {
  fileprivate func trainingText(wasInterrupted: Bool) -> String {
    let outcome = ensemble.outcome
    let end =
      switch outcome.end {
      case .epochs: ""
      case .patience: " (early stopping)"
      case .converged: " (converged)"
      case .timeLimit: " (time limit)"
      case .interrupted: " (interrupted)"
      }
    let trained = ensemble.networks.count
    let isCut = !ensemble.isComplete && trained > 1
    let seconds = fixed(outcome.seconds, 2)
    return (isCut ? "stopped by \(wasInterrupted ? "a signal" : "the time limit"): " : "")
      + (trained > 1
        ? "trained \(trained) networks in \(seconds) s; network 1: " : "trained in \(seconds) s: ")
      + "best epoch \(outcome.bestEpoch) of \(outcome.epochs)\(end)"
  }
}

extension ValidationReport {
  /// The headline metrics, the first with its confidence interval.
  fileprivate func text(seed: UInt64, on workers: ThreadPool) -> String {
    var texts = metrics.headlineTexts
    if let interval = firstInterval(seed: seed, on: workers), !texts.isEmpty {
      texts[0] += " [\(significant(interval.lowerBound)), \(significant(interval.upperBound))]"
    }
    return texts.joined(separator: ", ")
  }
}

extension CrossValidationScores {
  /// "5 folds, mean ± standard deviation: accuracy 0.9600 ± 0.0279"; of how many, where some were not begun.
  fileprivate func text(of count: Int) -> String {
    let isWhole = folds.count == count
    return (isWhole ? "\(count) folds" : "\(folds.count) of \(count) folds")
      + (folds.count > 1 ? ", mean ± standard deviation: " : ": ")
      + summary.filter(\.metric.isHeadline).map {
        "\($0.metric.rawValue) \(significant($0.mean))"
          + (folds.count > 1 ? " ± \(significant($0.deviation))" : "")
      }
      .joined(separator: ", ")
  }
}
