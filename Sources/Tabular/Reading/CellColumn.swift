/// What is known of a column from the cells of one block.
///
/// A column that is open begins with numbers that can be told from their text and back (`12`, not `12.0`).
/// The first other cell makes words of all of them; more than 1,000 different words that are all numbers
/// make numbers of them again. So words cost something only where they may be needed.
struct CellColumn: Sendable {
  /// How the cells are held.
  private enum State { case numbers, plainNumbers, words }

  /// The first text of a column, and the row and line within the block where it stands.
  struct Text: Sendable {
    var row: Int
    var line: Int
    var word: Word
  }

  /// The code of a missing word.
  static let missing = UInt32.max
  /// More different numbers than this make a column certain to be numeric.
  static let certainty = 1_000

  private var state: State
  private let isOpen: Bool
  /// The words, in the order in which they first appear.
  private(set) var lexicon = Lexicon()
  /// The line on which each of them first appears.
  private(set) var wordLines: [Int] = []
  /// The first text where numbers stand or stood, and how many there are in all.
  private(set) var firstText: Text?
  private(set) var textCount = 0
  /// The line of the first word that is not valid UTF-8.
  private(set) var invalidLine: Int?

  init(_ use: Cells.Use) {
    isOpen = use == .open
    state = use == .open ? .plainNumbers : use == .words ? .words : .numbers
  }

  var holdsWords: Bool { state == .words }
  /// The cells are numbers whose text is told by their value.
  var holdsPlainNumbers: Bool { state == .plainNumbers }

  /// Adds the text in `range` of `bytes` as the cell of a row.
  ///
  /// The column's cells stand in `cells` from `base` on.
  mutating func add(
    _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, line: Int, base: Int,
    _ cells: inout [UInt32], _ form: Cells.Form
  ) {
    if state == .words {
      if form.missing.contains(bytes, range) {
        cells[base + row] = Self.missing
        return
      }
      addWord(bytes, range, row: row, line: line, base: base, &cells, form)
      return
    }
    let number = Number.read(
      bytes, range.lowerBound, range.upperBound, decimalMark: form.decimalMark)
    if number == nil || form.missing.includeNumbers, form.missing.contains(bytes, range) {
      cells[base + row] = Float.nan.bitPattern
      return
    }
    if let number, state == .numbers || number.isPlain {
      cells[base + row] = number.value.bitPattern
    } else if state == .numbers {
      textCount += 1
      if firstText == nil { firstText = Text(row: row, line: line, word: Word(bytes, range)) }
      cells[base + row] = Float.nan.bitPattern
    } else {
      spellOut(rows: row, base: base, &cells)
      addWord(bytes, range, row: row, line: line, base: base, &cells, form)
    }
  }

  private mutating func addWord(
    _ bytes: Span<UInt8>, _ range: Range<Int>, row: Int, line: Int, base: Int,
    _ cells: inout [UInt32], _ form: Cells.Form
  ) {
    let known = lexicon.count
    let code = lexicon.add(bytes, range)
    cells[base + row] = UInt32(code)
    guard code == known else { return }
    wordLines.append(line)
    if isOpen && firstText == nil {
      if Number.parse(bytes, range, decimalMark: form.decimalMark) == nil {
        firstText = Text(row: row, line: line, word: Word(bytes, range))
      } else if code >= Self.certainty {
        readAsNumbers(rows: row + 1, base: base, &cells, form)
        return
      }
    }
    if invalidLine == nil && !lexicon.isText(code) { invalidLine = line }
  }

  /// Makes words of the plain numbers of the first rows.
  private mutating func spellOut(rows: Int, base: Int, _ cells: inout [UInt32]) {
    state = .words
    for row in 0..<rows {
      let number = Float(bitPattern: cells[base + row])
      cells[base + row] = number.isNaN ? Self.missing : UInt32(lexicon.add(plainNumber: number))
    }
    wordLines = [Int](repeating: 0, count: lexicon.count)
  }

  /// Makes numbers of the words of the first rows, all of which are numbers.
  private mutating func readAsNumbers(
    rows: Int, base: Int, _ cells: inout [UInt32], _ form: Cells.Form
  ) {
    state = .numbers
    let numbers = lexicon.numbers(decimalMark: form.decimalMark)
    for row in 0..<rows {
      let code = cells[base + row]
      cells[base + row] = (code == Self.missing ? Float.nan : numbers[Int(code)]).bitPattern
    }
    lexicon = Lexicon()
  }
}
