import Diagnostics
import LinearAlgebra

/// What is to be predicted.
package enum TaskType: String, CaseIterable, Codable, Sendable {
  case auto, classification, regression
}

/// The columns to be predicted, and how they become Y and predictions become words or numbers again.
package enum Target: Hashable, Sendable {
  /// A class, one of these words.
  case classes(column: String, position: Int, words: [CellText])
  /// Numbers, transformed where that was asked for, and standardized inside.
  case numeric([NumericTarget])

  package struct NumericTarget: Hashable, Sendable {
    package let column: String
    /// In the file, counted from 0.
    package let position: Int
    /// Of the transformed numbers.
    package let mean: Double
    package let deviation: Double
    /// Seen in training.
    package let minimum: Float
    package let maximum: Float
    /// How the numbers are written where they are not plain.
    package let notation: NumberFormat?
    /// The curve on which the numbers are learned; nil for a straight line.
    package let transform: TargetTransform?
    /// Whether predictions stay between the least and the greatest; nil for false.
    package var clips: Bool?

    package init(
      column: String, position: Int, mean: Double, deviation: Double, minimum: Float, maximum: Float,
      notation: NumberFormat? = nil, transform: TargetTransform? = nil, clips: Bool? = nil
    ) {
      (self.column, self.position) = (column, position)
      (self.mean, self.deviation) = (mean, deviation)
      (self.minimum, self.maximum) = (minimum, maximum)
      (self.notation, self.transform, self.clips) = (notation, transform, clips)
    }

    fileprivate func standardize(_ y: Double) -> Double { ((transform?(y) ?? y) - mean) / deviation }

    fileprivate func inverseTransform(_ p: Double) -> Double {
      let z = p * deviation + mean
      return transform?.inverse(z) ?? z
    }
  }

  /// The names of the columns.
  package var columns: [String] {
    switch self {
    case .classes(let column, _, _): [column]
    case .numeric(let numbers): numbers.map(\.column)
    }
  }

  /// What to read of a file to compare predictions with.
  package var wanted: [ColumnRequest] {
    switch self {
    case .classes(let column, let position, _):
      [ColumnRequest(name: column, position: position, isNumeric: false, isTarget: true)]
    case .numeric(let numbers):
      numbers.map {
        ColumnRequest(
          name: $0.column, position: $0.position, isNumeric: true, notation: $0.notation, isTarget: true)
      }
    }
  }

  /// The rows of a table that have the target.
  package static func present(_ columns: [Column], rows: Int) -> [Int] {
    (0..<rows).filter { row in columns.allSatisfy { !$0.isMissing(row) } }
  }

  /// Y of these rows, which have the target: 1 × N with classes, or standardized numbers, columns × N.
  ///
  /// `place` is the file and the line on which the rows begin. Throws `.data` for a class that is none of ours.
  package func encode(
    _ columns: [Column], rows: [Int], of place: (file: String, firstLine: Int)? = nil
  ) throws(Failure) -> Matrix {
    let Y = Matrix(rows: columns.count, columns: rows.count)
    switch self {
    case .classes(let name, _, let classes):
      guard let words = columns.first?.words else { return Y }
      let vocabulary = words.vocabulary.words
      let index = ClassIndex(classes)
      let indices = vocabulary.map { index[$0] }
      for (n, row) in rows.enumerated() {
        let code = Int(words.codes[row])
        guard let index = indices[code] else {
          let line = code < words.lines.count ? place.map { $0.firstLine + words.lines[code] } : nil
          throw .unknownClass(name, vocabulary[code], file: place?.file, line: line)
        }
        Y[0, n] = Float(index)
      }
    case .numeric(let numbers):
      for (i, (column, number)) in zip(columns, numbers).enumerated() {
        for (n, row) in rows.enumerated() {
          Y[i, n] = Float(number.standardize(Double(column.numbers?[row] ?? .nan)))
        }
      }
    }
    return Y
  }

  /// Turns standardized, transformed numbers (columns × N) back into the user's units.
  ///
  /// Classes stay as they are. What is beyond the greatest number becomes that.
  package func inverseTransform(_ P: Matrix) {
    guard case .numeric(let numbers) = self else { return }
    let maximum = Double(Float.greatestFiniteMagnitude)
    for (i, number) in numbers.enumerated() {
      for n in 0..<P.columns {
        P[i, n] = Float(min(max(number.inverseTransform(Double(P[i, n])), -maximum), maximum))
      }
    }
  }

  /// The same, of whose predicted numbers none leaves the range, or each may.
  package func clipping(_ clips: Bool) -> Target {
    guard case .numeric(let numbers) = self else { return self }
    return .numeric(
      numbers.map { number in
        var number = number
        number.clips = clips ? true : nil
        return number
      })
  }

  /// Brings predictions (columns × N, in the user's units) to between the least and the greatest number seen
  /// in training, where that was asked for.
  package func clip(_ P: Matrix) {
    guard case .numeric(let numbers) = self else { return }
    for (i, number) in numbers.enumerated() where number.clips == true {
      for n in 0..<P.columns { P[i, n] = min(max(P[i, n], number.minimum), number.maximum) }
    }
  }
}
