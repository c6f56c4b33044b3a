/// Reads numbers as people write them in tables.
///
/// Goals, in order: the nearest `Float` to the text, always; no guess at what is no number; speed.
///
/// Accepted: `12`, `-1.5`, `+1`, `.5`, `5.`, `1e5`, `1E+05`, any number of digits. Refused: `1_000`,
/// `0x10`, `inf`, `nan`, whatever is beyond the greatest `Float`, and anything else.
package enum Number {
  /// The point, the usual decimal mark.
  package static let point = UInt8(ascii: ".")
  /// The comma, the decimal mark of many countries.
  package static let comma = UInt8(ascii: ",")

  /// A number, and how it is written.
  package struct Written {
    /// The nearest `Float`.
    package var value: Float
    /// The text is a whole number below 10⁷ as everyone writes it (`0`, `-12`), which tells it from
    /// its value.
    package var isPlain: Bool
  }

  /// The `Float` nearest to the text in `range` of `bytes`, nil if that is no number.
  package static func parse(
    _ bytes: Span<UInt8>, _ range: Range<Int>, decimalMark: UInt8 = point
  ) -> Float? {
    read(bytes, range.lowerBound, range.upperBound, decimalMark: decimalMark)?.value
  }

  /// The number in all of `bytes`, nil if that is no number.
  package static func parse(_ bytes: [UInt8], decimalMark: UInt8 = point) -> Float? {
    parse(bytes.span, 0..<bytes.count, decimalMark: decimalMark)
  }

  /// The number that is all of the text in `start..<end`; nil if that is none.
  package static func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, decimalMark: UInt8
  ) -> Written? {
    guard start < end else { return nil }
    let first = bytes.at(start)
    let whole = first == minus || first == plus ? start + 1 : start
    return read(
      bytes, start, end, head: bytes.eight(from: whole), tail: bytes.eight(before: end),
      decimalMark: decimalMark)
  }

  /// Reads a text from its first byte, the eight bytes behind its sign and the eight before its end.
  ///
  /// Up to eight digits before the mark and behind it are taken at once (Lemire, "Number Parsing at a Gigabyte
  /// per Second", 2021), without a branch that depends on how many there are.
  @inline(__always)
  private static func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, head: UInt64, tail: UInt64, decimalMark: UInt8
  ) -> Written? {
    let first = bytes.at(start)
    let isNegative = first == minus
    let whole = start &+ (isNegative ? 1 : 0) &+ (first == plus ? 1 : 0)
    let head = head ^ zeros
    let count = min(otherBytes(head).trailingZeroBitCount &>> 3, end &- whole)
    let mark = whole &+ count
    if mark == end {
      guard count > 0 else { return nil }
      let magnitude = Float(Int64(truncatingIfNeeded: value(head, count)))
      let isPlain =
        count <= 7 && first != plus && (bytes.at(whole) != zero || (count == 1 && !isNegative))
      return Written(value: signed(magnitude, isNegative), isPlain: isPlain)
    }
    let places = end &- mark &- 1
    guard bytes.at(mark) == decimalMark, count < 8, places <= 8, places > 0 else {
      return count > 0 || bytes.at(mark) == decimalMark ? readLong(bytes, start, end, decimalMark) : nil
    }
    // Of the eight bytes before the end those behind the mark.
    let shift = UInt64(64 &- 8 &* places)
    let tail = ((tail ^ zeros) &>> shift) &<< shift
    guard otherBytes(tail) == 0 else { return readLong(bytes, start, end, decimalMark) }
    let mantissa =
      value(head, count) &* (unsafe wholePowers[unchecked: places]) &+ digits(tail)
    guard let magnitude = scaled(mantissa, places) else { return readLong(bytes, start, end, decimalMark) }
    return Written(value: signed(magnitude, isNegative), isPlain: false)
  }

  /// mantissa · 10⁻ᵖ for p = `places` up to 18 and a mantissa below 10¹⁸, rounded to `Float`; nil where that
  /// needs more care.
  ///
  /// The product in `Double` is at most three roundings from the true value: less than four units of its
  /// last place. Rounding that to `Float` is right unless it stands so near to the middle between two `Float`s.
  @inline(__always)
  private static func scaled(_ mantissa: UInt64, _ places: Int) -> Float? {
    let value = Double(Int64(truncatingIfNeeded: mantissa)) * (unsafe negativePowers[unchecked: places])
    // The lower 29 bits are those that Float has no room for; 2²⁸ is the middle.
    let rest = value.bitPattern & (1 << 29 - 1)
    return rest &- (1 << 28 - 4) <= 8 ? nil : Float(value)
  }

  /// Without a branch, because signs are hard to foretell.
  @inline(__always)
  private static func signed(_ magnitude: Float, _ isNegative: Bool) -> Float {
    Float(bitPattern: magnitude.bitPattern | (isNegative ? 1 : 0) << 31)
  }

  /// The high bit of each byte that is ten or more.
  ///
  /// A carry can only spoil bytes behind the first of them.
  @inline(__always)
  private static func otherBytes(_ word: UInt64) -> UInt64 {
    ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
  }

  /// What the first `count` bytes say, each of which is a digit's value.
  @inline(__always)
  private static func value(_ word: UInt64, _ count: Int) -> UInt64 {
    // The digits move to the upper end, with zeros before them.
    count == 0 ? 0 : digits(word &<< UInt64(64 &- 8 &* count))
  }

  /// What eight bytes say, each of which is a digit's value.
  @inline(__always)
  private static func digits(_ word: UInt64) -> UInt64 {
    let pairs = word &* 10 &+ (word &>> 8)
    let hundreds = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let units = ((pairs &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (hundreds &+ units) &>> 32
  }

  /// What `read` gives for numbers with more digits, or with an exponent.
  @inline(never)
  private static func readLong(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ decimalMark: UInt8
  ) -> Written? {
    let sign = bytes.at(start)
    let whole = start + (sign == minus || sign == plus ? 1 : 0)
    var mantissa: UInt64 = 0
    var i = whole
    while i < end, bytes.at(i) &- zero < 10 {
      mantissa = mantissa &* 10 &+ UInt64(bytes.at(i) &- zero)
      i += 1
    }
    var digits = i - whole
    var places = 0
    if i < end, bytes.at(i) == decimalMark {
      let fraction = i + 1
      i = fraction
      while i < end, bytes.at(i) &- zero < 10 {
        mantissa = mantissa &* 10 &+ UInt64(bytes.at(i) &- zero)
        i += 1
      }
      places = i - fraction
      digits += places
    }
    guard digits > 0 else { return nil }
    if i < end {
      var exponent = i + 1
      guard bytes.at(i) | 0x20 == e, exponent < end else { return nil }
      if bytes.at(exponent) == minus || bytes.at(exponent) == plus { exponent += 1 }
      guard exponent < end, (exponent..<end).allSatisfy({ bytes.at($0) &- zero < 10 }) else { return nil }
    } else if digits <= 18, let magnitude = scaled(mantissa, places) {
      return Written(value: signed(magnitude, sign == minus), isPlain: false)
    }
    return readByLibrary(bytes, start, end, decimalMark)
  }

  /// What `read` gives for a text that has the form of a number, whatever it costs.
  private static func readByLibrary(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ decimalMark: UInt8
  ) -> Written? {
    var text = ""
    text.reserveCapacity(end - start)
    for i in start..<end {
      text.unicodeScalars.append(Unicode.Scalar(bytes[i] == decimalMark ? point : bytes[i]))
    }
    guard let value = Float(text), value.isFinite else { return nil }
    return Written(value: value, isPlain: false)
  }

  private static let plus = UInt8(ascii: "+")
  private static let minus = UInt8(ascii: "-")
  private static let zero = UInt8(ascii: "0")
  private static let e = UInt8(ascii: "e")
  /// Makes of each digit its value, and ten or more of any other byte.
  private static let zeros: UInt64 = 0x3030_3030_3030_3030
}

extension Span where Element == UInt8 {
  /// The byte at `i`, which the caller has compared with the end.
  @inline(__always) func at(_ i: Int) -> UInt8 { unsafe self[unchecked: i] }

  /// The eight bytes from `i` on, the first of them lowest; what the span does not have is zero.
  func eight(from i: Int) -> UInt64 {
    guard i + 8 <= count else { return (i..<count).reduce(0) { $0 | UInt64(at($1)) << UInt64(8 * ($1 - i)) } }
    return eightUnchecked(i)
  }

  /// The eight bytes before `end`, the last of them highest; what the span does not have is zero.
  func eight(before end: Int) -> UInt64 {
    guard end >= 8 else { return (0..<end).reduce(0) { $0 | UInt64(at($1)) << UInt64(8 * (8 - end + $1)) } }
    return eightUnchecked(end - 8)
  }

  /// The eight bytes from `i` on, which the caller knows to be there.
  @inline(__always) func eightUnchecked(_ i: Int) -> UInt64 {
    unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: i, as: UInt64.self)
  }
}

/// 10⁰ to 10⁸.
private let wholePowers: [9 of UInt64] = [
  1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
]

/// 10⁰ to 10⁻¹⁸, each the nearest `Double`.
private let negativePowers: [19 of Double] = [
  1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16,
  1e-17, 1e-18,
]
