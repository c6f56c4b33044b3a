/// The cells of a block of rows, column after column, four bytes each: a number, NaN where it is missing, or
/// the code of a word, -1 where it is missing.
struct Cells: Sendable {
  /// What a column of the file is wanted for.
  enum Use: Sendable {
    /// Its cells are passed over.
    case none
    /// Its cells are numbers, whatever they look like.
    case numbers
    /// Its cells are words, even if they look like numbers.
    case words
    /// Its cells tell whether they are numbers or words.
    case open
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
  /// The number of rows, and of lines of the file, that were taken.
  var rows = 0
  var lines = 0
  /// Column `k` stands at `k * capacity`.
  var bits: [UInt32]
  /// The rows there is room for.
  let capacity: Int

  /// Room for `capacity` rows of a file whose columns are used like that.
  init(_ plan: Plan, form: Form, capacity: Int) {
    let uses = plan.uses
    self.plan = plan
    kept = plan.kept.map { _ in Texts() }
    self.form = form
    self.capacity = capacity
    let columns = uses.filter { $0 != .none }.map { CellColumn($0) }
    self.columns = columns
    var next = 0
    places = uses.map { use in
      defer { next += use == .none ? 0 : 1 }
      return use == .none ? nil : next
    }
    bits = unsafe [UInt32](unsafeUninitializedCapacity: columns.count * capacity) { _, count in
      count = columns.count * capacity
    }
  }

  /// Adds the cell of the row in the making that stands in `range` of `bytes`, in the file's column `position`.
  mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>, position: Int) {
    for (n, column) in plan.kept.enumerated() where column == position { kept[n].append(bytes, range) }
    guard let k = places[position] else { return }
    let base = k * capacity
    columns[k].add(bytes, range, row: rows, line: lines, base: base, &bits, form)
  }

  /// The numbers of a used column.
  ///
  /// Where it holds words, they must all be numbers.
  func numbers(_ k: Int) -> [Float] {
    let cells = bits[k * capacity..<k * capacity + rows]
    guard columns[k].holdsWords else { return cells.map { Float(bitPattern: $0) } }
    let numbers = columns[k].lexicon.numbers(decimalMark: form.decimalMark)
    return cells.map { $0 == CellColumn.missing ? Float.nan : numbers[Int($0)] }
  }

  /// The codes of a used column of words, -1 where one is missing.
  func codes(_ k: Int) -> [Int32] {
    bits[k * capacity..<k * capacity + rows].map { Int32(bitPattern: $0) }
  }
}
