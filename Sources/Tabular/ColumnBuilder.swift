import Errors

/// Takes the cells of a column one after the other and finds out whether they are numbers.
///
/// Each column begins undecided and keeps both the number and the word of every row. More than 1,000
/// different numbers without a text make it certain to be numeric: the words are dropped. A text
/// before that makes it a column of words: the numbers are dropped. So memory is 4 to 8 bytes a
/// cell, and a column of text is recognised wherever its first text stands.
struct ColumnBuilder {
  /// What the user has said of the column.
  enum Intent { case none, numeric, categorical }

  private let name: String
  private let position: Int
  private let intent: Intent
  private let missing: MissingWords
  private var numbers: [Float] = []
  private var codes: [Int32] = []
  private var lexicon = Lexicon()
  private var keepsNumbers: Bool
  private var keepsWords: Bool
  private var numberCount = 0
  private var textCount = 0
  private var firstText: FirstText?
  private var invalidTextLine: Int?

  /// The first text of a column, and how many numbers stood before it.
  struct FirstText {
    var file: String
    var line: Int
    var word: Word
    var numbersBefore: Int
  }

  /// More different numbers than this make a column certain to be numeric.
  private static let certainty = 1_000
  /// A column with more different numbers than this and fewer texts than one in twenty is a column
  /// of numbers with something wrong in it.
  private static let fewNumbers = 20

  init(name: String, position: Int, intent: Intent, missing: MissingWords) {
    self.name = name
    self.position = position
    self.intent = intent
    self.missing = missing
    keepsNumbers = intent != .categorical
    keepsWords = intent != .numeric
  }

  /// Adds the cell in `range` of `bytes`, which stands on `line` of `file`.
  mutating func append(
    _ bytes: Span<UInt8>, _ range: Range<Int>, decimalMark: UInt8, file: String, line: Int
  ) throws(Failure) {
    let number = Number.parse(bytes, range, decimalMark: decimalMark)
    if number == nil || missing.includeNumbers, missing.contains(bytes, range) {
      if keepsNumbers { numbers.append(.nan) }
      if keepsWords { codes.append(-1) }
      return
    }
    if number != nil { numberCount += 1 } else { try noteText(bytes, range, file: file, line: line) }
    if keepsNumbers { numbers.append(number ?? .nan) }
    if keepsWords { addWord(bytes, range, line: line) }
  }

  private mutating func addWord(_ bytes: Span<UInt8>, _ range: Range<Int>, line: Int) {
    let known = lexicon.count
    let code = lexicon.add(bytes, range)
    codes.append(Int32(code))
    guard code == known else { return }
    if code >= Self.certainty && keepsNumbers && intent == .none {
      keepsWords = false
      codes = []
      lexicon = Lexicon()
    } else if !keepsNumbers && invalidTextLine == nil && lexicon[code].text == nil {
      invalidTextLine = line
    }
  }

  private mutating func noteText(
    _ bytes: Span<UInt8>, _ range: Range<Int>, file: String, line: Int
  ) throws(Failure) {
    textCount += 1
    if firstText == nil {
      let word = Word(range.map { bytes[$0] })
      let text = FirstText(file: file, line: line, word: word, numbersBefore: numberCount)
      if intent == .numeric { throw .textAmongNumbers(text, column: name, isForced: true) }
      firstText = text
      if keepsWords {
        keepsNumbers = false
        numbers = []
      }
    }
  }

  /// The column, when all rows are in.
  ///
  /// Throws if a few texts stand among many numbers: they are mistakes, or mark missing values.
  func finish(decimalMark: UInt8, warnings: inout [String]) throws(Failure) -> Column {
    if let firstText, intent == .none {
      let areFew = textCount * 20 < textCount + numberCount
      if !keepsWords || (areFew && distinctNumbers(decimalMark) > Self.fewNumbers) {
        throw .textAmongNumbers(firstText, column: name, isForced: false)
      }
    }
    if let line = invalidTextLine {
      warnings.append(
        "column '\(name)', line \(line): text that is not valid UTF-8; its bytes are kept as they are")
    }
    return Column(
      name: name, position: position, numbers: keepsNumbers ? numbers : nil,
      words: keepsWords ? Column.Words(codes: codes, lexicon: lexicon) : nil)
  }

  private func distinctNumbers(_ decimalMark: UInt8) -> Int {
    Set(lexicon.numbers(decimalMark: decimalMark).filter { !$0.isNaN }).count
  }
}
