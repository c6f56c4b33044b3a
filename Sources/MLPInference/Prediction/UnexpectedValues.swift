import Diagnostics
import Tabular

/// Cells that are not as they were in training: texts among numbers, words that no training row had.
///
/// They count as missing and are told at the end, or are errors.
package struct UnexpectedValues: Sendable {
  private let file: String
  private let isStrict: Bool
  private var unreadable: [UnparsedCell] = []
  private var unknown: [String: Encoding.Unknown] = [:]

  /// `file` is its name in messages.
  package init(in file: String, isStrict: Bool) { (self.file, self.isStrict) = (file, isStrict) }

  /// Takes note of what was found in some rows that begin on `firstLine` of the file.
  ///
  /// Throws `.data` for the first of it where the user wants no oddities.
  package mutating func add(
    _ unreadable: [UnparsedCell], _ unknown: [String: Encoding.Unknown], firstLine: Int
  ) throws(Failure) {
    self.unreadable.merge(unreadable, firstLine: firstLine)
    for (column, found) in unknown {
      let first = Encoding.Unknown(count: 0, word: found.word, line: firstLine + found.line)
      self.unknown[column, default: first].count += found.count
    }
    guard isStrict else { return }
    if let first = self.unreadable.min(by: { $0.line < $1.line }) {
      throw Failure(.data, "\(place(first.line)): \(described(first.word, first.column)) is not a number")
    }
    if let (column, first) = self.unknown.min(by: { ($0.value.line, $0.key) < ($1.value.line, $1.key) }) {
      throw Failure(
        .data,
        "\(place(first.line)): \(described(first.word, column)) is not one of the model's categories"
      )
    }
  }

  /// A sentence for each column that has some.
  package var warnings: [String] {
    unreadable.map {
      "\(place($0.line)): \(described($0.word, $0.column)) is not a number and is treated as missing (\(counted($0.count, "such value")) in the column)"
    }
      + unknown.sorted { $0.key < $1.key }.map { (column, first) in
        "\(place(first.line)): \(described(first.word, column)) is not one of the model's categories and is treated as missing (\(counted(first.count, "such value")) in the column)"
      }
  }

  /// The same for the user of the library.
  var cells: [UnexpectedCells] {
    unreadable.map {
      UnexpectedCells(
        column: $0.column, cause: .notANumber, count: $0.count, example: shortened($0.word), line: $0.line)
    }
      + unknown.sorted { $0.key < $1.key }.map { (column, first) in
        UnexpectedCells(
          column: column, cause: .unknownCategory, count: first.count, example: shortened(first.word),
          line: first.line)
      }
  }

  private func place(_ line: Int) -> String { "\(file):\(line)" }

  private func described(_ word: CellText, _ column: String) -> String {
    "column '\(column)': '\(shortened(word))'"
  }
}
