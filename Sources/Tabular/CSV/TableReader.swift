import Diagnostics
import Parallel
import Synchronization

/// What the user has said about the files of a table; columns by name or number, counted from 1.
package struct TableOptions: Sendable {
  /// The delimiter, nil to find it out.
  package var delimiter: UInt8?
  /// Whether the first record holds names, nil to find it out.
  package var header: Bool?
  /// The words that mark a missing value.
  package var missing = MissingValues.standard
  /// The columns that must hold numbers.
  package var numeric: [String] = []
  /// The columns whose values are words, even if they look like numbers.
  package var categorical: [String] = []
  /// The columns that are not read.
  package var ignored: [String] = []
  package var limits = TableLimits()

  package init() {}
}

extension Table {
  /// Reads a table in one pass from one or several sources with the same columns, on all threads.
  ///
  /// Throws a failure that names file, line and column if the data is wrong or there is no row.
  package init(
    reading sources: [ByteStream], options: TableOptions = TableOptions(),
    on workers: ThreadPool = ThreadPool(threads: 1)
  ) throws(Failure) {
    precondition(!sources.isEmpty, "a table is read from at least one source")
    var reading: Reading?
    for source in sources {
      var warnings: [Message] = []
      var reader = try BlockReader(
        source, delimiter: options.delimiter ?? reading?.dialect.delimiter,
        header: options.header ?? reading?.dialect.hasHeader, limits: options.limits, warnings: &warnings)
      if let reading, reading.header != reader.header {
        throw .headersDiffer(file: source.name, reader.header, from: reading.file, reading.header)
      }
      if reading == nil { reading = try Reading(reader, options: options, warnings: warnings) }
      try reading?.append(&reader, on: workers)
    }
    guard let reading else { preconditionFailure("there is at least one source") }
    self = try reading.finish()
  }
}

extension CSVReader {
  /// Reads the names of the columns, or makes them up, in which case the current record is the
  /// first row.
  mutating func readHeader(warnings: inout [Message]) throws(Failure) -> (Header, hasRecord: Bool) {
    guard try next() else { throw .emptyFile(file: name) }
    guard fields.count <= limits.columns else {
      throw .tooManyColumns(file: name, line: line, grouped(fields.count), limit: limits.columns)
    }
    guard dialect.hasHeader else { return (Header(unnamed: fields.count), true) }
    let cells = fields.map { CellText(Array(bytes[$0.start..<$0.end])) }
    var found: [Message] = []
    let header = Header(naming: cells, warnings: &found)
    warnings += found.map { "\(name): \($0)" }
    return (header, false)
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
  let missing: MissingValues
  /// The first file, with which the others must agree.
  let file: String
  /// One for each column that is stored, and its position.
  var builders: [ColumnBuilder] = []
  var positions: [Int] = []
  var rows = 0
  /// The most bytes that the cells may take.
  private let memory: Int
  /// Those of the last blocks, as long as a column wants them.
  var spellings: [NumberSpellings] = []
  let warnings: [Message]

  init(_ reader: BlockReader, options: TableOptions, warnings: [Message]) throws(Failure) {
    header = reader.header
    dialect = reader.dialect
    missing = options.missing
    memory = options.limits.memory
    file = reader.name
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
  mutating func append(_ reader: inout BlockReader, on workers: ThreadPool) throws(Failure) {
    let (before, dialect, name, memory) = (rows, reader.dialect, reader.name, memory)
    var (builders, rows, spellings) = (builders, rows, spellings)
    self.builders = []
    self.spellings = []
    let positions = positions
    var current = ReadPlan(uses: [ColumnUse](repeating: .none, count: header.names.count))
    for (builder, position) in zip(builders, positions) { current.uses[position] = builder.use }
    // Blocks are taken by one thread while another hands over.
    let plan = Mutex(current)
    var forecast = Forecast(size: reader.source.size)
    try reader.read(
      on: workers, missing: missing, plan: { plan.withLock { $0 } },
      suits: { cells in zip(builders, cells.columns).allSatisfy { $0.canAppend($1) } },
      work: { _ in },
      handOver: { (read, _) throws(Failure) in
        // Of the mistakes in a block the first is told, in whichever column it is.
        var mistake: ColumnBuilder.Mistake?
        for k in builders.indices {
          let found = builders[k].append(
            read.cells, k, earlier: spellings, file: name, firstLine: read.firstLine, dialect)
          if let found, found.line < mistake?.line ?? .max { mistake = found }
        }
        if let mistake { throw mistake.failure }
        if builders.contains(where: \.wantsSpellings) {
          spellings.append(NumberSpellings(read.cells))
          for k in builders.indices { builders[k].decide(k, spellings) }
        }
        if !builders.contains(where: \.wantsSpellings) { spellings = [] }
        // A plan that has not changed is not copied: a table may have many columns.
        if builders.indices.contains(where: { current.uses[positions[$0]] != builders[$0].use }) {
          for k in builders.indices { current.uses[positions[k]] = builders[k].use }
          let next = current
          plan.withLock { $0 = next }
        }
        rows += read.cells.rows
        if builders.reduce(0, { $0 + $1.bytes(rows: rows) }) > memory {
          throw .tooLarge(file: name, line: read.firstLine + read.cells.lines, limit: memory)
        }
        if let expected = forecast.rows(after: read) {
          for k in builders.indices { builders[k].reserve(rows + expected) }
        }
      })
    (self.builders, self.rows, self.spellings) = (builders, rows, spellings)
    if rows == before { throw .headerOnly(file: reader.name) }
  }

  func finish() throws(Failure) -> Table {
    var columns: [Column] = []
    var warnings = warnings
    for (k, builder) in builders.enumerated() {
      columns.append(try builder.finish(k, spellings: spellings, dialect, warnings: &warnings))
    }
    return Table(
      header: header, columns: columns, rows: rows, dialect: dialect, missing: missing,
      warnings: warnings)
  }
}

/// How many rows a file has, told from its first ones, so that memory is taken once and nothing is moved.
private struct Forecast {
  /// The bytes of the file, nil where they are not known or the forecast is made.
  private var size: Int?
  private var bytes = 0
  private var rows = 0

  /// Bytes that say how long the rows are.
  private static let sample = 1 << 19
  /// Whoever says he has more does not get his memory beforehand.
  private static let maximumBytes = 1 << 31

  init(size: Int?) { self.size = size }

  /// The rows to come, once, as soon as enough were read.
  mutating func rows(after read: BlockReader.BlockRows) -> Int? {
    guard let size, size <= Self.maximumBytes else { return nil }
    bytes += read.bytes
    rows += read.cells.rows
    guard bytes >= Self.sample else { return nil }
    self.size = nil
    // A fiftieth more, because rows differ.
    return Int(1.02 * Double(rows) * Double(max(0, size - bytes)) / Double(bytes))
  }
}
