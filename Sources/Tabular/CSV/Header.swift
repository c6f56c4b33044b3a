import Diagnostics

/// The names of the columns of a file, and what users call them by.
package struct Header: Equatable, Sendable {
  /// The names, all different and none empty.
  package let names: [String]

  /// The names in the first record of a file; empty ones become `column_N`, repeated ones get a
  /// suffix and a warning.
  init(naming cells: [CellText], warnings: inout [Message]) {
    let written = cells.enumerated().map { $1.bytes.isEmpty ? Self.placeName($0) : $1.description }
    // A name that stands further on as it is written has the older right to it.
    let reserved = Set(written)
    var taken: Set<String> = []
    var suffixes: [String: Int] = [:]
    var renamed: [(place: Int, name: String)] = []
    var names: [String] = []
    for (i, name) in written.enumerated() {
      var unique = name
      if taken.contains(name) {
        var n = suffixes[name, default: 1]
        repeat {
          n += 1
          unique = "\(name)_\(n)"
        } while reserved.contains(unique) || taken.contains(unique)
        suffixes[name] = n
        renamed.append((i, unique))
      }
      taken.insert(unique)
      names.append(unique)
    }
    self.names = names

    let invalid = cells.indices.filter { cells[$0].text == nil }
    if let first = invalid.first {
      warnings.append(
        invalid.count == 1
          ? "the name of column \(first + 1), '\(names[first])', is not valid UTF-8"
          : "the names of \(invalid.count) columns are not valid UTF-8, such as '\(names[first])', column \(first + 1)"
      )
    }
    if !renamed.isEmpty {
      let shown = renamed.prefix(3).map { "column \($0.place + 1) is renamed to '\($0.name)'" }
      warnings.append(
        "\(counted(renamed.count, "duplicate name")) in the header: \(shown.joined(separator: ", "))\(renamed.count > 3 ? ", …" : "")"
      )
    }
  }

  /// The names of the columns of a file without a header: `column_1`, `column_2` and so on.
  init(unnamed count: Int) { names = (0..<count).map(Self.placeName) }

  /// What a column without a name is called, by its position counted from 0.
  static func placeName(_ position: Int) -> String { "column_\(position + 1)" }

  /// The position of the column that a user calls by its name or by its number, counted from 1.
  ///
  /// Throws a usage failure that helps to find the right one if there is none.
  package func position(of reference: String) throws(Failure) -> Int {
    if let position = names.firstIndex(of: reference) { return position }
    if let number = Int(reference), number >= 1, number <= names.count { return number - 1 }
    throw .unknownColumn(reference, among: self)
  }

  /// The name most like it but for some, if one is; a single letter is like any other.
  func nearest(to reference: String, except others: Set<String> = []) -> String? {
    guard (2...100).contains(reference.count) else { return nil }
    return Diagnostics.nearest(reference, among: names.filter { $0.count > 1 && !others.contains($0) })
  }
}
