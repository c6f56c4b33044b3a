import Errors
import FoundationEssentials
import LinearAlgebra
import Network
import Tabular

/// Gathers predictions of rows that hold the target, to measure them at the end.
struct Scores {
  private let model: (target: Target, loss: Loss)
  private let weight: String?
  private var P: [Float] = []
  private var Y: [Float] = []
  private var weights: [Float] = []
  private var rows = (outputs: 0, targets: 0)

  init(_ target: Target, _ loss: Loss, weight: String?) {
    model = (target, loss)
    self.weight = weight
  }

  /// Takes the predictions (outputs × rows, in the user's units) of a block.
  ///
  /// Rows without the target do not count.
  mutating func add(_ predictions: Matrix, _ table: Table) throws(Failure) {
    var columns: [Column] = []
    for name in model.target.columns {
      guard let column = table.columns.first(where: { $0.name == name }) else {
        throw Failure(.data, "the data has no column '\(name)', the target, which metrics need")
      }
      columns.append(column)
    }
    let present = Target.present(columns, rows: table.rows)
    guard !present.isEmpty else { return }
    let known = try model.target.encode(columns, rows: present)
    model.target.restore(known)
    rows = (predictions.rows, known.rows)
    Y += known.elements
    for row in present { for i in 0..<predictions.rows { P.append(predictions[i, row]) } }
    let numbers = try weight.map { name throws(Failure) in try table.column(name).numbers ?? [] }
    for row in present {
      let w = numbers.map { $0[row] } ?? 1
      guard w >= 0 else {
        throw Failure(.data, "column '\(weight ?? "")', the weight, is missing or negative in a row")
      }
      weights.append(w)
    }
  }

  /// All metrics that are defined, by name.
  func metrics() throws(Failure) -> [Metric: Double] {
    guard !weights.isEmpty else { throw Failure(.data, "no row has the target, which metrics need") }
    let P = Matrix(rows: rows.outputs, columns: weights.count, P)
    let Y = Matrix(rows: rows.targets, columns: weights.count, Y)
    let w = Matrix(rows: 1, columns: weights.count, weights)
    var metrics: [Metric: Double] = [:]
    for metric in Metric.allCases { metrics[metric] = metric.value(P, Y, weights: w, loss: model.loss) }
    return metrics
  }

  /// The metrics as a line of JSON.
  func json(_ metrics: [Metric: Double]) throws -> [UInt8] {
    var object = Dictionary(uniqueKeysWithValues: metrics.map { ($0.key.rawValue, $0.value) })
    object["rows"] = Double(weights.count)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array(try encoder.encode(object)) + [10]
  }
}
