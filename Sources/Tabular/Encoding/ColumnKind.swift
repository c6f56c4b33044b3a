/// What a column holds, as far as learning goes.
///
/// All there is to know of recognising one is here; what becomes of it is in `Encoding`.
package enum ColumnKind: String, CaseIterable, Sendable {
  case numeric
  /// Two different values.
  case boolean
  case categorical
  case date
  /// Nothing to learn from: one value, or none.
  case constant
  /// A name or number of its own for each row.
  case identifier
  /// Words that hardly come again.
  case text

  /// Whether a network can learn from the column.
  package var isUsed: Bool {
    switch self {
    case .numeric, .boolean, .categorical, .date: true
    case .constant, .identifier, .text: false
    }
  }

  /// Rows below which different values say nothing about an identifier.
  private static let fewRows = 20

  /// Recognises a column by the values of these rows, and says why where it is not to be used.
  ///
  /// `numbers` are those of a column of numbers. A column that the user has declared is used, unless there is
  /// nothing to learn from it.
  static func recognise(
    _ column: Column, _ numbers: SortedNumbers?, rows: [Int]
  ) -> (kind: ColumnKind, reason: String?) {
    let guess = guess(column, numbers, rows: rows)
    guard column.isDeclared, guess.kind != .constant, guess.kind != .boolean else { return guess }
    return (numbers == nil ? .categorical : .numeric, nil)
  }

  private static func guess(
    _ column: Column, _ numbers: SortedNumbers?, rows: [Int]
  ) -> (kind: ColumnKind, reason: String?) {
    if let numbers { return recognise(numbers, name: column.name) }
    guard let words = column.words else { return (.constant, "no values") }
    var seen = [Bool](repeating: false, count: words.vocabulary.count)
    var present = 0
    for row in rows where words.codes[row] >= 0 {
      seen[Int(words.codes[row])] = true
      present += 1
    }
    let distinct = seen.count { $0 }
    if distinct == 0 { return (.constant, "no values") }
    if distinct == 1 && present == rows.count { return (.constant, "a single value") }
    if DateFormat.of(seen.indices.filter { seen[$0] }.map { words.vocabulary[$0] }) != nil {
      return (.date, nil)
    }
    if distinct <= 2 { return (.boolean, nil) }
    if distinct == present && present >= fewRows { return (.identifier, "a different value in every row") }
    if distinct > 100 && distinct * 2 > present { return (.text, "values rarely repeat") }
    return (.categorical, nil)
  }

  private static func recognise(
    _ numbers: SortedNumbers, name: String
  ) -> (kind: ColumnKind, reason: String?) {
    let sorted = numbers.values
    guard let first = sorted.first else { return (.constant, "no values") }
    let distinct = numbers.distinct
    if distinct == 1 {
      return numbers.missing > 0 ? (.boolean, nil) : (.constant, "\(first) in every row")
    }
    if distinct == 2 { return (.boolean, nil) }
    let areWhole = sorted.allSatisfy { $0 == $0.rounded() }
    if areWhole && distinct == sorted.count && sorted.count >= fewRows {
      // Beyond 2²⁴ a Float cannot tell whole numbers apart; then the name must do.
      let span = Double(sorted[sorted.count - 1]) - Double(sorted[0])
      if span <= Double(sorted.count) * 1.5 || isNamedLikeIdentifier(name) {
        return (.identifier, "a different number in every row")
      }
    }
    return (.numeric, nil)
  }

  private static func isNamedLikeIdentifier(_ name: String) -> Bool {
    let parts = name.lowercased().split { !$0.isLetter }
    return parts.contains { ["id", "uuid", "guid", "key", "index", "rowid"].contains(String($0)) }
  }
}
