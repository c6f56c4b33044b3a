/// How the numbers of a column are written where they are not plain: `1,234.50`, `$1,200`, `(30)`, `12.5 %`.
///
/// Digits in groups of three, of which the first may be shorter; a minus sign, or parentheses, for negative
/// numbers; a currency, which some of the numbers may lack; a per cent sign, which none may lack. `12.5 %` is
/// 12.5: numbers stay in the unit in which they are written.
package struct NumberSpelling: Hashable, Codable, Sendable {
  /// What stands between the whole part of a number and its fraction.
  package enum DecimalMark: String, Codable, Sendable {
    case point = "."
    case comma = ","

    init(_ byte: UInt8) { self = byte == Number.comma ? .comma : .point }
    var other: DecimalMark { self == .point ? .comma : .point }
  }

  /// What may stand between groups of three digits.
  package enum Grouping: String, CaseIterable, Codable, Sendable {
    case comma = ","
    case point = "."
    /// A space, of those too that keep a number on one line.
    case space = " "
    /// Straight or curly.
    case apostrophe = "'"

    /// The ways to write it.
    fileprivate var marks: [String] {
      switch self {
      case .comma, .point: [rawValue]
      case .space: spaces
      case .apostrophe: ["'", "’"]
      }
    }
  }

  package let decimalMark: DecimalMark
  package let grouping: Grouping
  package let unit: NumberUnit?

  init(_ decimalMark: DecimalMark, _ grouping: Grouping, _ unit: NumberUnit? = nil) {
    (self.decimalMark, self.grouping, self.unit) = (decimalMark, grouping, unit)
  }

  /// The two marks differ, as they do in every spelling that was found out.
  package var isValid: Bool { decimalMark.rawValue != grouping.rawValue }

  /// The number that a word says; nil where it says none, written so.
  package func read(_ word: Word) -> Float? { read(word.bytes.span, 0..<word.bytes.count) }

  /// The number in `range` of `bytes`; nil where there is none, written so.
  func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Float? {
    guard let number = Adorned(bytes, range), number.unit == unit || (number.unit == nil && unit != .percent),
      let digits = plainDigits(bytes, number.digits), let magnitude = Number.parse(digits)
    else { return nil }
    return number.isNegative ? -magnitude : magnitude
  }

  /// The number without its groups, a point as decimal mark; nil where the groups are not whole.
  private func plainDigits(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    var plain: [UInt8] = []
    var (i, digits, groups) = (range.lowerBound, 0, 0)
    while i < range.upperBound {
      if isDigit(bytes[i]) {
        plain.append(bytes[i])
        (i, digits) = (i + 1, digits + 1)
      } else if let end = bytes.end(ofOneOf: grouping.marks, at: i, to: range.upperBound) {
        guard groups == 0 ? (1...3).contains(digits) : digits == 3 else { return nil }
        (i, digits, groups) = (end, 0, groups + 1)
      } else {
        break
      }
    }
    guard groups == 0 || digits == 3 else { return nil }
    if i < range.upperBound, bytes[i] == decimalMark.rawValue.utf8.first {
      plain.append(Number.point)
      i += 1
    }
    // Behind digits without groups may stand an exponent, but no second mark.
    for k in i..<range.upperBound {
      guard isDigit(bytes[k]) || (groups == 0 && bytes[k] != Number.point) else { return nil }
      plain.append(bytes[k])
    }
    return plain
  }
}

// MARK: Finding it out

extension NumberSpelling {
  /// Those with one decimal mark, the likelier ones first.
  private static func all(_ mark: DecimalMark, _ unit: NumberUnit?) -> [NumberSpelling] {
    Grouping.allCases.filter { $0.rawValue != mark.rawValue }.map { NumberSpelling(mark, $0, unit) }
  }

  /// The spelling of a number that stands among plain ones, which it reads as they are; nil where the word is no
  /// number.
  static func amongPlain(_ word: Word, decimalMark: UInt8) -> NumberSpelling? {
    let unit = Adorned(word)?.unit
    return unit == .percent ? nil : all(DecimalMark(decimalMark), unit).first { $0.read(word) != nil }
  }

  /// Words that show whether a column may hold numbers at all, and in what unit.
  private static let sampleSize = 1_000

  /// The spelling in which most cells of a column are numbers, nil for the plain one, and the number of each
  /// word, NaN where it is none.
  ///
  /// `counts` says how often each word comes. `1,234` may be a thousand or one and a fraction: the words that can
  /// be only one of these decide, and where there are none, the file's decimal mark.
  static func ofMost(
    _ lexicon: Lexicon, counts: [Int], decimalMark: UInt8
  ) -> (spelling: NumberSpelling?, numbers: [Float]) {
    var best: (spelling: NumberSpelling?, numbers: [Float]) = (nil, lexicon.numbers(decimalMark: decimalMark))
    var leastTexts = zip(best.numbers, counts).reduce(0) { $0 + ($1.0.isNaN ? $1.1 : 0) }
    let sample = stride(from: 0, to: lexicon.count, by: max(1, lexicon.count / sampleSize)).map {
      lexicon[$0]
    }
    let adorned = sample.compactMap { Adorned($0) }
    guard adorned.count * 2 > sample.count else { return best }
    var units: [NumberUnit?: Int] = [:]
    for number in adorned { units[number.unit, default: 0] += 1 }
    let unit = NumberUnit.allCases.filter { units[$0] != nil }.max { units[$0] ?? 0 < units[$1] ?? 0 }
    let mark = DecimalMark(decimalMark)
    for spelling in all(mark, unit) + all(mark.other, unit) {
      var texts = 0
      var numbers: [Float] = []
      for (code, count) in counts.enumerated() where texts < leastTexts {
        let number = spelling.read(lexicon[code]) ?? .nan
        if number.isNaN { texts += count }
        numbers.append(number)
      }
      if texts < leastTexts { (best, leastTexts) = ((spelling, numbers), texts) }
    }
    return best
  }
}

/// What may stand before or behind the numbers of a column.
package enum NumberUnit: String, CaseIterable, Codable, Sendable {
  case percent = "%"
  case dollar = "$"
  case euro = "€"
  case pound = "£"
  case yen = "¥"
  case rupee = "₹"
  case won = "₩"
  case ruble = "₽"
  case lira = "₺"
  case shekel = "₪"
  case dong = "₫"
  case hryvnia = "₴"
  case real = "R$"
  case USDollar = "US$"
  case zloty = "zł"
  case koruna = "Kč"
  case krone = "kr"
  case frank = "Fr."
  // Of ISO 4217.
  case USD, EUR, GBP, JPY, CNY, INR, CHF, CAD, AUD, NZD, SEK, NOK, DKK, PLN, CZK, HUF, RON, RUB, TRY, UAH,
    ILS,
    BRL, MXN, KRW, SGD, HKD, TWD, THB, ZAR, AED, SAR
}

/// A number taken apart: sign, unit, and between them what begins and ends with a digit or a mark.
private struct Adorned {
  private(set) var isNegative = false
  private(set) var unit: NumberUnit?
  let digits: Range<Int>

  init?(_ word: Word) { self.init(word.bytes.span, 0..<word.bytes.count) }

  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard var first = range.first(where: { isDigit(bytes[$0]) }),
      var last = range.last(where: { isDigit(bytes[$0]) })
    else { return nil }
    func isMark(_ i: Int) -> Bool {
      range.contains(i) && (bytes[i] == Number.point || bytes[i] == Number.comma)
    }
    if isMark(first - 1), !isMark(first - 2), first - 2 < range.lowerBound || bytes[first - 2] < 0x80 {
      first -= 1
    }
    if isMark(last + 1) { last += 1 }
    digits = first..<last + 1

    var (hasSign, isOpen, isClosed) = (false, false, false)
    for var rest in [range.lowerBound..<first, last + 1..<range.upperBound] {
      let isBefore = rest.upperBound == first
      while let byte = rest.first.map({ bytes[$0] }) {
        if let end = bytes.end(ofOneOf: spaces, at: rest.lowerBound, to: rest.upperBound) {
          rest = end..<rest.upperBound
        } else if let end = bytes.end(ofOneOf: signs, at: rest.lowerBound, to: rest.upperBound), isBefore,
          !hasSign
        {
          hasSign = true
          isNegative = byte != UInt8(ascii: "+")
          rest = end..<rest.upperBound
        } else if byte == UInt8(ascii: "("), isBefore, !isOpen {
          isOpen = true
          rest = rest.dropFirst()
        } else if byte == UInt8(ascii: ")"), isOpen, !isClosed {
          isClosed = true
          rest = rest.dropFirst()
        } else if unit == nil, let (found, end) = Self.unit(bytes, rest) {
          unit = found
          rest = end..<rest.upperBound
        } else {
          return nil
        }
      }
    }
    guard isOpen == isClosed, !(isOpen && hasSign) else { return nil }
    isNegative = isNegative || isOpen
  }

  /// The unit that a range begins with.
  private static func unit(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (NumberUnit, end: Int)? {
    for unit in NumberUnit.allCases {
      if let end = bytes.end(ofOneOf: [unit.rawValue], at: range.lowerBound, to: range.upperBound) {
        return (unit, end)
      }
    }
    return nil
  }
}

/// The usual one, and those of Unicode that keep a number on one line: no-break, narrow no-break, thin.
private let spaces = [" ", "\u{A0}", "\u{202F}", "\u{2009}"]

/// The hyphen, and the minus sign of Unicode.
private let signs = ["-", "−", "+"]

private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

extension Span where Element == UInt8 {
  /// Where the text ends that stands at `start`, before `end`, and is one of these; nil where none does.
  fileprivate func end(ofOneOf texts: [String], at start: Int, to end: Int) -> Int? {
    for text in texts {
      var i = start
      for byte in text.utf8 {
        guard i < end, self[i] == byte else { break }
        i += 1
      }
      if i == start + text.utf8.count { return i }
    }
    return nil
  }
}
