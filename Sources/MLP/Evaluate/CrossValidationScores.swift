import Metrics
import NeuralNetwork

/// The metrics of each fold, by the network that was not trained on it.
package struct CrossValidationScores: Sendable {
  package private(set) var folds: [[MetricValue]] = []

  mutating func add(_ metrics: [MetricValue]) { folds.append(metrics) }

  package struct Summary: Sendable {
    package let metric: Metric
    package let mean: Double
    /// The standard deviation (n − 1) from fold to fold.
    package let deviation: Double
  }

  /// Of each metric, over the folds that have it.
  package var summary: [Summary] {
    Metric.allCases.compactMap { metric in
      let values = folds.flatMap { $0 }.filter { $0.metric == metric }.map(\.value)
      guard !values.isEmpty else { return nil }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return Summary(
        metric: metric, mean: mean, deviation: (squares / Double(max(1, values.count - 1))).squareRoot())
    }
  }

  /// The means as a model keeps them; JSON has none that are not finite.
  var byName: [String: Double] { summary.map { MetricValue(metric: $0.metric, value: $0.mean) }.byName }
}
