import Diagnostics
import Parallel
import Tabular

/// How good the predictions for the rows of a file are.
public struct Evaluation: Sendable {
  /// The metrics by name, such as `accuracy` and `log-loss`, or `rmse` and `r2`; those that the rows do not define are
  /// left out.
  ///
  /// They are defined as in scikit-learn. A regression may have infinite ones or NaN.
  public let metrics: [String: Double]
  /// The number of rows that have a target value.
  public let rowCount: Int
  /// What was read as missing, because training did not prepare the model for it.
  public let unexpected: [UnexpectedCells]
  /// What is noteworthy about the file, a sentence each.
  public let warnings: [String]

  /// The metric of this name; nil if the model does not have it, or the rows do not define it.
  public subscript(metric: String) -> Double? { metrics[metric] }
}

extension TrainedModel {
  /// Predicts the rows of a CSV file and compares the predictions with its target column.
  ///
  /// Rows are read block by block; what grows with the file are the predictions and the targets. Rows without a target
  /// value do not count.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is standard input.
  ///   - weight: The column of sample weights, numbers of 0 or more; nil if all rows count the same.
  ///   - intervalLevel: The level of prediction intervals, which are then evaluated too, as `coverage` and `mean-width`.
  ///   - confidence: The level of bootstrap confidence intervals (Efron, 1979), which are then added as `METRIC-low` and
  ///     `METRIC-high`.
  ///   - options: How the file is read.
  /// - Throws: `Failure` of kind `noInput` where the file cannot be opened, `data` where it is malformed, lacks a
  ///   column or has a class that the model does not know, `usage` for levels that are not between 0 and 1.
  public func evaluate(
    path: String, weight: String? = nil, intervalLevel: Double? = nil, confidence: Double? = nil,
    options: PredictionOptions = PredictionOptions()
  ) throws -> Evaluation {
    for level in [intervalLevel, confidence].compactMap({ $0 }) { try checkProbability(level) }
    let intervals = try intervalLevel.map { (level) throws(Failure) in
      try PredictionIntervals(self, level: level, file: "model")
    }
    var stream = try PredictionStream(
      self, path: path, .init(includesTarget: true, weight: weight), try options.table(),
      isStrict: options.isStrict)
    let (name, workers) = (stream.name, try ThreadPool(wanted: options.threads))
    var accumulator = MetricAccumulator(target, network.loss, intervals: intervals, weight: weight)
    try stream.read(on: workers, work: { _, _ in }) { (block, _) throws(Failure) in
      try accumulator.add(block.P, block.rows, file: name, firstLine: block.firstLine)
    }
    let measured = try accumulator.measured(confidence: confidence, on: workers)
    return Evaluation(
      metrics: measured.byName.compactMapValues { $0 }, rowCount: measured.rows,
      unexpected: stream.unexpected.cells, warnings: stream.warnings.map(\.description))
  }
}
