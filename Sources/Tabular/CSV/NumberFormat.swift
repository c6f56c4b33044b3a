/// How the numbers of a column are written where they are not plain: `1,234.50`, `$1,200`, `(30)`, `12.5 %`.
///
/// Digits in groups of three, of which the first may be shorter; a minus sign, or parentheses, for negative
/// numbers; a currency, which some of the numbers may lack; a per cent sign, which none may lack. `12.5 %` is
/// 12.5: numbers stay in the unit in which they are written.
package struct NumberFormat: Hashable, Sendable {
  /// What stands between the whole part of a number and its fraction.
  package enum DecimalMark: String, CaseIterable, Sendable {
    case point = "."
    case comma = ","

    init(_ byte: UInt8) { self = byte == Number.comma ? .comma : .point }
    var other: DecimalMark { self == .point ? .comma : .point }
  }

  /// What may stand between groups of three digits.
  package enum DigitGrouping: String, CaseIterable, Sendable {
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
  package let grouping: DigitGrouping
  package let unit: NumberUnit?

  package init(_ decimalMark: DecimalMark, _ grouping: DigitGrouping, _ unit: NumberUnit? = nil) {
    (self.decimalMark, self.grouping, self.unit) = (decimalMark, grouping, unit)
  }

  /// The two marks differ, as they do in every notation that was found out.
  package var isValid: Bool { decimalMark.rawValue != grouping.rawValue }

  /// The number that a word says; nil where it says none, written so.
  package func read(_ word: CellText) -> Float? { read(word.bytes.span, 0..<word.bytes.count) }

  /// The number in `range` of `bytes`; nil where there is none, written so.
  func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Float? {
    guard let number = FormattedNumber(bytes, range),
      number.unit == unit || (number.unit == nil && unit != .percent),
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
