import Errors

/// The names of the columns of a file, and what users call them by.
package struct Header: Equatable, Sendable {
  /// The names, all different and none empty.
  package let names: [String]

  /// The names in the first record of a file; empty ones become `column_N`, repeated ones get a
  /// suffix and a warning.
  init(naming cells: [Word], warnings: inout [String]) {
    var taken: Set<String> = []
    var names: [String] = []
    for (i, cell) in cells.enumerated() {
      let written = cell.bytes.isEmpty ? "column_\(i + 1)" : cell.description
      if cell.text == nil { warnings.append("the name of column \(i + 1), '\(written)', is not valid UTF-8") }
      var name = written
      var n = 1
      // A name that stands further on as it is written has the older right to it.
      while taken.contains(name) || (n > 1 && cells.contains(Word(name))) {
        n += 1
        name = "\(written)_\(n)"
      }
      if n > 1 { warnings.append("column \(i + 1) has the name '\(written)' again: it is called '\(name)'") }
      taken.insert(name)
      names.append(name)
    }
    self.names = names
  }

  /// The names of the columns of a file without a header: `column_1`, `column_2` and so on.
  init(unnamed count: Int) { names = (0..<count).map { "column_\($0 + 1)" } }

  /// The position of the column that a user calls by its name or by its number, counted from 1.
  ///
  /// Throws a usage failure that names the nearest column if there is none.
  package func position(of reference: String) throws(Failure) -> Int {
    if let position = names.firstIndex(of: reference) { return position }
    if let number = Int(reference), number >= 1, number <= names.count { return number - 1 }
    throw .unknownColumn(reference, nearest: nearest(to: reference), count: names.count)
  }

  /// The name most like it, if one is.
  func nearest(to reference: String) -> String? {
    reference.count > 100 ? nil : Errors.nearest(reference, among: names)
  }
}
