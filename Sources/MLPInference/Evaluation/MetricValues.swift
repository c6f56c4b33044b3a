import Files
import LinearAlgebra
import Metrics
import NeuralNetwork
import Parallel

/// Metrics by name, with the bounds of their confidence intervals where these are wanted.
package struct MetricValues {
  private let weights: [Float]
  private let confidence: Double?
  /// Nil where the rows do not define one; it may be infinite or NaN.
  package private(set) var byName: [String: Double?] = [:]
  /// Those whose intervals are wanted.
  private var measures: [(name: String, measure: WeightedMetric)] = []

  /// The rows that were measured, those of weight 0 among them.
  package var rows: Int { weights.count }

  /// Of rows that count their weights.
  init(weights: [Float], confidence: Double?) { (self.weights, self.confidence) = (weights, confidence) }

  /// Measures, and keeps the measure no longer than needed: it is as large as the data.
  ///
  /// It is nil where the predictions do not define it.
  mutating func add(_ name: String, _ measure: WeightedMetric?) {
    byName[name] = .some(measure?(weights))
    guard confidence != nil else { return }
    measures.append((name, measure ?? { _ in nil }))
  }

  /// Adds the bounds of the intervals where they are wanted.
  mutating func addIntervals(on workers: ThreadPool) {
    guard let confidence else { return }
    let intervals = Bootstrap().intervals(
      of: measures.map(\.measure), weights: weights, confidence: confidence, on: workers,
      interrupted: { Interruption.isRequested })
    for ((name, _), interval) in zip(measures, intervals) {
      byName[name + "-low"] = .some(interval?.lowerBound)
      byName[name + "-high"] = .some(interval?.upperBound)
    }
  }

  package subscript(name: String) -> Double? { byName[name] ?? nil }
}
