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

  /// A number at the head of a text.
  package struct Scanned {
    /// The nearest `Float`.
    package var value: Float
    /// Where the text goes on behind the number.
    package var end: Int
    /// The text is a whole number below 10⁷ as everyone writes it (`0`, `-12`), which tells it from
    /// its value.
    package var isPlain: Bool
  }

  /// The `Float` nearest to the text in `range` of `bytes`, nil if that is no number.
  package static func parse(
    _ bytes: Span<UInt8>, _ range: Range<Int>, decimalMark: UInt8 = point
  ) -> Float? {
    guard let number = scan(bytes, range.lowerBound, range.upperBound, decimalMark: decimalMark),
      number.end == range.upperBound
    else { return nil }
    return number.value
  }

  /// The number in all of `bytes`, nil if that is no number.
  package static func parse(_ bytes: [UInt8], decimalMark: UInt8 = point) -> Float? {
    parse(bytes.span, 0..<bytes.count, decimalMark: decimalMark)
  }

  /// The longest number at the head of the text in `start..<end`, nil where there is none.
  ///
  /// Digits are taken eight at a time (Lemire, "Number Parsing at a Gigabyte per Second", 2021), which has
  /// no branch that depends on how many there are. With a mantissa of at most 18 digits and a power of ten
  /// down to 10⁻¹⁸ the product in `Double` is at most three roundings from the true value: less than four
  /// units of its last place. Rounding that to `Float` is right unless it stands so near to the middle
  /// between two `Float`s; then, and for whatever is longer, the standard library decides from the text.
  @inline(__always)
  package static func scan(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, decimalMark: UInt8
  ) -> Scanned? {
    guard start < end else { return nil }
    let first = bytes.at(start)
    let isNegative = first == minus
    let whole = start + (isNegative ? 1 : 0) + (first == plus ? 1 : 0)
    let wholePart = Digits(bytes, whole, end)
    var i = whole + wholePart.count
    guard i < end else {
      guard wholePart.count > 0 else { return nil }
      return finishWhole(bytes, start, wholePart, isNegative, end: i, limit: end, decimalMark)
    }
    var next = bytes.at(i)
    if next != decimalMark {
      guard wholePart.count > 0 else { return nil }
      if next | 0x20 == e { return scanByLibrary(bytes, start, end, decimalMark) }
      return finishWhole(bytes, start, wholePart, isNegative, end: i, limit: end, decimalMark)
    }
    let fraction = Digits(bytes, i + 1, end)
    let digits = wholePart.count + fraction.count
    guard digits > 0 else { return nil }
    i += 1 + fraction.count
    next = i < end ? bytes.at(i) : 0
    guard digits <= 18, next | 0x20 != e else { return scanByLibrary(bytes, start, end, decimalMark) }
    let mantissa = wholePart.value &* wholePowers[fraction.count] &+ fraction.value
    let value = Double(Int64(truncatingIfNeeded: mantissa)) * negativePowers[fraction.count]
    // The lower 29 bits are those that Float has no room for; 2²⁸ is the middle.
    let rest = value.bitPattern & (1 << 29 - 1)
    if rest &- (1 << 28 - 4) <= 8 { return scanByLibrary(bytes, start, end, decimalMark) }
    return Scanned(value: signed(Float(value), isNegative), end: i, isPlain: false)
  }

  @inline(__always)
  private static func finishWhole(
    _ bytes: Span<UInt8>, _ start: Int, _ digits: Digits, _ isNegative: Bool, end: Int, limit: Int,
    _ decimalMark: UInt8
  ) -> Scanned? {
    guard digits.count <= 18 else { return scanByLibrary(bytes, start, limit, decimalMark) }
    let magnitude = Float(Int64(truncatingIfNeeded: digits.value))
    let first = end - digits.count
    let isPlain =
      digits.count <= 7 && (bytes.at(first) != zero || (digits.count == 1 && !isNegative))
      && (isNegative ? first == start + 1 : first == start)
    return Scanned(value: signed(magnitude, isNegative), end: end, isPlain: isPlain)
  }

  /// Without a branch, because signs are hard to foretell.
  @inline(__always)
  private static func signed(_ magnitude: Float, _ isNegative: Bool) -> Float {
    Float(bitPattern: magnitude.bitPattern | (isNegative ? 1 : 0) << 31)
  }

  /// A run of digits.
  private struct Digits {
    /// What they say, right for up to 19 of them.
    var value: UInt64
    var count: Int

    @inline(__always)
    init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
      (value, count) = Self.eight(bytes, start, end)
      if count == 8 { takeMore(bytes, start, end) }
    }

    @inline(never)
    private mutating func takeMore(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
      while true {
        let (more, n) = Self.eight(bytes, start + count, end)
        value = value &* wholePowers[n] &+ more
        count += n
        if n < 8 { return }
      }
    }

    /// Up to eight digits at `i`, and how many there are.
    @inline(__always)
    private static func eight(_ bytes: Span<UInt8>, _ i: Int, _ end: Int) -> (UInt64, Int) {
      // A digit becomes its value, any other byte ten or more.
      let word = bytes.eight(i, end) ^ 0x3030_3030_3030_3030
      // A carry can only spoil bytes behind the first that is no digit.
      let others = ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
      let count = others.trailingZeroBitCount >> 3
      // The digits move to the upper end, with zeros before them.
      var value = word << UInt64(64 - 8 * count)
      value = value &* 10 &+ (value >> 8)
      let hundreds = (value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
      let units = ((value >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
      return ((hundreds &+ units) >> 32, count)
    }
  }

  /// What `scan` gives, whatever it costs.
  @inline(never)
  private static func scanByLibrary(
    _ bytes: Span<UInt8>, _ start: Int, _ limit: Int, _ decimalMark: UInt8
  ) -> Scanned? {
    guard let end = form(bytes, start, limit, decimalMark) else { return nil }
    var text = ""
    text.reserveCapacity(end - start)
    for i in start..<end {
      text.unicodeScalars.append(Unicode.Scalar(bytes[i] == decimalMark ? point : bytes[i]))
    }
    guard let value = Float(text), value.isFinite else { return nil }
    return Scanned(value: value, end: end, isPlain: false)
  }

  /// Where the number at `start` ends; nil if what stands there has not the form of one.
  private static func form(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int, _ decimalMark: UInt8) -> Int? {
    func skipDigits(_ i: Int) -> Int {
      var i = i
      while i < limit, bytes[i] &- zero < 10 { i += 1 }
      return i
    }
    func skipSign(_ i: Int) -> Int { i < limit && (bytes[i] == minus || bytes[i] == plus) ? i + 1 : i }
    let whole = skipSign(start)
    var i = skipDigits(whole)
    var digits = i - whole
    if i < limit, bytes[i] == decimalMark {
      let fraction = i + 1
      i = skipDigits(fraction)
      digits += i - fraction
    }
    guard digits > 0 else { return nil }
    if i < limit, bytes[i] | 0x20 == e {
      let exponent = skipSign(i + 1)
      i = skipDigits(exponent)
      guard i > exponent else { return nil }
    }
    return i
  }

  private static let plus = UInt8(ascii: "+")
  private static let minus = UInt8(ascii: "-")
  private static let zero = UInt8(ascii: "0")
  private static let e = UInt8(ascii: "e")
}

extension Span where Element == UInt8 {
  /// The byte at `i`, which the caller has compared with the end.
  @inline(__always) func at(_ i: Int) -> UInt8 { unsafe self[unchecked: i] }

  /// The eight bytes from `i` on, the first of them lowest; those from `end` on, which is no further than the
  /// bytes reach, are 0xFF.
  @inline(__always) func eight(_ i: Int, _ end: Int) -> UInt64 {
    let left = end - i
    if left >= 8 { return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: i, as: UInt64.self) }
    var word = UInt64.max
    for k in 0..<max(left, 0) { word ^= UInt64(~at(i + k)) << UInt64(8 * k) }
    return word
  }
}

/// 10⁰ to 10¹⁹.
private let wholePowers: [20 of UInt64] = [
  1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
  100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
  10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]

/// 10⁰ to 10⁻¹⁹, each the nearest `Double`.
private let negativePowers: [20 of Double] = [
  1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16,
  1e-17, 1e-18, 1e-19,
]
