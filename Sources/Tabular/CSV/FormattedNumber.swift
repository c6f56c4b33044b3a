/// What may stand before or behind the numbers of a column.
package enum NumberUnit: String, CaseIterable, Sendable {
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
struct FormattedNumber {
  private(set) var isNegative = false
  private(set) var unit: NumberUnit?
  let digits: Range<Int>

  init?(_ word: CellText) { self.init(word.bytes.span, 0..<word.bytes.count) }

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
let spaces = [" ", "\u{A0}", "\u{202F}", "\u{2009}"]

/// The hyphen, and the minus sign of Unicode.
private let signs = ["-", "−", "+"]

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

extension Span where Element == UInt8 {
  /// Where the text ends that stands at `start`, before `end`, and is one of these; nil where none does.
  func end(ofOneOf texts: [String], at start: Int, to end: Int) -> Int? {
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
