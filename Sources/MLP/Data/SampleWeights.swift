import Diagnostics
import LinearAlgebra
import Tabular
import Training

/// The weights of the rows of a table, all 1 unless a column holds them.
struct SampleWeights {
  private let column: Column?

  /// Throws where a row has no weight, or a negative one; `rows`, ascending, are those that count.
  init(_ column: Column?, rows: [Int]) throws(Failure) {
    self.column = column
    guard let column, let numbers = column.numbers else { return }
    if let row = rows.first(where: { !(numbers[$0] >= 0) }) {
      throw Failure.wrongWeight(column.name, numbers[row], row: row)
    }
  }

  /// Those of some rows; nil where all are 1.
  ///
  /// `purpose` says in a message what the rows are there for. Throws where none of them counts.
  func of(_ rows: [Int], purpose: String) throws(Failure) -> Matrix? {
    guard let column, let numbers = column.numbers else { return nil }
    guard rows.contains(where: { numbers[$0] > 0 }) else {
      throw Failure(.data, "column '\(column.name)', the sample weight, is 0 in every row \(purpose)")
    }
    return Matrix(rows: 1, columns: rows.count, rows.map { numbers[$0] })
  }
}

extension LabeledSamples {
  /// The same with weights that give each class the same total weight.
  func balanced(_ target: Target) throws(Failure) -> LabeledSamples {
    guard case .classes(_, _, let words) = target else {
      throw Failure(
        .usage, "\(option: .classWeight) balanced needs classes, but the target holds numbers")
    }
    var totals = [Float](repeating: 0, count: words.count)
    for n in 0..<count { totals[Int(Y[0, n])] += weights[0, n] }
    let balanced = (0..<count).map { weights[0, $0] / max(totals[Int(Y[0, $0])], 1e-30) }
    return LabeledSamples(X: X, Y: Y, weights: Matrix(rows: 1, columns: count, balanced))
  }

  /// The same with weights whose mean is 1, so that they do not change the learning rate.
  func normalized() -> LabeledSamples {
    let mean = Elementwise.sum(weights) / Double(count)
    let normalized = weights.elements.map { Float(Double($0) / mean) }
    return LabeledSamples(X: X, Y: Y, weights: Matrix(rows: 1, columns: count, normalized))
  }
}
