/// Reads numbers as people write them in tables.
///
/// Goals, in order: the nearest `Float` to the text, always; no guess at what is no number; speed.
///
/// Accepted: `12`, `-1.5`, `+1`, `.5`, `5.`, `1e5`, `1E+05`, any number of digits. Refused: `1_000`,
/// `0x10`, `inf`, `nan`, whatever is beyond the greatest `Float`, and anything else.
package enum Number {
  /// The `Float` nearest to the text in `range` of `bytes`, nil if that is no number.
  ///
  /// A mantissa of at most 2⁵³ times or over a power of ten of at most 10²² is one rounding in
  /// `Double` (Clinger, "How to Read Floating Point Numbers Accurately", 1990). Rounding that again
  /// to `Float` is right unless the `Double` stands exactly between two `Float`s; then, and beyond
  /// those bounds, the standard library decides from the text.
  package static func parse(
    _ bytes: Span<UInt8>, _ range: Range<Int>, decimalMark: UInt8 = point
  ) -> Float? {
    var i = range.lowerBound
    let end = range.upperBound
    guard i < end else { return nil }

    let isNegative = bytes[i] == minus
    if isNegative || bytes[i] == plus { i += 1 }

    var mantissa: UInt64 = 0
    var digits = 0  // significant ones
    var exponent = 0
    let wholeStart = i
    while i < end, let digit = digit(bytes[i]) {
      mantissa = mantissa &* 10 &+ digit
      if mantissa != 0 { digits += 1 }
      i += 1
    }
    var digitsSeen = i - wholeStart
    if i < end && bytes[i] == decimalMark {
      i += 1
      let fractionStart = i
      while i < end, let digit = digit(bytes[i]) {
        mantissa = mantissa &* 10 &+ digit
        if mantissa != 0 { digits += 1 }
        i += 1
      }
      exponent = fractionStart - i
      digitsSeen -= exponent
    }
    guard digitsSeen > 0 else { return nil }

    if i < end {
      guard bytes[i] | 0x20 == UInt8(ascii: "e"), let written = wholeNumber(bytes, i + 1, end) else {
        return nil
      }
      exponent += written
    }

    if digits <= 19 && mantissa <= 1 << 53 && exponent.magnitude <= 22 {
      let power = powersOfTen[Int(exponent.magnitude)]
      let value = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
      if value.bitPattern & (1 << 29 - 1) != 1 << 28 {
        return isNegative ? -Float(value) : Float(value)
      }
    }
    return parseByLibrary(bytes, range, decimalMark: decimalMark)
  }

  /// The number in all of `bytes`, nil if that is no number.
  package static func parse(_ bytes: [UInt8], decimalMark: UInt8 = point) -> Float? {
    parse(bytes.span, 0..<bytes.count, decimalMark: decimalMark)
  }

  /// The point, the usual decimal mark.
  package static let point = UInt8(ascii: ".")
  /// The comma, the decimal mark of many countries.
  package static let comma = UInt8(ascii: ",")

  /// What `parse` gives for a text of the right form, whatever it costs.
  private static func parseByLibrary(
    _ bytes: Span<UInt8>, _ range: Range<Int>, decimalMark: UInt8
  ) -> Float? {
    var text = ""
    text.reserveCapacity(range.count)
    for i in range {
      let byte = bytes[i] == decimalMark ? point : bytes[i]
      text.unicodeScalars.append(Unicode.Scalar(byte))
    }
    guard let value = Float(text), value.isFinite else { return nil }
    return value
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    let digit = byte &- UInt8(ascii: "0")
    return digit < 10 ? UInt64(digit) : nil
  }

  /// The exponent in `start..<end`, held within ±10⁶; nil if that is no whole number.
  private static func wholeNumber(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var i = start
    guard i < end else { return nil }
    let isNegative = bytes[i] == minus
    if isNegative || bytes[i] == plus { i += 1 }
    guard i < end else { return nil }
    var value = 0
    while i < end {
      guard let digit = digit(bytes[i]) else { return nil }
      value = min(value * 10 + Int(digit), 1_000_000)
      i += 1
    }
    return isNegative ? -value : value
  }

  private static let plus = UInt8(ascii: "+")
  private static let minus = UInt8(ascii: "-")

  /// 10⁰ to 10²²: the powers of ten that a `Double` holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
