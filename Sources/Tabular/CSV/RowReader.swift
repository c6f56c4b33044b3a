import Diagnostics
import Parallel

/// Reads rows of known columns, some at a time, for prediction: memory does not grow with the file.
///
/// Columns are found by name (without a header, by place). Others are passed over. So are blank lines, as in
/// training: in a file of one column an empty line is no row, and a missing value has to be written (`NA`, or
/// two quotes).
package struct RowReader {
  /// A column to read, as numbers or as words.
  package struct Wanted: Sendable {
    /// Its name in training, or what the user calls it.
    package var name: String
    /// Its position in training; nil for a column that the user calls by name or number.
    package var position: Int?
    package var isNumeric: Bool
    /// How its numbers are written where they are not plain.
    package var notation: NumberNotation?
    /// It is there to be compared with predictions.
    package var isTarget: Bool

    package init(
      name: String, position: Int?, isNumeric: Bool, notation: NumberNotation? = nil, isTarget: Bool = false
    ) {
      self.name = name
      self.position = position
      self.isNumeric = isNumeric
      self.notation = notation
      self.isTarget = isTarget
    }
  }

  /// A number that could not be read, and was taken as missing.
  package struct Unreadable: Sendable {
    package var column: String
    package var line: Int
    package var word: Word
    package var count: Int
  }

  /// Some rows, side by side with others on their way from the file to where they are wanted.
  package struct Rows: Sendable {
    /// The wanted columns.
    package var table: Table
    /// The cells of the kept columns as they were written.
    package var kept: [Texts]
    /// The texts among numbers; their lines count from 0 at the first of these rows.
    package var unreadable: [Unreadable]
  }

  package var header: Header { reader.header }
  /// What the user should know of the file, a sentence each.
  package let warnings: [String]
  private var reader: BlockReader
  private let wanted: [(column: Wanted, position: Int)]
  private let kept: [Int]
  private let missing: MissingWords

  /// Opens a source.
  ///
  /// `keep` names the columns whose cells are kept; nil keeps all. Throws `.data` where a wanted column is
  /// not there.
  package init(
    _ source: Source, wanted: [Wanted], keep: [String]? = [], options: TableOptions
  ) throws(Failure) {
    var warnings: [String] = []
    reader = try BlockReader(
      source, delimiter: options.delimiter, header: options.header, limits: options.limits,
      warnings: &warnings)
    let header = reader.header
    missing = options.missing
    let match = try ColumnMatch(
      wanted, in: header, hasHeader: reader.dialect.hasHeader, headerIsGiven: options.header != nil,
      file: source.name)
    self.wanted = Array(zip(wanted, match.positions))
    self.warnings = warnings + [match.warning].compactMap { $0 }
    var kept: [Int] = keep == nil ? Array(header.names.indices) : []
    for name in keep ?? [] { kept.append(try header.position(of: name)) }
    self.kept = kept
  }

  /// The names of the kept columns.
  package var keptNames: [String] { kept.map { header.names[$0] } }

  /// Reads to the end.
  ///
  /// `work` is done on some rows side by side; `handOver` gets them, the line of the file on which they begin
  /// and what was made of them, in the order of the file.
  package mutating func read<Product: Sendable>(
    on workers: Workers, work: @Sendable (Rows) throws(Failure) -> Product,
    handOver: (_ rows: Rows, _ firstLine: Int, Product) throws(Failure) -> Void
  ) throws(Failure) {
    var plan = Cells.Plan(uses: [Cells.Use](repeating: .none, count: header.names.count), kept: kept)
    for (column, position) in wanted {
      // Wanted as both, words tell the numbers.
      let numbers = column.notation.map { Cells.Use.numbersIn($0) } ?? .numbers
      plan.uses[position] =
        column.isNumeric && [.none, numbers].contains(plan.uses[position]) ? numbers : .words
    }
    let (wanted, header, dialect, missing) = (wanted, header, reader.dialect, missing)
    try reader.read(
      on: workers, missing: missing, plan: { plan },
      work: { (cells) throws(Failure) -> (Rows, Product) in
        let rows = Rows(cells, wanted, header, dialect, missing)
        return (rows, try work(rows))
      },
      handOver: { (read, made) throws(Failure) in try handOver(made.0, read.firstLine, made.1) })
  }

  /// All rows as one table, and the texts among numbers, with their lines in the file.
  package mutating func readAll(on workers: Workers) throws(Failure) -> (table: Table, [Unreadable]) {
    var numbers = [[Float]](repeating: [], count: wanted.count)
    var codes = [[Int32]](repeating: [], count: wanted.count)
    var lexicons = [Lexicon](repeating: Lexicon(), count: wanted.count)
    var unreadable: [Unreadable] = []
    var count = 0
    try read(on: workers, work: { _ in }) { (rows, firstLine, _) throws(Failure) in
      for (k, column) in rows.table.columns.enumerated() {
        if let added = column.numbers { numbers[k] += added }
        if let words = column.words, column.numbers == nil {
          let places = words.lexicon.words.map {
            Int32(lexicons[k].add($0.bytes.span, 0..<$0.bytes.count))
          }
          codes[k] += words.codes.map { $0 < 0 ? -1 : places[Int($0)] }
        }
      }
      unreadable.merge(rows.unreadable, firstLine: firstLine)
      count += rows.table.rows
    }
    let columns = wanted.indices.map { k in
      let (column, position) = wanted[k]
      return Column(
        name: column.name, position: position, numbers: column.isNumeric ? numbers[k] : nil,
        words: column.isNumeric ? nil : Column.Words(codes: codes[k], lexicon: lexicons[k]))
    }
    let table = Table(
      header: header, columns: columns, rows: count, dialect: reader.dialect, missing: missing)
    return (table, unreadable)
  }
}

extension RowReader.Rows {
  fileprivate init(
    _ cells: Cells, _ wanted: [(column: RowReader.Wanted, position: Int)], _ header: Header,
    _ dialect: Dialect, _ missing: MissingWords
  ) {
    unreadable = []
    var columns: [Column] = []
    for (column, position) in wanted {
      guard let k = cells.places[position] else { continue }
      let held = cells.columns[k]
      if column.isNumeric {
        columns.append(
          Column(
            name: column.name, position: position, numbers: Array(cells.numbers(k, column.notation)),
            words: nil))
        if let text = held.texts.first {
          unreadable.append(
            RowReader.Unreadable(
              column: column.name, line: text.line, word: text.word, count: held.texts.count))
        }
      } else {
        let words = Column.Words(codes: cells.codes(k), lexicon: held.lexicon, lines: held.wordLines)
        columns.append(Column(name: column.name, position: position, numbers: nil, words: words))
      }
    }
    table = Table(header: header, columns: columns, rows: cells.rows, dialect: dialect, missing: missing)
    kept = cells.kept
  }
}

extension [RowReader.Unreadable] {
  /// Adds what was found in some rows, the first of which stands on `firstLine` of the file.
  package mutating func merge(_ found: [RowReader.Unreadable], firstLine: Int) {
    for var column in found {
      if let k = firstIndex(where: { $0.column == column.column }) {
        self[k].count += column.count
      } else {
        column.line += firstLine
        append(column)
      }
    }
  }
}
