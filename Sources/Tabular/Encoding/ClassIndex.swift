/// Finds the class that a word stands for: `1.0` is class `1` where all classes are numbers.
struct ClassIndex {
  private var byWord: [CellText: Int] = [:]
  private var byNumber: [Double: Int] = [:]
  private let areNumbers: Bool

  init(_ classes: [CellText]) {
    areNumbers = classes.allSatisfy { Self.number($0) != nil }
    for (index, word) in classes.enumerated() {
      byWord[word] = index
      if areNumbers, let number = Self.number(word) { byNumber[number] = index }
    }
  }

  subscript(word: CellText) -> Int? {
    byWord[word] ?? (areNumbers ? Self.number(word).flatMap { byNumber[$0] } : nil)
  }

  /// The classes that these words stand for, each by the first that is written for it, in order: by size where
  /// all are numbers, else by their bytes.
  static func classes(of words: [CellText]) -> [CellText] {
    let ranked = words.compactMap { word in number(word).map { (word: word, number: $0) } }
    guard ranked.count == words.count else { return words.sorted() }
    var seen: Set<Double> = []
    return ranked.filter { seen.insert($0.number).inserted }.sorted { $0.number < $1.number }.map(\.word)
  }

  /// The number that a class is written as, with a decimal point or comma; nil where numbers could not tell two
  /// apart.
  private static func number(_ word: CellText) -> Double? {
    guard var text = word.text else { return nil }
    if Number.parse(word.bytes) == nil {
      guard Number.parse(word.bytes, decimalMark: Number.comma) != nil else { return nil }
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      // Three digits behind a comma may be thousands.
      guard parts.count == 2, parts[1].count != 3 else { return nil }
      text = parts.joined(separator: ".")
    }
    return Double(text).flatMap { abs($0) < 0x1p53 ? $0 : nil }
  }
}
