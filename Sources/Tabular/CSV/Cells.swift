/// A block of rows: their cells, and what is known of each column.
struct Cells: Sendable {
  /// What a column of the file is wanted for.
  enum Use: Equatable, Sendable {
    /// Its cells are passed over.
    case none
    /// Its cells are numbers, whatever they look like.
    case numbers
    /// The same, written in this way.
    case numbersIn(NumberNotation)
    /// Its cells are words, even if they look like numbers.
    case words
    /// Its cells tell whether they are numbers or words.
    case open
    /// The same, after few different numbers that are kept as words.
    case openWords
  }

  /// How the cells are written.
  struct Form: Sendable {
    var delimiter: UInt8
    var decimalMark: UInt8
    var missing: MissingWords
  }

  /// What is wanted of each column of a file.
  struct Plan: Sendable {
    var uses: [Use]
    /// The columns whose cells are kept as they were written.
    var kept: [Int] = []
  }

  let plan: Plan
  let form: Form
  /// The columns that are used, in the order of the file.
  var columns: [CellColumn]
  /// For each column of the file its place among those that are used; nil for the others.
  let places: [Int?]
  /// The cells of some columns of the file as they were written, besides.
  private(set) var kept: [Texts]
  /// For each column of the file its places among those that are kept.
  let keptPlaces: [[Int]]
  /// The number of rows, and of lines of the file, that were taken.
  var rows = 0
  var lines = 0
  var grid: Grid

  /// Room for `capacity` rows of a file whose columns are used like that.
  ///
  /// With `text`, that of the block, numbers may be kept with where they stand in it.
  init(_ plan: Plan, form: Form, capacity: Int, text: [UInt8]? = nil) {
    let uses = plan.uses
    self.plan = plan
    kept = plan.kept.map { _ in Texts() }
    var keptPlaces = [[Int]](repeating: [], count: uses.count)
    for (n, column) in plan.kept.enumerated() { keptPlaces[column].append(n) }
    self.keptPlaces = keptPlaces
    self.form = form
    let columns = uses.filter { $0 != .none }.map { CellColumn($0) }
    self.columns = columns
    var next = 0
    places = uses.map { use in
      defer { next += use == .none ? 0 : 1 }
      return use == .none ? nil : next
    }
    grid = Grid(columns: columns.count, capacity: capacity, text: text)
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
  func numbers(_ k: Int, _ notation: NumberNotation? = nil) -> ArraySlice<Float> {
    guard columns[k].holdsWords else { return grid.cells[places(of: k)] }
    let numbers = columns[k].lexicon.numbers(notation, decimalMark: form.decimalMark)
    return places(of: k).map {
      let code = grid.code($0)
      return code == Grid.missing ? .nan : numbers[Int(code)]
    }[...]
  }

  /// The texts where numbers stand in a used column, each word once where it holds words.
  func texts(_ k: Int) -> [CellColumn.Text] {
    let column = columns[k]
    guard column.holdsWords else { return column.texts }
    let codes = codes(k)
    return column.lexicon.numbers(decimalMark: form.decimalMark).enumerated().filter(\.element.isNaN).map {
      let (code, _) = $0
      return CellColumn.Text(
        row: codes.firstIndex(of: Int32(code)) ?? 0, line: column.wordLines[code], word: column.lexicon[code])
    }
  }

  /// The codes of a used column of words, -1 where one is missing.
  func codes(_ k: Int) -> [Int32] { places(of: k).map { grid.code($0) } }

  /// Column `k`, of whose numbers it is known where they stand, as one of words, and their codes.
  func spelledOut(_ k: Int) -> (column: CellColumn, codes: [Int32]) {
    var column = columns[k]
    let codes = column.codes(ofNumbersIn: places(of: k), of: grid, delimiter: form.delimiter)
    return (column, codes)
  }
}
