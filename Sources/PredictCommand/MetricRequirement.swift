import Diagnostics
import MLPInference
import Metrics
import NeuralNetwork

/// A condition on a metric, such as `accuracy>=0.93`.
struct MetricRequirement {
  enum Comparison: String, CaseIterable { case atMost = "<=", atLeast = ">=", below = "<", above = ">" }

  let metric: String
  let comparison: Comparison
  let bound: Double
  /// The bound as the user wrote it.
  private let written: String

  /// Throws `.usage` where the text is no condition.
  init(_ text: String) throws(Failure) {
    for comparison in Comparison.allCases {
      guard let range = text.firstRange(of: comparison.rawValue) else { continue }
      let name = text[..<range.lowerBound].filter { $0 != " " }
      let metrics = Metric.allCases.map(\.rawValue) + PredictionIntervals.metrics
      guard metrics.contains(name) else {
        let near =
          nearest(name, among: metrics).map { "; did you mean \($0)?" }
          ?? "; expected one of \(metrics.joined(separator: ", "))"
        throw Failure(.usage, "\(option: .require) '\(text)': unknown metric '\(name)'\(near)")
      }
      let written = text[range.upperBound...].filter { $0 != " " }
      guard let bound = Double(written), bound.isFinite else { break }
      metric = name
      self.comparison = comparison
      self.bound = bound
      self.written = written
      return
    }
    throw Failure(
      .usage, "\(option: .require): expected a condition such as 'accuracy>=0.93', found '\(text)'")
  }

  /// Throws `.usage` where a model has other metrics than this.
  func check(among metrics: [String]) throws(Failure) {
    guard !metrics.contains(metric) else { return }
    throw Failure(
      .usage,
      "\(option: .require): this model has no metric '\(metric)'; its metrics are \(metrics.joined(separator: ", "))"
    )
  }

  /// What to tell where a value does not meet the condition; nil where it does.
  func complaint(_ value: Double?) -> Message? {
    let failed: Message = "\(option: .require) '\(metric) \(comparison.rawValue) \(written)' does not hold: "
    guard let value else { return failed + "\(metric) is not defined for this data" }
    guard value.isFinite else { return failed + "\(metric) is \(value)" }
    let holds =
      switch comparison {
      case .atMost: value <= bound
      case .atLeast: value >= bound
      case .below: value < bound
      case .above: value > bound
      }
    return holds
      ? nil
      : failed + "\(metric) is \(significant(value)), off by \(significant(abs(value - bound)))"
  }
}
