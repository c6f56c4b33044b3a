// Finding out how the numbers of a column are written.

extension NumberNotation {
  /// Those with one decimal mark, the likelier ones first.
  private static func all(_ mark: DecimalMark, _ unit: NumberUnit?) -> [NumberNotation] {
    Grouping.allCases.filter { $0.rawValue != mark.rawValue }.map { NumberNotation(mark, $0, unit) }
  }

  /// The notation of a number that stands among plain ones, which it reads as they are; nil where the word is no
  /// number.
  static func amongPlain(_ word: Word, decimalMark: UInt8) -> NumberNotation? {
    let unit = AdornedNumber(word)?.unit
    return unit == .percent ? nil : all(DecimalMark(decimalMark), unit).first { $0.read(word) != nil }
  }

  /// Words that show whether a column may hold numbers at all, and in what unit.
  private static let sampleSize = 1_000

  /// The notation in which most cells of a column are numbers, nil for the plain one, and the number of each
  /// word, NaN where it is none.
  ///
  /// `counts` says how often each word comes. `1,234` may be a thousand or one and a fraction: the words that can
  /// be only one of these decide, and where there are none, the file's decimal mark.
  static func ofMost(
    _ lexicon: Lexicon, counts: [Int], decimalMark: UInt8
  ) -> (notation: NumberNotation?, numbers: [Float]) {
    var best: (notation: NumberNotation?, numbers: [Float]) = (nil, lexicon.numbers(decimalMark: decimalMark))
    var leastTexts = zip(best.numbers, counts).reduce(0) { $0 + ($1.0.isNaN ? $1.1 : 0) }
    let sample = stride(from: 0, to: lexicon.count, by: max(1, lexicon.count / sampleSize)).map {
      lexicon[$0]
    }
    let adorned = sample.compactMap { AdornedNumber($0) }
    guard adorned.count * 2 > sample.count else { return best }
    var units: [NumberUnit?: Int] = [:]
    for number in adorned { units[number.unit, default: 0] += 1 }
    let unit = NumberUnit.allCases.filter { units[$0] != nil }.max { units[$0] ?? 0 < units[$1] ?? 0 }
    let mark = DecimalMark(decimalMark)
    for notation in all(mark, unit) + all(mark.other, unit) {
      var texts = 0
      var numbers: [Float] = []
      for (code, count) in counts.enumerated() where texts < leastTexts {
        let number = notation.read(lexicon[code]) ?? .nan
        if number.isNaN { texts += count }
        numbers.append(number)
      }
      if texts < leastTexts { (best, leastTexts) = ((notation, numbers), texts) }
    }
    return best
  }
}
