import Errors
import LinearAlgebra

/// What is to be predicted.
package enum Task: String, CaseIterable, Codable, Sendable {
  case auto, classification, regression
}

/// The columns to be predicted, and how they become Y and predictions become words or numbers again.
package enum Target: Hashable, Codable, Sendable {
  /// A class, one of these words.
  case classes(column: String, words: [Word])
  /// Numbers, standardized inside.
  case numbers([Number])

  package struct Number: Hashable, Codable, Sendable {
    package let column: String
    package let mean: Double
    package let deviation: Double
    /// Seen in training.
    package let least: Float
    package let greatest: Float
  }

  /// The most classes that whole numbers are taken for.
  private static let fewClasses = 20
  /// The most classes there can be.
  private static let mostClasses = 1_000

  /// Fits the target on these rows, none of which lacks it.
  ///
  /// `standardizes` is false for counts.
  package static func fit(
    _ columns: [Column], task: Task, rows: [Int], standardizes: Bool = true
  ) throws(Failure) -> Target {
    guard let first = columns.first, !rows.isEmpty else {
      throw .allMissing(target: columns.first?.name ?? "")
    }
    if columns.count == 1 && isClass(first, task: task, rows: rows) {
      return try fitClasses(first, rows: rows)
    }
    var numbers: [Number] = []
    for column in columns {
      guard let values = column.numbers else {
        if columns.count > 1 { throw .severalClassTargets(column.name) }
        throw .textTarget(column.name, firstText(column, rows))
      }
      numbers.append(try fitNumbers(column.name, rows.map { values[$0] }, standardizes: standardizes))
    }
    return .numbers(numbers)
  }

  private static func isClass(_ column: Column, task: Task, rows: [Int]) -> Bool {
    switch task {
    case .classification: return true
    case .regression: return false
    case .auto:
      guard let numbers = column.numbers else { return true }
      let values = Set(rows.map { numbers[$0] })
      return values.count <= fewClasses && values.allSatisfy { $0 == $0.rounded() }
        && (values.count == 2 || values.count * 5 <= rows.count)
    }
  }

  private static func fitClasses(_ column: Column, rows: [Int]) throws(Failure) -> Target {
    guard let words = column.words else { throw .tooManyClasses(column.name, Set(column.groups(rows)).count) }
    let codes = Set(rows.map { words.codes[$0] }).sorted()
    let classes = codes.map { words.lexicon[Int($0)] }
    guard classes.count > 1 else { throw .constantTarget(column.name, classes.first?.description ?? "") }
    guard classes.count <= mostClasses else { throw .tooManyClasses(column.name, classes.count) }
    let ranked = classes.map { (word: $0, number: Tabular.Number.parse($0.bytes)) }
    let areNumbers = ranked.allSatisfy { $0.number != nil }
    let sorted = ranked.sorted {
      areNumbers && $0.number != $1.number ? $0.number ?? 0 < $1.number ?? 0 : $0.word < $1.word
    }
    return .classes(column: column.name, words: sorted.map(\.word))
  }

  private static func fitNumbers(_ column: String, _ values: [Float], standardizes: Bool) throws(Failure)
    -> Number
  {
    guard let least = values.min(), let greatest = values.max(), least < greatest else {
      throw .constantTarget(column, values.first.map { "\($0)" } ?? "")
    }
    let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
    let variance = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)
    return Number(
      column: column, mean: standardizes ? mean : 0, deviation: standardizes ? variance.squareRoot() : 1,
      least: least, greatest: greatest)
  }

  private static func firstText(_ column: Column, _ rows: [Int]) -> Word {
    guard let words = column.words, let row = rows.first(where: { words.codes[$0] >= 0 }) else { return "" }
    return words.lexicon[Int(words.codes[row])]
  }

  /// The names of the columns.
  package var columns: [String] {
    switch self {
    case .classes(let column, _): [column]
    case .numbers(let numbers): numbers.map(\.column)
    }
  }

  /// What to read of a file to compare predictions with; a file may do without it.
  package var wanted: [RowReader.Wanted] {
    var isNumeric = true
    if case .classes = self { isNumeric = false }
    return columns.map { RowReader.Wanted(name: $0, position: .max, isNumeric: isNumeric, isOptional: true) }
  }

  /// The rows of a table that have the target.
  package static func present(_ columns: [Column], rows: Int) -> [Int] {
    (0..<rows).filter { row in columns.allSatisfy { !$0.isMissing(row) } }
  }

  /// Y of these rows, which have the target: 1 × N with classes, or standardized numbers, columns × N.
  package func encode(_ columns: [Column], rows: [Int]) throws(Failure) -> Matrix {
    let Y = Matrix(rows: columns.count, columns: rows.count)
    switch self {
    case .classes(let name, let classes):
      guard let words = columns.first?.words else { return Y }
      let lexicon = words.lexicon.words
      let indices = lexicon.map { classes.firstIndex(of: $0) }
      for (n, row) in rows.enumerated() {
        let code = Int(words.codes[row])
        guard let index = indices[code] else { throw .unknownClass(name, lexicon[code]) }
        Y[0, n] = Float(index)
      }
    case .numbers(let numbers):
      for (i, (column, number)) in zip(columns, numbers).enumerated() {
        for (n, row) in rows.enumerated() {
          Y[i, n] = Float((Double(column.numbers?[row] ?? .nan) - number.mean) / number.deviation)
        }
      }
    }
    return Y
  }

  /// Turns standardized numbers (columns × N) back into the user's units.
  ///
  /// Classes stay as they are.
  package func restore(_ P: Matrix) {
    guard case .numbers(let numbers) = self else { return }
    for (i, number) in numbers.enumerated() {
      for n in 0..<P.columns { P[i, n] = Float(Double(P[i, n]) * number.deviation + number.mean) }
    }
  }
}
