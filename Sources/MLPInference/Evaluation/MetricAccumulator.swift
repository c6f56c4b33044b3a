import Diagnostics
import LinearAlgebra
import Metrics
import NeuralNetwork
import Parallel
import Tabular

/// Gathers predictions of rows that hold the target, to measure them at the end.
package struct MetricAccumulator {
  private let model: (target: Target, loss: Loss)
  private let intervals: PredictionIntervals?
  private let weight: String?
  private var P: [Float] = []
  private var Y: [Float] = []
  private var weights: [Float] = []
  private var rows = (outputs: 0, targets: 0)
  /// The rows that were taken, with or without the target.
  private var taken = 0

  /// With intervals, these are measured too.
  package init(_ target: Target, _ loss: Loss, intervals: PredictionIntervals?, weight: String?) {
    model = (target, loss)
    self.intervals = intervals
    self.weight = weight
  }

  /// Takes the predictions (outputs × rows, in the user's units) of a block.
  ///
  /// Rows without the target do not count. Throws `.data` for what cannot be measured in the rows that begin on
  /// `firstLine` of the file.
  package mutating func add(
    _ predictions: Matrix, _ block: RowBatch, file: String, firstLine: Int
  ) throws(Failure) {
    let table = block.table
    if let text = block.unreadable.first(where: { $0.column == weight }) {
      throw Failure(
        .data,
        "\(file):\(firstLine + text.line): column '\(text.column)', the sample weight: '\(shortened(text.word))' is not a number"
      )
    }
    let columns = model.target.columns.compactMap { name in table.columns.first { $0.name == name } }
    precondition(columns.count == model.target.columns.count, "the target was among the wanted columns")
    defer { taken += table.rows }
    let present = Target.present(columns, rows: table.rows)
    guard !present.isEmpty else { return }
    let known = try model.target.encode(columns, rows: present, of: (file, firstLine))
    model.target.inverseTransform(known)
    rows = (predictions.rows, known.rows)
    Y += known.elements
    for row in present { for i in 0..<predictions.rows { P.append(predictions[i, row]) } }
    // The same column may be wanted as words besides.
    let weighing = table.columns.first { $0.name == weight && $0.numbers != nil }?.numbers
    for row in present {
      let w = weighing?[row] ?? 1
      guard w >= 0 else { throw .wrongWeight(weight ?? "", w, row: taken + row) }
      weights.append(w)
    }
  }

  /// The names of the metrics that a model of this loss has, with intervals or without.
  package static func names(of loss: Loss, outputs: Int, intervals: PredictionIntervals?) -> [String] {
    metrics(of: loss, outputs: outputs).map(\.rawValue)
      + (intervals == nil ? [] : PredictionIntervals.metrics)
  }

  private static func metrics(of loss: Loss, outputs: Int) -> [Metric] {
    Metric.allCases.filter { $0.isDefined(for: loss, outputs: outputs) }
  }

  /// The metrics of the rows, with the bounds of their intervals of this confidence where one is wanted.
  package func measured(confidence: Double?, on workers: ThreadPool) throws(Failure) -> MetricValues {
    guard !weights.isEmpty else { throw Failure(.data, "no row has a target value, so there are no metrics") }
    guard weights.contains(where: { $0 > 0 }) else {
      throw Failure(
        .data, "column '\(weight ?? "")', the sample weight, is 0 in every row that has a target value")
    }
    let P = Matrix(rows: rows.outputs, columns: weights.count, P)
    let Y = Matrix(rows: rows.targets, columns: weights.count, Y)
    var measured = MetricValues(weights: weights, confidence: confidence)
    for metric in Self.metrics(of: model.loss, outputs: rows.outputs) {
      measured.add(metric.rawValue, metric.measure(P, Y, loss: model.loss))
    }
    for (name, measure) in intervals?.measures(P, Y) ?? [] { measured.add(name, measure) }
    measured.addIntervals(on: workers)
    return measured
  }
}
