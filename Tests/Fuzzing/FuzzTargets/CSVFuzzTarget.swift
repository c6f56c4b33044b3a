import Diagnostics
import Parallel

@testable import Tabular

/// Reads a table as a whole and row by row, in one piece and in many: all must agree.
///
/// The first byte says what the user says of the file, and how it is cut.
func fuzzCSV(_ bytes: [UInt8]) throws -> FuzzOutcome {
  guard let choice = bytes.first else { return .refused }
  let file = Array(bytes.dropFirst())
  var options = TableOptions()
  options.delimiter = [nil, UInt8(ascii: ","), UInt8(ascii: ";"), 9][Int(choice & 3)]
  options.header = [nil, true, false, nil][Int(choice >> 2 & 3)]
  let cut = Cut(piece: [3, 64, 300, 4000][Int(choice >> 4 & 3)], block: [3, 16, 50, 400][Int(choice >> 6)])

  let whole = try refusable { try Table(reading: [ByteStream(name: "f", bytes: file)], options: options) }
  let inParts = try refusable {
    try Table(reading: [cut.source(file)], options: options, on: twoThreads)
  }
  try agree(whole, inParts, "a table and the same in parts") { $0.difference(from: $1) }

  let rows = try refusable { try words(of: ByteStream(name: "f", bytes: file), options) }
  let rowsInParts = try refusable { try words(of: cut.source(file), options) }
  try agree(rows, rowsInParts, "rows and the same in parts") { $0 == $1 ? nil : "the cells" }
  switch (whole, rows) {
  case (.failure(let failure), _): throw failure
  case (.success, .failure(let failure)):
    throw Contradiction("a table whose rows are refused: \(failure.message)")
  case (.success(let table), .success(let words)):
    guard words.count == table.rows * table.header.names.count else {
      throw Contradiction("\(table.rows) rows of a table, and \(words.count) cells")
    }
    try predictLike(table, file, options)
    return .taken
  }
}

private let twoThreads = ThreadPool(threads: 2)

/// How a source is cut.
private struct Cut {
  let piece: Int
  let block: Int

  func source(_ bytes: [UInt8]) -> ByteStream {
    var source = ByteStream(name: "f", bytes: bytes, pieceSize: piece)
    source.blockSize = block
    return source
  }
}

private func agree<T>(
  _ a: Result<T, Failure>, _ b: Result<T, Failure>, _ what: String, _ difference: (T, T) -> String?
) throws {
  switch (a, b) {
  case (.success(let a), .success(let b)):
    if let difference = difference(a, b) { throw Contradiction("\(what) differ: \(difference)") }
  case (.failure(let a), .failure(let b)):
    if a != b { throw Contradiction("\(what) differ: \(a.message) / \(b.message)") }
  case (.success, .failure(let failure)), (.failure(let failure), .success):
    throw Contradiction("\(what) differ: one is refused, \(failure.message)")
  }
}

/// The cells of all rows as they are kept.
private func words(of source: ByteStream, _ options: TableOptions) throws(Failure) -> [[UInt8]] {
  var reader = try RowReader(source, wanted: [], keep: nil, options: options)
  var cells: [[UInt8]] = []
  try reader.read(on: ThreadPool(threads: 1), work: { _ in }) { (rows, _, _) throws(Failure) in
    for n in 0..<rows.table.rows { cells += rows.kept.map { Array($0[n]) } }
  }
  return cells
}

/// Reads the rows as a model of this table would, and finds the same in them.
private func predictLike(_ table: Table, _ file: [UInt8], _ options: TableOptions) throws {
  let wanted = table.columns.map {
    ColumnRequest(
      name: $0.name, position: $0.position, isNumeric: $0.numbers != nil, notation: $0.notation)
  }
  let read = try refusable {
    var reader = try RowReader(ByteStream(name: "f", bytes: file), wanted: wanted, options: options)
    return try reader.readAll(on: ThreadPool(threads: 1))
  }
  switch read {
  case .failure(let failure): throw Contradiction("a table that cannot be predicted: \(failure.message)")
  case .success(let (rows, unreadable)):
    if !unreadable.isEmpty { throw Contradiction("numbers of a table that rows have not") }
    for (one, other) in zip(table.columns, rows.columns) {
      if let difference = one.difference(from: other) {
        throw Contradiction("rows differ from the table: \(difference)")
      }
    }
  }
}

extension Table {
  fileprivate func difference(from other: Table) -> String? {
    if header != other.header { return "names" }
    if rows != other.rows { return "\(rows) and \(other.rows) rows" }
    if warnings != other.warnings { return "warnings \(warnings) and \(other.warnings)" }
    return zip(columns, other.columns).lazy.compactMap { $0.difference(from: $1) }.first
  }
}

extension Column {
  /// Words are compared where both have them.
  fileprivate func difference(from other: Column) -> String? {
    if (numbers == nil) != (other.numbers == nil) { return "column '\(name)' of numbers and of words" }
    if let a = numbers, let b = other.numbers {
      for (n, (a, b)) in zip(a, b).enumerated() where a.bitPattern != b.bitPattern && !(a.isNaN && b.isNaN) {
        return "column '\(name)', row \(n + 1): \(a) and \(b)"
      }
    }
    guard let a = words, let b = other.words else { return nil }
    let (texts, others) = (a.vocabulary.words, b.vocabulary.words)
    for (n, (a, b)) in zip(a.codes, b.codes).enumerated() {
      let words = (a < 0 ? nil : texts[Int(a)], b < 0 ? nil : others[Int(b)])
      if words.0 != words.1 { return "column '\(name)', row \(n + 1): other words" }
    }
    return nil
  }
}
