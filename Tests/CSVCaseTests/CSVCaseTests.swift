import Diagnostics
import Parallel
import Testing

@testable import Tabular

/// Files as the world writes them are read alike on every way, whole or row by row.
struct CSVCaseTests {
  @Test(
    "every file is the table that it means, or is refused in the same words", arguments: ReadPath.allCases)
  func cases(_ way: ReadPath) throws { try read(CSVCase.all, by: way) }

  @Test("a field may have millions of bytes")
  func longest() throws { try read([.longest], by: .path) }

  private func read(_ files: [CSVCase], by way: ReadPath) throws {
    let folder = try Folder()
    let workers = ThreadPool(threads: way.threads)
    for file in files {
      let table = refusable {
        try way.open(file.bytes, in: folder) {
          try Table(reading: [$0], options: file.options, on: workers)
        }
      }
      #expect(file.flaw(in: table) == nil, "\(file), as a whole")
      let notations = (try? table.get())?.columns.map(\.notation)
      let rows = refusable {
        try way.open(file.bytes, in: folder) {
          var reader = try RowReader($0, wanted: file.wanted(notations), keep: nil, options: file.options)
          return try file.flaw(in: &reader, on: workers)
        }
      }
      switch rows {
      case .success(let flaw): #expect(flaw == nil && file.table != nil, "\(file), row by row")
      case .failure(let failure):
        #expect(file.table == nil && file.isExpected(failure), "\(file), row by row")
      }
    }
  }

  @Test("a packed file that was cut off is no shorter table")
  func cutOff() throws {
    let folder = try Folder()
    for file in CSVCase.all where file.message == nil && file.bytes.count < 1 << 16 {
      for (kind, packed) in [("gzip", packedByGzip(file.bytes)), ("zstd", packedByZstd(file.bytes))] {
        for count in [packed.count / 2, packed.count - 1] {
          let path = try folder.file("f", Array(packed[..<count]))
          let failure = #expect(throws: Failure.self) {
            try Table(reading: [ByteStream(at: path)], options: file.options)
          }
          let says =
            "'\(path)' is truncated: its \(kind) data ends early, after \(count) bytes; "
            + "copy or create the file again"
          #expect(failure == Failure(.data, Message(says)), "\(file)")
        }
      }
    }
  }

  @Test("no topic is without a case, and no case is there twice")
  func complete() {
    #expect(CSVCase.all.count >= 150)
    for topic in Topic.allCases { #expect(CSVCase.all.contains { $0.topic == topic }, "\(topic)") }
    #expect(Set(CSVCase.all.map(\.description)).count == CSVCase.all.count)
  }

  /// What `body` gives, or the failure that it throws.
  private func refusable<T>(_ body: () throws -> T) -> Result<T, Failure> {
    do { return .success(try body()) } catch let failure as Failure { return .failure(failure) } catch {
      return .failure(Failure(.internalError, "\(error)"))
    }
  }
}

extension CSVCase: CustomStringConvertible {
  var description: String { "\(topic): \(name)" }
}

// MARK: What is read, beside what has to be

extension CSVCase {
  var options: TableOptions {
    var options = TableOptions()
    (options.delimiter, options.header) = (delimiter, header)
    return options
  }

  /// Whether a failure says what it has to.
  func isExpected(_ failure: Failure) -> Bool {
    failure.kind == .data && failure.message.description == message
  }

  private func names(_ table: [[Cell]]) -> [String] {
    table[0].map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private func isNumeric(_ k: Int) -> Bool { !rows.contains { $0[k].meaning == .word } }

  private var rows: ArraySlice<[Cell]> { (table ?? [[]]).dropFirst() }

  /// All columns, as training found them.
  func wanted(_ notations: [NumberFormat?]?) -> [ColumnRequest] {
    guard let table else { return [] }
    return names(table).enumerated().map { (k, name) in
      ColumnRequest(
        name: name, position: k, isNumeric: message == nil && isNumeric(k), notation: notations?[k])
    }
  }

  /// What is otherwise than it has to be; nil where nothing is.
  func flaw(in result: Result<Table, Failure>) -> String? {
    switch result {
    case .failure(let found): return isExpected(found) ? nil : "refused: \(found)"
    case .success(let found):
      guard let table, message == nil else { return "not refused" }
      if found.header.names != names(table) { return "the names \(found.header.names)" }
      if found.warnings.map(\.description) != warnings { return "the warnings \(found.warnings)" }
      if found.rows != rows.count { return "\(found.rows) rows" }
      return flaw(in: found, from: 1)
    }
  }

  /// The same of rows read one after the other.
  func flaw(in reader: inout RowReader, on workers: ThreadPool) throws(Failure) -> String? {
    guard let table else {
      try reader.read(on: workers, work: { _ in }, handOver: { _, _, _ in })
      return "not refused"
    }
    if reader.header.names != names(table) { return "the names \(reader.header.names)" }
    if reader.warnings.map(\.description) != warnings.filter({ $0.hasPrefix("f: ") }) {
      return "the warnings \(reader.warnings)"
    }
    var flaw: String?
    var next = 1
    try reader.read(on: workers, work: { _ in }) { (rows, _, _) throws(Failure) in
      if next + rows.table.rows > table.count { flaw = flaw ?? "too many rows" }
      flaw = flaw ?? self.flaw(in: rows.table, from: next)
      for (k, texts) in rows.kept.enumerated() where flaw == nil {
        for n in 0..<texts.count where Array(texts[n]) != table[next + n][k].bytes {
          flaw = "row \(next + n), column \(k + 1) is kept otherwise"
        }
      }
      next += rows.table.rows
    }
    return flaw ?? (next == table.count ? nil : "\(next - 1) rows")
  }

  /// The same of the columns of some rows, the first of which is row `first`.
  private func flaw(in found: Table, from first: Int) -> String? {
    let rows = (table ?? [])[first..<first + found.rows]
    for (k, column) in found.columns.enumerated() {
      if message == nil, (column.numbers != nil) != isNumeric(k) {
        return "column \(k + 1) of \(column.numbers == nil ? "words" : "numbers")"
      }
      let words = column.words
      let vocabulary = words?.vocabulary.words.map(\.bytes) ?? []
      for (n, row) in rows.enumerated() {
        let place = "row \(first + n), column \(k + 1)"
        if let number = column.numbers?[n] {
          let expected: Float = if case .number(let value) = row[k].meaning { value } else { .nan }
          if number.isNaN != expected.isNaN || !number.isNaN && number.bitPattern != expected.bitPattern {
            return "\(place): the number \(number)"
          }
        }
        if let code = words?.codes[n] {
          let word = code < 0 ? nil : vocabulary[Int(code)]
          if word != (row[k].meaning == .missing ? nil : row[k].bytes) {
            return "\(place): the word \(word.map { shortened(CellText($0)) } ?? "missing")"
          }
        }
      }
    }
    return nil
  }
}
