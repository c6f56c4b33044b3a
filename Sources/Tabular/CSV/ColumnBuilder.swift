import Diagnostics

/// Joins the cells of a column, block after block, and finds out whether they are numbers.
///
/// More than 1,000 different numbers without a text make a column certain to be numeric; a text before that
/// makes it a column of words. Until then the words can be told from the numbers, or are looked up where they
/// stand in the file; or they are kept, where they turn out to be few. So memory is 4 bytes a cell, and a column
/// of text is recognised wherever its first text stands.
struct ColumnBuilder {
  /// What the user has said of the column.
  enum Intent { case none, numeric, categorical }

  private enum BuilderState {
    /// Numbers whose words are told by their values.
    case plainNumbers
    /// Numbers whose words can be looked up, or are told by their values.
    case spelledNumbers
    /// Words that all are numbers.
    case wordsOfNumbers
    /// Numbers for certain; their words are gone.
    case numeric
    case categories
  }

  private let name: String
  private let position: Int
  private let intent: Intent
  /// The words that mark a missing value.
  private let missing: MissingValues
  private var state: BuilderState
  private var numbers: [Float] = []
  private var codes: [Int32] = []
  private var vocabulary = Vocabulary()
  private var places = FirstOccurrences()
  private var firstText: FirstText?
  /// FILE:LINE of the first value that is not UTF-8.
  private var invalidPlace: String?
  /// How numbers are written that are not plain, where such were found after many that are.
  private var notation: NumberFormat?
  /// One of them, and what it says.
  private var example: (word: CellText, number: Float)?

  /// The first text of a column, and how many numbers stood before it.
  struct FirstText {
    var file: String
    var line: Int
    var word: CellText
    var numbersBefore: Int
  }

  init(name: String, position: Int, intent: Intent, missing: MissingValues) {
    self.name = name
    self.position = position
    self.intent = intent
    self.missing = missing
    state = intent == .categorical ? .categories : .plainNumbers
  }

  /// A text where numbers must be: where it stands, and what is said of it.
  struct Mistake {
    var line: Int
    var failure: Failure
  }

  /// What the next block's cells are wanted for.
  var use: ColumnUse {
    switch state {
    case .numeric: .numeric
    case .categories: .categories
    case .plainNumbers, .spelledNumbers: .open
    case .wordsOfNumbers: .openWords
    }
  }

  /// The memory that so many rows take.
  func bytes(rows: Int) -> Int { MemoryLayout<Float>.size * rows + vocabulary.size }

  /// Makes room for so many rows.
  mutating func reserve(_ rows: Int) {
    if state == .numeric || state == .plainNumbers || state == .spelledNumbers {
      numbers.reserveCapacity(rows)
    } else {
      codes.reserveCapacity(rows)
    }
  }

  /// The spellings of the blocks are still wanted.
  var wantsSpellings: Bool { state == .spelledNumbers }

  /// Whether the cells of a column, read when less was known, have kept what is needed now.
  func canAppend(_ column: ColumnChunk) -> Bool {
    state != .categories || column.holdsWords || column.holdsPlainNumbers || column.holdsSpelledNumbers
  }

  /// Adds the cells of column `k` of a block whose first line is `firstLine` of `file`.
  ///
  /// `earlier` are the spellings of the last blocks before it, if they were wanted. Gives the mistake where a
  /// text stands in a column that is certain to hold numbers.
  mutating func append(
    _ cells: ParsedBlock, _ k: Int, earlier: [NumberSpellings], file: String, firstLine: Int,
    _ dialect: Dialect
  ) -> Mistake? {
    let column = cells.columns[k]
    let decimalMark = dialect.decimalMark
    if column.holdsPlainNumbers {
      appendPlainNumbers(cells.numbers(k), decimalMark)
      return nil
    }
    if column.holdsSpelledNumbers {
      switch state {
      case .plainNumbers, .spelledNumbers:
        numbers += cells.numbers(k)
        state = .spelledNumbers
      case .numeric:
        numbers += cells.numbers(k)
      case .wordsOfNumbers, .categories:
        let (column, codes) = cells.spelledOut(k)
        appendWords(codes, column, file: file, firstLine: firstLine, decimalMark)
        if state == .numeric { numbers += cells.numbers(k) }
      }
      return nil
    }
    if column.holdsWords && (state == .plainNumbers || state == .spelledNumbers) { spellOut(k, earlier) }
    if column.holdsWords && state != .numeric {
      appendWords(cells.codes(k), column, file: file, firstLine: firstLine, decimalMark)
      if state == .categories && invalidPlace == nil, let line = column.invalidLine {
        invalidPlace = "\(file):\(firstLine + line)"
      }
    } else {
      readAsNumbers(decimalMark)
    }
    guard state == .numeric else { return nil }
    let before = numbers.count
    numbers += cells.numbers(k)
    let texts = cells.texts(k)
    for text in texts {
      notation = notation ?? .amongPlain(text.word, decimalMark: decimalMark)
      guard let number = notation?.read(text.word) else {
        let first = FirstText(
          file: file, line: firstLine + text.line, word: text.word,
          numbersBefore: numbers[..<(before + text.row)].count { !$0.isNaN })
        return Mistake(
          line: first.line,
          failure: .textAmongNumbers(first, column: name, isForced: intent == .numeric, dialect, missing))
      }
      if example == nil { example = (text.word, number) }
      numbers[before + text.row] = number
    }
    // A word may stand in several rows.
    if column.holdsWords && !texts.isEmpty {
      numbers.replaceSubrange(before..., with: cells.numbers(k, notation))
    }
    return nil
  }

  private mutating func appendPlainNumbers(_ added: ArraySlice<Float>, _ decimalMark: UInt8) {
    switch state {
    case .plainNumbers, .spelledNumbers, .numeric: numbers += added
    case .wordsOfNumbers, .categories:
      codes += added.map { $0.isNaN ? -1 : Int32(vocabulary.add(plainNumber: $0)) }
      if state == .wordsOfNumbers && vocabulary.count > ColumnChunk.certainty { readAsNumbers(decimalMark) }
    }
  }

  /// Ends the looking up as soon as it can: the numbers are many for certain, or few enough to keep them as
  /// words.
  ///
  /// `spellings` are those of the blocks with its last rows, `k` is its place in them.
  mutating func decide(_ k: Int, _ spellings: [NumberSpellings]) {
    guard state == .spelledNumbers, numbers.count > ColumnChunk.certainty else { return }
    if numbers.hasMoreDifferent(than: ColumnChunk.certainty) {
      state = .numeric
    } else {
      spellOut(k, spellings)
    }
  }

  /// Makes words of numbers, unless they are so many that numbers they are.
  private mutating func spellOut(_ k: Int, _ spellings: [NumberSpellings]) {
    let limit = ColumnChunk.certainty
    var vocabulary = Vocabulary()
    let codes = Self.spellOut(k, numbers, spellings, into: &vocabulary, limit: limit)
    if vocabulary.count > limit {
      state = .numeric
    } else {
      self.codes = codes
      self.vocabulary = vocabulary
      numbers = []
      state = .wordsOfNumbers
    }
  }

  /// The codes of the words of column `k`; `spellings` are those of the blocks with its last rows, and the rows
  /// before have plain numbers.
  static func spellOut(
    _ k: Int, _ numbers: [Float], _ spellings: [NumberSpellings], into vocabulary: inout Vocabulary,
    limit: Int = .max
  ) -> [Int32] {
    var codes: [Int32] = []
    var row = numbers.count - spellings.reduce(0) { $0 + $1.rows }
    for number in numbers[..<row] where vocabulary.count <= limit {
      codes.append(number.isNaN ? CellBuffer.missing : Int32(vocabulary.add(plainNumber: number)))
    }
    for block in spellings where vocabulary.count <= limit {
      codes += block.spellOut(k, numbers[row..<row + block.rows], into: &vocabulary, limit: limit)
      row += block.rows
    }
    return codes
  }

  /// Adds words, or finds that they are so many numbers that numbers they are, and adds nothing.
  private mutating func appendWords(
    _ added: [Int32], _ column: ColumnChunk, file: String, firstLine: Int, _ decimalMark: UInt8
  ) {
    if state == .wordsOfNumbers {
      let known = vocabulary
      for code in 0..<column.vocabulary.count {
        let word = column.vocabulary[code]
        if word == column.firstText?.word { break }
        _ = vocabulary.add(word.bytes.span, 0..<word.bytes.count)
        if vocabulary.count > ColumnChunk.certainty {
          vocabulary = known
          readAsNumbers(decimalMark)
          return
        }
      }
      if let text = column.firstText {
        let before = codes.count { $0 >= 0 } + added.prefix(text.row).count { $0 >= 0 }
        firstText = FirstText(
          file: file, line: firstLine + text.line, word: text.word, numbersBefore: before)
        state = .categories
      }
    }
    let joined = (0..<column.vocabulary.count).map { code in
      let word = column.vocabulary[code]
      let next = vocabulary.count
      let joined = vocabulary.add(word.bytes.span, 0..<word.bytes.count)
      if joined == next { places.note(joined, file: file, line: firstLine + column.wordLines[code]) }
      return Int32(joined)
    }
    codes += added.map { $0 < 0 ? -1 : joined[Int($0)] }
  }

  /// Makes numbers of all cells so far.
  private mutating func readAsNumbers(_ decimalMark: UInt8) {
    if state == .wordsOfNumbers {
      numbers = numbersOfWords(decimalMark)
      codes = []
      vocabulary = Vocabulary()
    }
    state = .numeric
  }

  private func numbersOfWords(_ decimalMark: UInt8) -> [Float] {
    let values = vocabulary.numbers(decimalMark: decimalMark)
    return codes.map { $0 < 0 ? .nan : values[Int($0)] }
  }

  /// The column, when all rows are in.
  ///
  /// Throws if a few texts stand among many numbers: they are mistakes, or mark missing values.
  ///
  /// `spellings` are those of the blocks with its last rows, `k` is its place in them.
  func finish(
    _ k: Int, spellings: [NumberSpellings], _ dialect: Dialect, warnings: inout [Message]
  ) throws(Failure) -> Column {
    let decimalMark = dialect.decimalMark
    if let firstText, state == .categories {
      var counts = [Int](repeating: 0, count: vocabulary.count)
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
      let (notation, values) = NumberFormat.ofMost(vocabulary, counts: counts, decimalMark: decimalMark)
      let mixture = MixedColumnStatistics(counts: counts, values: values)
      if let notation, mixture.texts == 0 { return written(notation, values) }
      if intent == .numeric || mixture.hasFewTexts {
        if let odd = plainNumber(among: values, decimalMark) {
          throw .otherwiseWritten(odd, column: name, isForced: intent == .numeric, missing)
        }
        let text = notation == nil ? firstText : self.firstText(in: values) ?? firstText
        throw .textAmongNumbers(text, column: name, isForced: intent == .numeric, dialect, missing)
      }
      if mixture.isMostlyNumbers { warnings.append(warning(mixture, decimalMark)) }
    }
    if let invalidPlace {
      warnings.append("\(invalidPlace): column '\(name)': invalid UTF-8; the bytes are kept unchanged")
    }
    let words = CategoryColumn(codes: codes, vocabulary: vocabulary)
    var column =
      switch state {
      case .plainNumbers: Column(name: name, position: position, numbers: numbers, spellings: [], place: k)
      case .spelledNumbers:
        Column(name: name, position: position, numbers: numbers, spellings: spellings, place: k)
      case .numeric: Column(name: name, position: position, numbers: numbers, words: nil)
      case .wordsOfNumbers:
        Column(name: name, position: position, numbers: numbersOfWords(decimalMark), words: words)
      case .categories: Column(name: name, position: position, numbers: nil, words: words)
      }
    column.isDeclared = intent != .none
    column.notation = notation
    column.notationExample = example
    return column
  }

  /// The column of words that all are numbers, written in this way; few of them are kept.
  private func written(_ notation: NumberFormat, _ values: [Float]) -> Column {
    let numbers = codes.map { $0 < 0 ? .nan : values[Int($0)] }
    let words =
      vocabulary.count > ColumnChunk.certainty ? nil : CategoryColumn(codes: codes, vocabulary: vocabulary)
    var column = Column(name: name, position: position, numbers: numbers, words: words)
    column.isDeclared = intent != .none
    column.notation = notation
    // The longest shows most of the notation.
    if let code = (0..<vocabulary.count).max(by: { vocabulary[$0].bytes.count < vocabulary[$1].bytes.count })
    {
      column.notationExample = (vocabulary[code], values[code])
    }
    return column
  }

  /// A number that is not written as others of its column, and the first of those.
  struct OtherwiseWritten {
    var word: CellText
    /// Counted from 0.
    var row: Int
    var example: (word: CellText, place: String)
  }

  /// The first word that is none of these values, if it is a number but for the notation of the others.
  ///
  /// Where it stands in the file is not kept of plain numbers.
  private func plainNumber(among values: [Float], _ decimalMark: UInt8) -> OtherwiseWritten? {
    guard let code = values.firstIndex(where: \.isNaN), let row = codes.firstIndex(of: Int32(code)),
      isPlainNumber(code, decimalMark), let other = values.firstIndex(where: { !$0.isNaN })
    else { return nil }
    return OtherwiseWritten(
      word: vocabulary[code], row: row, example: (vocabulary[other], places.place(of: other)))
  }

  private func isPlainNumber(_ code: Int, _ decimalMark: UInt8) -> Bool {
    Number.parse(vocabulary[code].bytes, decimalMark: decimalMark) != nil
  }

  /// The first word of a column of words that is no number.
  private func firstText(in values: [Float]) -> FirstText? {
    guard let code = values.firstIndex(where: \.isNaN), let row = codes.firstIndex(of: Int32(code)) else {
      return nil
    }
    let place = places[code]
    return FirstText(
      file: place.file, line: place.line, word: vocabulary[code],
      numbersBefore: codes[..<row].count { $0 >= 0 })
  }

  private func warning(_ mixture: MixedColumnStatistics, _ decimalMark: UInt8) -> Message {
    let (code, count) = mixture.commonest
    let word = shortened(vocabulary[code])
    let advice = missing.advice(for: word)
    let (texts, present) = (grouped(mixture.texts), grouped(mixture.present))
    if isPlainNumber(code, decimalMark) {
      return
        "column '\(name)' holds numbers, but \(texts) of \(present) rows are formatted differently, so the column is "
        + "read as text; '\(word)' occurs \(counted(count, "time")); write all values in one format, or \(advice)"
    }
    return
      "column '\(name)' holds numbers, but \(texts) of \(present) rows hold text, so the column is read as text; "
      + "'\(word)' occurs \(counted(count, "time")), first in \(places.place(of: code)); \(advice)"
  }
}

extension [Float] {
  /// Whether there are more than `limit` different numbers.
  fileprivate func hasMoreDifferent(than limit: Int) -> Bool {
    let mask = 1 << (Int.bitWidth - (2 * limit).leadingZeroBitCount) - 1
    // Twice as many slots as numbers or more; a free one is missing, which is no number.
    var slots = [Float](repeating: .nan, count: mask + 1)
    var count = 0
    for number in self where !number.isNaN {
      // 0 and −0 may count as one or as two.
      var slot = Int(truncatingIfNeeded: (number.bitPattern &* 0x9E37_79B1) >> 8) & mask
      while !slots[slot].isNaN && slots[slot] != number { slot = (slot + 1) & mask }
      guard slots[slot].isNaN else { continue }
      slots[slot] = number
      count += 1
      if count > limit { return true }
    }
    return false
  }
}
