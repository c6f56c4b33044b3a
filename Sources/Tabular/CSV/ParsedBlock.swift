/// A block of rows: their cells, and what is known of each column.
struct ParsedBlock: Sendable {
  let plan: ReadPlan
  let form: CellFormat
  /// The columns that are used, in the order of the file.
  var columns: [ColumnChunk]
  /// For each column of the file its place among those that are used; nil for the others.
  let places: [Int?]
  /// The cells of some columns of the file as they were written, besides.
  private(set) var kept: [TextBuffer]
  /// For each column of the file its places among those that are kept.
  let keptPlaces: [[Int]]
  /// The number of rows, and of lines of the file, that were taken.
  var rows = 0
  var lines = 0
  var grid: CellBuffer

  /// Room for `capacity` rows of a file whose columns are used like that.
  ///
  /// With `text`, that of the block, numbers may be kept with where they stand in it.
  init(_ plan: ReadPlan, form: CellFormat, capacity: Int, text: [UInt8]? = nil) {
    let uses = plan.uses
    self.plan = plan
    kept = plan.kept.map { _ in TextBuffer() }
    var keptPlaces = [[Int]](repeating: [], count: uses.count)
    for (n, column) in plan.kept.enumerated() { keptPlaces[column].append(n) }
    self.keptPlaces = keptPlaces
    self.form = form
    let columns = uses.filter { $0 != .none }.map { ColumnChunk($0) }
    self.columns = columns
    var next = 0
    places = uses.map { use in
      defer { next += use == .none ? 0 : 1 }
      return use == .none ? nil : next
    }
    grid = CellBuffer(columns: columns.count, capacity: capacity, text: text)
  }

  /// Adds the cell of the row in the making that stands in `range` of `bytes`, in the file's column `position`.
  mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>, position: Int) {
    for n in keptPlaces[position] { kept[n].append(bytes, range) }
    guard let k = places[position] else { return }
    columns[k].add(
      bytes, range, row: rows, line: lines, base: k * grid.capacity, &grid, form)
  }

  private func places(of k: Int) -> Range<Int> { k * grid.capacity..<k * grid.capacity + rows }

  /// The numbers of a used column.
  ///
  /// Where it holds words, they are read in this notation, or plain; NaN where one is no number.
  func numbers(_ k: Int, _ notation: NumberFormat? = nil) -> ArraySlice<Float> {
    guard columns[k].holdsWords else { return grid.cells[places(of: k)] }
    let numbers = columns[k].vocabulary.numbers(notation, decimalMark: form.decimalMark)
    return places(of: k).map {
      let code = grid.code($0)
      return code == CellBuffer.missing ? .nan : numbers[Int(code)]
    }[...]
  }

  /// The texts where numbers stand in a used column, each word once where it holds words.
  func texts(_ k: Int) -> [ColumnChunk.TextCell] {
    let column = columns[k]
    guard column.holdsWords else { return column.texts }
    let codes = codes(k)
    return column.vocabulary.numbers(decimalMark: form.decimalMark).enumerated().filter(\.element.isNaN).map {
      let (code, _) = $0
      return ColumnChunk.TextCell(
        row: codes.firstIndex(of: Int32(code)) ?? 0, line: column.wordLines[code],
        word: column.vocabulary[code])
    }
  }

  /// The codes of a used column of words, -1 where one is missing.
  func codes(_ k: Int) -> [Int32] { places(of: k).map { grid.code($0) } }

  /// Column `k`, of whose numbers it is known where they stand, as one of words, and their codes.
  func spelledOut(_ k: Int) -> (column: ColumnChunk, codes: [Int32]) {
    var column = columns[k]
    let codes = column.codes(ofNumbersIn: places(of: k), of: grid, delimiter: form.delimiter)
    return (column, codes)
  }
}

/// What is wanted of each column of a file.
struct ReadPlan: Sendable {
  var uses: [ColumnUse]
  /// The columns whose cells are kept as they were written.
  var kept: [Int] = []
}

/// How the cells are written.
struct CellFormat: Sendable {
  var delimiter: UInt8
  var decimalMark: UInt8
  var missing: MissingValues
}

/// What a column of the file is wanted for.
enum ColumnUse: Equatable, Sendable {
  /// Its cells are passed over.
  case none
  /// Its cells are numbers, whatever they look like.
  case numeric
  /// The same, written in this way.
  case numbersIn(NumberFormat)
  /// Its cells are words, even if they look like numbers.
  case categories
  /// Its cells tell whether they are numbers or words.
  case open
  /// The same, after few different numbers that are kept as words.
  case openWords
}
