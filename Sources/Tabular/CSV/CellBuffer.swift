/// The cells of a block of rows, column after column, four bytes each: a number, NaN where it is missing, or
/// the code of a word, -1 where it is missing.
struct CellBuffer: Sendable {
  /// Column `k` begins at `k * capacity`; a code is the bits of its number.
  var cells: [Float]
  /// Where in the text the numbers of some columns begin, in the same places; empty as long as nobody asks.
  var starts: [UInt32] = []
  /// The text of the block, where it can be asked later how a number is written.
  let text: [UInt8]?
  /// The rows there is room for.
  let capacity: Int

  init(columns: Int, capacity: Int, text: [UInt8]?) {
    self.capacity = capacity
    self.text = text
    cells = unsafe [Float](unsafeUninitializedCapacity: columns * capacity) { _, count in
      count = columns * capacity
    }
  }

  /// The code of a missing word.
  static let missing = Int32(-1)

  /// Makes room for where numbers begin.
  mutating func keepStarts() {
    guard starts.isEmpty else { return }
    let count = cells.count
    starts = unsafe [UInt32](unsafeUninitializedCapacity: count) { _, filled in filled = count }
  }

  /// The cell at a place as a code.
  func code(_ place: Int) -> Int32 { Int32(bitPattern: cells[place].bitPattern) }

  mutating func setCode(_ place: Int, _ code: Int32) {
    cells[place] = Float(bitPattern: UInt32(bitPattern: code))
  }
}

/// What the numbers of a block looked like, as long as somebody may want their words.
struct NumberSpellings: Sendable {
  /// The rows of the block.
  let rows: Int
  /// For each column the row from which on its numbers are to be looked up; before it they are plain.
  private let firsts: [Int]
  private let text: [UInt8]
  private let starts: [UInt32]
  private let capacity: Int
  private let delimiter: UInt8

  init(_ cells: ParsedBlock) {
    rows = cells.rows
    firsts = cells.columns.map(\.firstSpelled)
    text = cells.grid.text ?? []
    starts = cells.grid.starts
    capacity = cells.grid.capacity
    delimiter = cells.form.delimiter
  }

  /// Adds the words of column `k`, whose values are `numbers`, and gives their codes, -1 where one is missing.
  ///
  /// Ends early where the words are more than `limit`.
  func spellOut(_ k: Int, _ numbers: ArraySlice<Float>, into vocabulary: inout Vocabulary, limit: Int = .max)
    -> [Int32]
  {
    var codes: [Int32] = []
    codes.reserveCapacity(rows)
    for (row, number) in numbers.enumerated() {
      if number.isNaN {
        codes.append(CellBuffer.missing)
      } else if row < firsts[k] {
        codes.append(Int32(vocabulary.add(plainNumber: number)))
      } else {
        let range = text.span.number(from: Int(starts[k * capacity + row]), delimiter: delimiter)
        codes.append(Int32(vocabulary.add(text.span, range)))
      }
      if vocabulary.count > limit { break }
    }
    return codes
  }
}

extension Span where Element == UInt8 {
  /// Where the number stands that begins at `start`, whatever it is written like.
  func number(from start: Int, delimiter: UInt8) -> Range<Int> {
    var end = start
    while end < count, at(end) > space, at(end) != quote, at(end) != delimiter { end += 1 }
    return start..<end
  }
}
