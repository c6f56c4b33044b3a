import Diagnostics
import Parallel

/// Reads the rows of a file in blocks of cells, side by side on all threads, in their order.
struct BlockReader {
  let name: String
  let header: Header
  let dialect: Dialect
  private var reader: CSVReader
  let source: ByteStream
  private let limits: TableLimits
  private let hasRecord: Bool

  /// Opens a source and reads its header.
  init(
    _ source: ByteStream, delimiter: UInt8?, header: Bool?, limits: TableLimits, warnings: inout [Message]
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
  private struct BlockResult<Product: Sendable>: Sendable {
    var block: RecordBlock
    var cells: ParsedBlock?
    var product: Product?
  }

  /// Rows that were read, and where they stand.
  struct BlockRows {
    var cells: ParsedBlock
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
    on workers: ThreadPool, missing: MissingValues, plan: () -> ReadPlan,
    suits: (ParsedBlock) -> Bool = { _ in true },
    work: @Sendable (ParsedBlock) throws(Failure) -> Product,
    handOver: (BlockRows, Product) throws(Failure) -> Void
  ) throws(Failure) {
    let form = CellFormat(delimiter: dialect.delimiter, decimalMark: dialect.decimalMark, missing: missing)
    let width = header.names.count
    var line = reader.line
    if hasRecord {
      // Without a header the first record is a row.
      try reader.checkWidth(width)
      var cells = ParsedBlock(plan(), form: form, capacity: 1, text: Array(reader.bytes))
      cells.add(reader, firstLine: line)
      try handOver(BlockRows(cells: cells, firstLine: line, bytes: 0), try work(cells))
    }
    let rest = try reader.giveAwayRest()
    line = rest.line
    var blocks = RecordSplitter(
      source, opening: rest.bytes, delimiter: dialect.delimiter, columns: width,
      recordLimit: limits.recordBytes)
    let (dialect, name, limits) = (dialect, name, limits)
    try OrderedPipeline.run(
      on: workers,
      take: { () throws(Failure) -> (RecordBlock, ReadPlan)? in
        guard let block = try blocks.next() else { return nil }
        return (block, plan())
      },
      work: { (block, plan) throws(Failure) -> BlockResult<Product> in
        // No field is longer than a block; the slower reader looks at each.
        guard block.count <= limits.fieldBytes, let cells = ParsedBlock(scanning: block, plan, form: form)
        else {
          return BlockResult(block: block)
        }
        return BlockResult(block: block, cells: cells, product: try work(cells))
      },
      handOver: { (piece) throws(Failure) in
        if let cells = piece.cells, let product = piece.product, suits(cells) {
          try handOver(BlockRows(cells: cells, firstLine: line, bytes: piece.block.count), product)
          line += cells.lines
        } else {
          let (cells, failure) = ParsedBlock.reading(
            piece.block, plan: plan(), form: form, dialect: dialect, limits: limits, name: name,
            firstLine: line)
          // The rows before what is wrong come first, as they do when a block ends there.
          if cells.rows > 0 {
            let rows = BlockRows(cells: cells, firstLine: line, bytes: piece.block.count)
            try handOver(rows, try work(cells))
          }
          if let failure { throw failure }
          line += cells.lines
        }
      })
  }
}

extension ParsedBlock {
  /// The cells of any block, by the reader that understands all of them; and what is wrong with it behind
  /// those, if anything is.
  static func reading(
    _ block: RecordBlock, plan: ReadPlan, form: CellFormat, dialect: Dialect, limits: TableLimits,
    name: String,
    firstLine: Int
  ) -> (ParsedBlock, Failure?) {
    let bytes = block.bytes.span
    let breaks = bytes.count(of: lineFeed, to: block.count) + bytes.count(of: carriageReturn, to: block.count)
    var cells = ParsedBlock(plan, form: form, capacity: breaks + 1)
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
