/// What is known of a column from the cells of one block.
///
/// A column that is open begins with numbers that can be told from their text and back (`12`, not `12.0`); the
/// first other number is kept with where it stands. The first text makes words of all of them, and more than
/// 1,000 different words that are all numbers make numbers of them again. So words cost something only where
/// they may be needed.
struct ColumnChunk: Sendable {
  /// How the cells are held.
  private enum ChunkState { case plainNumbers, spelledNumbers, numeric, categories }

  /// The first text of a column, and the row and line within the block where it stands.
  struct TextCell: Sendable {
    var row: Int
    var line: Int
    var word: CellText
  }

  /// More different numbers than this make a column certain to be numeric.
  static let certainty = 1_000

  private var state: ChunkState
  private let isOpen: Bool
  /// How numbers are written that are not plain.
  let notation: NumberFormat?
  /// The words, in the order in which they first appear.
  private(set) var vocabulary = Vocabulary()
  /// The line on which each of them first appears.
  private(set) var wordLines: [Int] = []
  /// The first text that made words of numbers.
  private(set) var firstText: TextCell?
  /// The texts where numbers stand.
  private(set) var texts: [TextCell] = []
  /// The line of the first word that is not valid UTF-8.
  private(set) var invalidLine: Int?
  /// The first row whose number is kept with where it stands.
  private(set) var firstSpelled = Int.max

  init(_ use: ColumnUse) {
    isOpen = use == .open || use == .openWords
    notation = if case .numbersIn(let notation) = use { notation } else { nil }
    state =
      switch use {
      case .open: .plainNumbers
      case .categories, .openWords: .categories
      case .none, .numeric, .numbersIn: .numeric
      }
  }

  var holdsWords: Bool { state == .categories }
  /// The cells are numbers whose text is told by their value.
  var holdsPlainNumbers: Bool { state == .plainNumbers }
  /// The cells are numbers, and it is known where they stand.
  var holdsSpelledNumbers: Bool { state == .spelledNumbers }

  /// Adds the text in `range` of `bytes` as the cell of a row.
  ///
  /// The column's cells stand in `grid` from `base` on.
  mutating func add(
    _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, line: Int, base: Int, _ grid: inout CellBuffer,
    _ form: CellFormat
  ) {
    if state == .categories {
      if form.missing.contains(bytes, range) {
        grid.setCode(base + row, CellBuffer.missing)
      } else {
        addWord(bytes, range, row: row, line: line, base: base, &grid, form)
      }
      return
    }
    let number =
      if let notation {
        notation.read(bytes, range).map { Number.Written(value: $0, isPlain: false) }
      } else {
        Number.read(bytes, range.lowerBound, range.upperBound, decimalMark: form.decimalMark)
      }
    if number == nil || form.missing.includeNumbers, form.missing.contains(bytes, range) {
      grid.cells[base + row] = .nan
      return
    }
    switch (state, number) {
    case (.numeric, let number?):
      grid.cells[base + row] = number.value
    case (.numeric, nil):
      texts.append(TextCell(row: row, line: line, word: CellText(bytes, range)))
      grid.cells[base + row] = .nan
    case (.plainNumbers, let number?) where number.isPlain:
      grid.cells[base + row] = number.value
    case (_, let number?)
    where grid.text != nil && bytes.number(from: range.lowerBound, delimiter: form.delimiter) == range:
      if state == .plainNumbers {
        state = .spelledNumbers
        firstSpelled = row
        grid.keepStarts()
      }
      grid.cells[base + row] = number.value
      grid.starts[base + row] = UInt32(range.lowerBound)
    default:
      spellOut(rows: row, base: base, &grid, delimiter: form.delimiter)
      addWord(bytes, range, row: row, line: line, base: base, &grid, form)
    }
  }

  private mutating func addWord(
    _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, line: Int, base: Int, _ grid: inout CellBuffer,
    _ form: CellFormat
  ) {
    let known = vocabulary.count
    let code = vocabulary.add(bytes, range)
    grid.setCode(base + row, Int32(code))
    guard code == known else { return }
    wordLines.append(line)
    if isOpen && firstText == nil {
      if Number.parse(bytes, range, decimalMark: form.decimalMark) == nil {
        firstText = TextCell(row: row, line: line, word: CellText(bytes, range))
      } else if code >= Self.certainty {
        readAsNumbers(rows: row + 1, base: base, &grid, form)
        return
      }
    }
    if invalidLine == nil && !vocabulary.isText(code) { invalidLine = line }
  }

  /// Makes words of the numbers of the first rows.
  private mutating func spellOut(rows: Int, base: Int, _ grid: inout CellBuffer, delimiter: UInt8) {
    let codes = codes(ofNumbersIn: base..<base + rows, of: grid, delimiter: delimiter)
    for (place, code) in zip(base..<base + rows, codes) { grid.setCode(place, code) }
  }

  /// Becomes a column of words, and gives the codes of those whose numbers stand at these places of the grid.
  mutating func codes(ofNumbersIn places: Range<Int>, of grid: CellBuffer, delimiter: UInt8) -> [Int32] {
    let codes = places.map { place in
      let number = grid.cells[place]
      if number.isNaN { return CellBuffer.missing }
      guard place - places.lowerBound >= firstSpelled, let text = grid.text else {
        return Int32(vocabulary.add(plainNumber: number))
      }
      let range = text.span.number(from: Int(grid.starts[place]), delimiter: delimiter)
      return Int32(vocabulary.add(text.span, range))
    }
    state = .categories
    wordLines = [Int](repeating: 0, count: vocabulary.count)
    return codes
  }

  /// Makes numbers of the words of the first rows, all of which are numbers.
  private mutating func readAsNumbers(rows: Int, base: Int, _ grid: inout CellBuffer, _ form: CellFormat) {
    state = .numeric
    let numbers = vocabulary.numbers(decimalMark: form.decimalMark)
    for place in base..<base + rows {
      let code = grid.code(place)
      grid.cells[place] = code == CellBuffer.missing ? .nan : numbers[Int(code)]
    }
    vocabulary = Vocabulary()
  }
}
