import Diagnostics
import Parallel

/// Reads the rows of a file in blocks of cells, side by side on all threads, in their order.
struct BlockReader {
  let name: String
  let header: Header
  let dialect: Dialect
  private var reader: CSVReader
  let source: Source
  private let limits: TableLimits
  private let hasRecord: Bool

  /// Opens a source and reads its header.
  init(
    _ source: Source, delimiter: UInt8?, header: Bool?, limits: TableLimits, warnings: inout [String]
  ) throws(Failure) {
    self.source = source
    self.limits = limits
    name = source.name
    reader = try CSVReader(source, delimiter: delimiter, header: header, limits: limits)
    (self.header, hasRecord) = try reader.readHeader(warnings: &warnings)
    dialect = reader.dialect
  }

  /// Some rows in the making: the cells and the product of `work`, or a block that only a slower reader
  /// understands.
  private struct Piece<Product: Sendable>: Sendable {
    var block: Block
    var cells: Cells?
    var product: Product?
  }

  /// Rows that were read, and where they stand.
  struct Rows {
    var cells: Cells
    /// The line of the file on which the first of them begins.
    var firstLine: Int
    /// The bytes of the file that they took.
    var bytes: Int
  }

  /// Reads to the end.
  ///
  /// `plan` says what is wanted of each column of the file; it may say more for later blocks. `work` is done
  /// side by side; `handOver` gets rows and product in the order of the file. `suits` says whether cells
  /// that were read for an earlier plan still serve. Throws what is wrong with the file,
  /// or what a stage throws, whichever comes first in the file.
  mutating func read<Product: Sendable>(
    on workers: Workers, missing: MissingWords, plan: () -> Cells.Plan,
    suits: (Cells) -> Bool = { _ in true },
    work: @Sendable (Cells) throws(Failure) -> Product,
    handOver: (Rows, Product) throws(Failure) -> Void
  ) throws(Failure) {
    let form = Cells.Form(delimiter: dialect.delimiter, decimalMark: dialect.decimalMark, missing: missing)
    let width = header.names.count
    var line = reader.line
    if hasRecord {
      // Without a header the first record is a row.
      try reader.checkWidth(width)
      var cells = Cells(plan(), form: form, capacity: 1, text: Array(reader.bytes))
      cells.add(reader, firstLine: line)
      try handOver(Rows(cells: cells, firstLine: line, bytes: 0), try work(cells))
    }
    let rest = try reader.giveAwayRest()
    line = rest.line
    var blocks = Blocks(
      source, opening: rest.bytes, delimiter: dialect.delimiter, columns: width,
      recordLimit: limits.recordBytes)
    let (dialect, name, limits) = (dialect, name, limits)
    try Pipeline.run(
      on: workers,
      take: { () throws(Failure) -> (Block, Cells.Plan)? in
        guard let block = try blocks.next() else { return nil }
        return (block, plan())
      },
      work: { (block, plan) throws(Failure) -> Piece<Product> in
        // No field is longer than a block; the slower reader looks at each.
        guard block.count <= limits.fieldBytes, let cells = Cells(scanning: block, plan, form: form) else {
          return Piece(block: block)
        }
        return Piece(block: block, cells: cells, product: try work(cells))
      },
      handOver: { (piece) throws(Failure) in
        if let cells = piece.cells, let product = piece.product, suits(cells) {
          try handOver(Rows(cells: cells, firstLine: line, bytes: piece.block.count), product)
          line += cells.lines
        } else {
          let (cells, failure) = Cells.reading(
            piece.block, plan: plan(), form: form, dialect: dialect, limits: limits, name: name,
            firstLine: line)
          // The rows before what is wrong come first, as they do when a block ends there.
          if cells.rows > 0 {
            let rows = Rows(cells: cells, firstLine: line, bytes: piece.block.count)
            try handOver(rows, try work(cells))
          }
          if let failure { throw failure }
          line += cells.lines
        }
      })
  }
}

extension Cells {
  /// The cells of any block, by the reader that understands all of them; and what is wrong with it behind
  /// those, if anything is.
  static func reading(
    _ block: Block, plan: Plan, form: Form, dialect: Dialect, limits: TableLimits, name: String,
    firstLine: Int
  ) -> (Cells, Failure?) {
    let bytes = block.bytes.span
    let breaks = bytes.count(of: lineFeed, to: block.count) + bytes.count(of: carriageReturn, to: block.count)
    var cells = Cells(plan, form: form, capacity: breaks + 1)
    if block.isCutOff {
      return (cells, .recordTooLong(file: name, line: firstLine, limit: limits.recordBytes))
    }
    var reader = CSVReader(block, dialect: dialect, limits: limits, name: name, line: firstLine)
    do {
      while try reader.next() {
        try reader.checkWidth(plan.uses.count)
        cells.add(reader, firstLine: firstLine)
      }
    } catch {
      return (cells, error)
    }
    cells.lines = reader.nextLine - firstLine
    return (cells, nil)
  }

  /// Adds the current record of a reader as a row.
  mutating func add(_ reader: CSVReader, firstLine: Int) {
    lines = reader.line - firstLine
    for (position, field) in reader.fields.enumerated() {
      add(reader.bytes.span, field.start..<field.end, position: position)
    }
    rows += 1
  }
}
