// Finding out how the numbers of a column are written.

extension NumberFormat {
  /// Those with one decimal mark, the likelier ones first.
  private static func all(_ mark: DecimalMark, _ unit: NumberUnit?) -> [NumberFormat] {
    DigitGrouping.allCases.filter { $0.rawValue != mark.rawValue }.map { NumberFormat(mark, $0, unit) }
  }

  /// The notation of a number that stands among plain ones, which it reads as they are; nil where the word is no
  /// number.
  static func amongPlain(_ word: CellText, decimalMark: UInt8) -> NumberFormat? {
    let unit = FormattedNumber(word)?.unit
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
    _ vocabulary: Vocabulary, counts: [Int], decimalMark: UInt8
  ) -> (notation: NumberFormat?, numbers: [Float]) {
    var best: (notation: NumberFormat?, numbers: [Float]) = (
      nil, vocabulary.numbers(decimalMark: decimalMark)
    )
    var minimumTexts = zip(best.numbers, counts).reduce(0) { $0 + ($1.0.isNaN ? $1.1 : 0) }
    let sample = stride(from: 0, to: vocabulary.count, by: max(1, vocabulary.count / sampleSize)).map {
      vocabulary[$0]
    }
    let formatted = sample.compactMap { FormattedNumber($0) }
    guard formatted.count * 2 > sample.count else { return best }
    var units: [NumberUnit?: Int] = [:]
    for number in formatted { units[number.unit, default: 0] += 1 }
    let unit = NumberUnit.allCases.filter { units[$0] != nil }.max { units[$0] ?? 0 < units[$1] ?? 0 }
    let mark = DecimalMark(decimalMark)
    for notation in all(mark, unit) + all(mark.other, unit) {
      var texts = 0
      var numbers: [Float] = []
      for (code, count) in counts.enumerated() where texts < minimumTexts {
        let number = notation.read(vocabulary[code]) ?? .nan
        if number.isNaN { texts += count }
        numbers.append(number)
      }
      if texts < minimumTexts { (best, minimumTexts) = ((notation, numbers), texts) }
    }
    return best
  }
}
