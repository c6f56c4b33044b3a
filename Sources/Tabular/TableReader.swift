import Errors

/// What the user has said about the files of a table; columns by name or number, counted from 1.
package struct TableOptions: Sendable {
  /// The delimiter, nil to find it out.
  package var delimiter: UInt8?
  /// Whether the first record holds names, nil to find it out.
  package var header: Bool?
  /// The words that mark a missing value.
  package var missing = MissingWords.standard
  /// The columns that must hold numbers.
  package var numeric: [String] = []
  /// The columns whose values are words, even if they look like numbers.
  package var categorical: [String] = []
  /// The columns that are not read.
  package var ignored: [String] = []

  package init() {}
}

extension Table {
  /// Reads a table in one pass from one or several sources with the same columns.
  ///
  /// Throws a failure that names file, line and column if the data is wrong or there is no row.
  package init(reading sources: [Source], options: TableOptions = TableOptions()) throws(Failure) {
    precondition(!sources.isEmpty, "a table is read from at least one source")
    var reading: Reading?
    for source in sources {
      var reader = try CSVReader(
        source, delimiter: options.delimiter ?? reading?.dialect.delimiter,
        header: options.header ?? reading?.dialect.hasHeader)
      var warnings: [String] = []
      let (header, hasRecord) = try reader.readHeader(warnings: &warnings)
      if let reading, reading.header != header {
        throw .headersDiffer(file: source.name, header, from: reading.file, reading.header)
      }
      if reading == nil {
        reading = try Reading(header, reader: reader, options: options, warnings: warnings)
      }
      try reading?.append(reader, hasRecord: hasRecord)
    }
    guard let reading else { preconditionFailure("there is at least one source") }
    self = try reading.finish()
  }
}

extension CSVReader {
  /// Reads the names of the columns, or makes them up, in which case the current record is the
  /// first row.
  mutating func readHeader(warnings: inout [String]) throws(Failure) -> (Header, hasRecord: Bool) {
    guard try next() else { throw .emptyFile(file: name) }
    guard dialect.hasHeader else { return (Header(unnamed: fields.count), true) }
    let cells = fields.map { Word(Array(bytes[$0.start..<$0.end])) }
    return (Header(naming: cells, warnings: &warnings), false)
  }

  /// Throws if the current record has another number of fields than the header.
  func checkWidth(_ width: Int) throws(Failure) {
    if fields.count != width {
      throw .raggedRow(
        file: name, line: line, found: fields.count, expected: width, delimiter: dialect.delimiter)
    }
  }
}

/// A table in the making.
private struct Reading {
  let header: Header
  let dialect: Dialect
  let missing: MissingWords
  /// The first file, with which the others must agree.
  let file: String
  var builders: [ColumnBuilder] = []
  var positions: [Int] = []
  var rows = 0
  var warnings: [String]

  init(_ header: Header, reader: CSVReader, options: TableOptions, warnings: [String]) throws(Failure) {
    self.header = header
    self.dialect = reader.dialect
    self.missing = options.missing
    self.file = reader.name
    self.warnings = warnings
    var intents = [ColumnBuilder.Intent](repeating: .none, count: header.names.count)
    for column in options.numeric { intents[try header.position(of: column)] = .numeric }
    for column in options.categorical {
      let position = try header.position(of: column)
      if intents[position] == .numeric { throw .numericAndCategorical(header.names[position]) }
      intents[position] = .categorical
    }
    var isIgnored = [Bool](repeating: false, count: header.names.count)
    for column in options.ignored { isIgnored[try header.position(of: column)] = true }
    for (position, name) in header.names.enumerated() where !isIgnored[position] {
      builders.append(
        ColumnBuilder(name: name, position: position, intent: intents[position], missing: missing))
      positions.append(position)
    }
  }

  /// Adds the rows of a file.
  mutating func append(_ opened: CSVReader, hasRecord: Bool) throws(Failure) {
    var reader = opened
    var hasRecord = hasRecord
    if !hasRecord { hasRecord = try reader.next() }
    guard hasRecord else { throw .headerOnly(file: reader.name) }
    let width = header.names.count
    let mark = reader.dialect.decimalMark
    while hasRecord {
      try reader.checkWidth(width)
      for (k, position) in positions.enumerated() {
        let field = reader.fields[position]
        try builders[k].append(
          reader.bytes.span, field.start..<field.end, decimalMark: mark, file: reader.name, line: reader.line)
      }
      rows += 1
      hasRecord = try reader.next()
    }
  }

  func finish() throws(Failure) -> Table {
    var columns: [Column] = []
    var warnings = warnings
    for builder in builders {
      columns.append(try builder.finish(decimalMark: dialect.decimalMark, warnings: &warnings))
    }
    return Table(
      header: header, columns: columns, rows: rows, dialect: dialect, missing: missing,
      warnings: warnings)
  }
}
