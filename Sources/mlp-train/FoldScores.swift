import Metrics
import NeuralNetwork

/// The metrics of each fold, by the network that did not learn from it.
struct FoldScores {
  private(set) var folds: [[(metric: Metric, value: Double)]] = []

  mutating func add(_ metrics: [(metric: Metric, value: Double)]) { folds.append(metrics) }

  /// Those of the last fold: "accuracy 0.9600, log-loss 0.1312".
  var last: String {
    (folds.last ?? []).filter(\.metric.isHeadline).map { "\($0.metric.rawValue) \(significant($0.value))" }
      .joined(separator: ", ")
  }

  /// The mean of each metric over the folds that have it, and the standard deviation (n − 1) from fold to fold.
  var summary: [(metric: Metric, mean: Double, spread: Double)] {
    Metric.allCases.compactMap { metric in
      let values = folds.flatMap { $0 }.filter { $0.metric == metric }.map(\.value)
      guard !values.isEmpty else { return nil }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (metric, mean, (squares / Double(max(1, values.count - 1))).squareRoot())
    }
  }

  /// The means as a model keeps them; JSON has none that are not finite.
  var byName: [String: Double] {
    Dictionary(uniqueKeysWithValues: summary.filter(\.mean.isFinite).map { ($0.metric.rawValue, $0.mean) })
  }

  /// "5 folds, mean and deviation: accuracy 0.9600 ± 0.0279"; of how many, where some were not begun.
  func text(of count: Int) -> String {
    let isWhole = folds.count == count
    return (isWhole ? "\(count) folds" : "\(folds.count) of \(count) folds")
      + (folds.count > 1 ? ", mean and deviation: " : ": ")
      + summary.filter(\.metric.isHeadline).map {
        "\($0.metric.rawValue) \(significant($0.mean))"
          + (folds.count > 1 ? " ± \(significant($0.spread))" : "")
      }
      .joined(separator: ", ")
  }
}
