import Diagnostics
import Parallel

/// Reads rows of known columns, some at a time, for prediction: memory does not grow with the file.
///
/// Columns are found by name (without a header, by place). Others are passed over. So are blank lines, as in
/// training: in a file of one column an empty line is no row, and a missing value has to be written (`NA`, or
/// two quotes).
package struct RowReader {
  package var header: Header { reader.header }
  /// What the user should know of the file, a sentence each.
  package let warnings: [Message]
  private var reader: BlockReader
  private let wanted: [(column: ColumnRequest, position: Int)]
  private let kept: [Int]
  private let missing: MissingValues

  /// Opens a source.
  ///
  /// `keep` names the columns whose cells are kept; nil keeps all. Throws `.data` where a wanted column is
  /// not there.
  package init(
    _ source: ByteStream, wanted: [ColumnRequest], keep: [String]? = [], options: TableOptions
  ) throws(Failure) {
    var warnings: [Message] = []
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
    on workers: ThreadPool, work: @Sendable (RowBatch) throws(Failure) -> Product,
    handOver: (_ rows: RowBatch, _ firstLine: Int, Product) throws(Failure) -> Void
  ) throws(Failure) {
    var plan = ReadPlan(uses: [ColumnUse](repeating: .none, count: header.names.count), kept: kept)
    for (column, position) in wanted {
      // Wanted as both, words tell the numbers.
      let numbers = column.notation.map { ColumnUse.numbersIn($0) } ?? .numeric
      plan.uses[position] =
        column.isNumeric && [.none, numbers].contains(plan.uses[position]) ? numbers : .categories
    }
    let (wanted, header, dialect, missing) = (wanted, header, reader.dialect, missing)
    try reader.read(
      on: workers, missing: missing, plan: { plan },
      work: { (cells) throws(Failure) -> (RowBatch, Product) in
        let rows = RowBatch(cells, wanted, header, dialect, missing)
        return (rows, try work(rows))
      },
      handOver: { (read, made) throws(Failure) in try handOver(made.0, read.firstLine, made.1) })
  }

  /// All rows as one table, and the texts among numbers, with their lines in the file.
  package mutating func readAll(on workers: ThreadPool) throws(Failure) -> (table: Table, [UnparsedCell]) {
    var numbers = [[Float]](repeating: [], count: wanted.count)
    var codes = [[Int32]](repeating: [], count: wanted.count)
    var vocabularies = [Vocabulary](repeating: Vocabulary(), count: wanted.count)
    var unreadable: [UnparsedCell] = []
    var count = 0
    try read(on: workers, work: { _ in }) { (rows, firstLine, _) throws(Failure) in
      for (k, column) in rows.table.columns.enumerated() {
        if let added = column.numbers { numbers[k] += added }
        if let words = column.words, column.numbers == nil {
          let places = words.vocabulary.words.map {
            Int32(vocabularies[k].add($0.bytes.span, 0..<$0.bytes.count))
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
        words: column.isNumeric ? nil : CategoryColumn(codes: codes[k], vocabulary: vocabularies[k]))
    }
    let table = Table(
      header: header, columns: columns, rows: count, dialect: reader.dialect, missing: missing)
    return (table, unreadable)
  }
}

/// Some rows, side by side with others on their way from the file to where they are wanted.
package struct RowBatch: Sendable {
  /// The wanted columns.
  package var table: Table
  /// The cells of the kept columns as they were written.
  package var kept: [TextBuffer]
  /// The texts among numbers; their lines count from 0 at the first of these rows.
  package var unreadable: [UnparsedCell]
}

/// A number that could not be read, and was taken as missing.
package struct UnparsedCell: Sendable {
  package var column: String
  package var line: Int
  package var word: CellText
  package var count: Int
}

/// A column to read, as numbers or as words.
package struct ColumnRequest: Sendable {
  /// Its name in training, or what the user calls it.
  package var name: String
  /// Its position in training; nil for a column that the user calls by name or number.
  package var position: Int?
  package var isNumeric: Bool
  /// How its numbers are written where they are not plain.
  package var notation: NumberFormat?
  /// It is there to be compared with predictions.
  package var isTarget: Bool

  package init(
    name: String, position: Int?, isNumeric: Bool, notation: NumberFormat? = nil, isTarget: Bool = false
  ) {
    self.name = name
    self.position = position
    self.isNumeric = isNumeric
    self.notation = notation
    self.isTarget = isTarget
  }
}

extension RowBatch {
  init(
    _ cells: ParsedBlock, _ wanted: [(column: ColumnRequest, position: Int)], _ header: Header,
    _ dialect: Dialect, _ missing: MissingValues
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
            UnparsedCell(
              column: column.name, line: text.line, word: text.word, count: held.texts.count))
        }
      } else {
        let words = CategoryColumn(codes: cells.codes(k), vocabulary: held.vocabulary, lines: held.wordLines)
        columns.append(Column(name: column.name, position: position, numbers: nil, words: words))
      }
    }
    table = Table(header: header, columns: columns, rows: cells.rows, dialect: dialect, missing: missing)
    kept = cells.kept
  }
}

extension [UnparsedCell] {
  /// Adds what was found in some rows, the first of which stands on `firstLine` of the file.
  package mutating func merge(_ found: [UnparsedCell], firstLine: Int) {
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
