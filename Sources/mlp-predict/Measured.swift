import FoundationEssentials
import LinearAlgebra
import Network

/// Metrics by name, with the bounds of their confidence intervals where they were wanted.
struct Measured {
  private let rows: Int
  /// Nil where the rows do not define one; it may be infinite or NaN.
  private var values: [String: Double?] = [:]

  /// `measures` are nil for metrics that the predictions do not define.
  init(
    _ measures: [(name: String, measure: Measure?)], weights: [Float], confidence: Double?,
    on workers: Workers
  ) {
    rows = weights.count
    for (name, measure) in measures { values[name] = .some(measure?(weights)) }
    guard let confidence else { return }
    let intervals = Bootstrap().intervals(
      of: measures.map { $0.measure ?? { _ in nil } }, weights: weights, confidence: confidence, on: workers)
    for ((name, _), interval) in zip(measures, intervals) {
      values[name + "-low"] = .some(interval?.lowerBound)
      values[name + "-high"] = .some(interval?.upperBound)
    }
  }

  subscript(name: String) -> Double? { values[name] ?? nil }

  /// A line of JSON, null where a metric is no number.
  func json() throws -> [UInt8] {
    var object = values.mapValues { value in value.flatMap { $0.isFinite ? $0 : nil } }
    object["rows"] = Double(rows)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array(try encoder.encode(object)) + [10]
  }
}
