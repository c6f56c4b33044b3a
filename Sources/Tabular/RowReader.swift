import Errors

/// Reads rows of known columns a block at a time, for prediction: memory does not grow with the file.
///
/// Columns are found by name (without a header, by place). Others are passed over.
package struct RowReader {
  /// A column to read, as numbers or as words.
  package struct Wanted: Sendable {
    package var name: String
    package var position: Int
    package var isNumeric: Bool
    /// Whether the file may do without it.
    package var isOptional: Bool

    package init(name: String, position: Int, isNumeric: Bool, isOptional: Bool = false) {
      self.name = name
      self.position = position
      self.isNumeric = isNumeric
      self.isOptional = isOptional
    }
  }

  /// A number that could not be read, and was taken as missing.
  package struct Unreadable: Sendable {
    package var column: String
    package var line: Int
    package var word: Word
    package var count: Int
  }

  /// Rows, as a table of the wanted columns, and the cells of the kept ones as they were written.
  package struct Block {
    package var table: Table
    /// kept[k][row].
    package var kept: [[Word]]
  }

  package let header: Header
  package private(set) var unreadable: [Unreadable] = []
  private var reader: CSVReader
  private var hasRecord: Bool
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
    reader = try CSVReader(source, delimiter: options.delimiter, header: options.header)
    var warnings: [String] = []
    (header, hasRecord) = try reader.readHeader(warnings: &warnings)
    missing = options.missing
    var found: [(Wanted, Int)] = []
    for column in wanted {
      let place =
        reader.dialect.hasHeader
        ? header.names.firstIndex(of: column.name)
        : column.position < header.names.count ? column.position : nil
      if let place {
        found.append((column, place))
      } else if !column.isOptional {
        throw .missingColumn(file: source.name, column.name, nearest: header.nearest(to: column.name))
      }
    }
    self.wanted = found
    var kept: [Int] = keep == nil ? Array(header.names.indices) : []
    for name in keep ?? [] { kept.append(try header.position(of: name)) }
    self.kept = kept
    if !hasRecord { hasRecord = try reader.next() }
  }

  /// The names of the kept columns.
  package var keptNames: [String] { kept.map { header.names[$0] } }

  /// The next rows, at most `limit`; nil at the end.
  package mutating func next(_ limit: Int) throws(Failure) -> Block? {
    guard hasRecord else { return nil }
    var numbers = [[Float]](repeating: [], count: wanted.count)
    var codes = [[Int32]](repeating: [], count: wanted.count)
    var lexicons = [Lexicon](repeating: Lexicon(), count: wanted.count)
    var cells = [[Word]](repeating: [], count: kept.count)
    var rows = 0
    while hasRecord && rows < limit {
      try reader.checkWidth(header.names.count)
      for k in wanted.indices {
        let field = reader.fields[wanted[k].position]
        let range = field.start..<field.end
        if wanted[k].column.isNumeric {
          let number = Number.parse(reader.bytes.span, range, decimalMark: reader.dialect.decimalMark)
          numbers[k].append(number ?? .nan)
          if number == nil && !missing.contains(reader.bytes.span, range) {
            note(wanted[k].column.name, range)
          }
        } else {
          let isMissing = missing.contains(reader.bytes.span, range)
          codes[k].append(isMissing ? -1 : Int32(lexicons[k].add(reader.bytes.span, range)))
        }
      }
      for k in kept.indices {
        let field = reader.fields[kept[k]]
        cells[k].append(Word(Array(reader.bytes[field.start..<field.end])))
      }
      rows += 1
      hasRecord = try reader.next()
    }
    let columns = wanted.indices.map { k in
      let words = Column.Words(codes: codes[k], lexicon: lexicons[k])
      return Column(
        name: wanted[k].column.name, position: wanted[k].position,
        numbers: wanted[k].column.isNumeric ? numbers[k] : nil,
        words: wanted[k].column.isNumeric ? nil : words)
    }
    let table = Table(header: header, columns: columns, rows: rows, dialect: reader.dialect, missing: missing)
    return Block(table: table, kept: cells)
  }

  private mutating func note(_ column: String, _ range: Range<Int>) {
    if let k = unreadable.firstIndex(where: { $0.column == column }) {
      unreadable[k].count += 1
    } else {
      let word = Word(Array(reader.bytes[range]))
      unreadable.append(Unreadable(column: column, line: reader.line, word: word, count: 1))
    }
  }
}
