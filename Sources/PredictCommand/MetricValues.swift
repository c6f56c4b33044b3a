import Files
import FoundationEssentials
import LinearAlgebra
import Metrics
import NeuralNetwork
import Parallel

/// Metrics by name, with the bounds of their confidence intervals where these are wanted.
struct MetricValues {
  private let weights: [Float]
  private let confidence: Double?
  /// Nil where the rows do not define one; it may be infinite or NaN.
  private var values: [String: Double?] = [:]
  /// Those whose intervals are wanted.
  private var measures: [(name: String, measure: WeightedMetric)] = []

  /// Of rows that count their weights.
  init(weights: [Float], confidence: Double?) { (self.weights, self.confidence) = (weights, confidence) }

  /// Measures, and keeps the measure no longer than needed: it is as large as the data.
  ///
  /// It is nil where the predictions do not define it.
  mutating func add(_ name: String, _ measure: WeightedMetric?) {
    values[name] = .some(measure?(weights))
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
      values[name + "-low"] = .some(interval?.lowerBound)
      values[name + "-high"] = .some(interval?.upperBound)
    }
  }

  subscript(name: String) -> Double? { values[name] ?? nil }

  /// A line of JSON, null where a metric is no number.
  func json() throws -> [UInt8] {
    var object = values.mapValues { value in value.flatMap { $0.isFinite ? $0 : nil } }
    object["rows"] = Double(weights.count)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array(try encoder.encode(object)) + [10]
  }
}
