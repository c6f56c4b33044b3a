import LinearAlgebra
import Testing

@testable import Tabular

struct NumberTests {
  @Test("numbers are read as the library reads them, correctly rounded")
  func random() {
    var random = RandomStream(seed: 1, stream: .split)
    for _ in 0..<100_000 {
      let digits = (0..<1 + random.below(20)).map { _ in String(random.below(10)) }.joined()
      let point = random.below(digits.count + 1)
      var text = digits.prefix(point) + "." + digits.dropFirst(point)
      if random.below(3) == 0 { text += "e\(random.below(60) - 35)" }
      if random.below(2) == 0 { text = "-" + text }
      let expected = Float(String(text)).flatMap { $0.isFinite ? $0 : nil }
      #expect(Number.parse(Array(text.utf8)) == expected, "\(text)")
    }
  }

  @Test("halfway between two floats, the even one is taken; a digit more decides")
  func halfway() {
    for (text, value) in [
      ("16777217", 16_777_216), ("16777219", 16_777_220), ("16777217.0000000000000000001", 16_777_218),
      ("1.00000005960464477539062500000000000001", 1.0000001), ("1.000000059604644775390625", 1),
      ("1e-46", 0), ("3.4028235e38", .greatestFiniteMagnitude),
    ] as [(String, Float)] {
      #expect(Number.parse(Array(text.utf8)) == value, "\(text)")
    }
  }

  /// Numbers so near to the middle between two floats that a product in double precision falls on the wrong side, or on
  /// the middle; the nearest by exact fractions.
  @Test("next to the middle between two floats, the nearest is taken")
  func nearHalfway() {
    for (text, value) in [
      ("42.38137626647949", 42.38137435913086), ("641568.78125000001", 641568.8125),
      ("0.199913956224918365", 0.19991394877433777), ("0.09667481109499931", 0.09667480736970901),
      ("66.889957427978516", 66.88996124267578), ("5.748430967330932", 5.7484307289123535),
      ("10611.7055664062501", 10611.7060546875), ("231660.320312500001", 231660.328125),
      ("0.031469171866774559", 0.03146917000412941), ("111220.628906250001", 111220.6328125),
      ("1282226.0625000001", 1282226.125), ("66.88995742797852", 66.88996124267578),
      ("0.19991395622491837", 0.19991396367549896), ("15956.07958984375", 15956.080078125),
      ("10.340457439422607", Float(bitPattern: 0x4125_7283)),
    ] as [(String, Float)] {
      #expect(Number.parse(Array(text.utf8)) == value, "\(text)")
      #expect(Number.parse(Array(("-" + text).utf8)) == -value, "\(text)")
    }
  }

  @Test("a number ends where it is said to end, whatever is behind it")
  func ends() {
    for (text, end, value) in [
      ("1234567895", 9, 123_456_789), ("0.1234567895", 11, 0.123_456_789), ("1.25", 1, 1),
      ("12345678.5", 8, 12_345_678),
      ("1e55", 3, 1e5), ("-1234567890123", 12, -12_345_678_901), ("123456789.5", 10, 123_456_789),
      ("15", 1, 1),
    ] as [(String, Int, Float)] {
      let bytes = Array(text.utf8)
      #expect(Number.read(bytes.span, 0, end, decimalMark: Number.point)?.value == value, "\(text)")
    }
  }

  @Test("forms that are numbers", arguments: ["1e5", "1E+05", ".5", "5.", "+1", "-0", "1e-40"])
  func accepted(_ text: String) {
    #expect(Number.parse(Array(text.utf8)) != nil)
  }

  @Test(
    "forms that are none",
    arguments: ["", " ", "1_000", "0x10", "inf", "nan", "1e999", "1e", ".", "-", "1,5", "1 2", "--1"])
  func refused(_ text: String) {
    #expect(Number.parse(Array(text.utf8)) == nil)
  }

  @Test("signs, many digits and exponents are read together")
  func values() {
    for (text, value) in [
      ("+1", 1), ("+1.5", 1.5), ("-1.5", -1.5), ("+12345678.5", 12_345_678.5),
      ("-12345678.25e1", -123_456_782.5),
      ("+.5", 0.5), ("-.5", -0.5), ("5.", 5), ("-5.", -5), ("1E+05", 100_000), ("1e-2", 0.01),
      ("0.00000001", 1e-8), ("0.123456789", 0.123_456_789),
      ("-1.123456789", -1.123_456_789), ("12345678.123456789", 12_345_678.123_456_789),
      ("12345678", 12_345_678), ("123456789012", 123_456_789_012),
      ("0.123456789012345", 0.123_456_789_012_345),
    ] as [(String, Float)] {
      #expect(Number.parse(Array(text.utf8)) == value, "\(text)")
    }
    for text in [
      "12345678:5", "123456789:", "0.123456789:", "0.123456789/", "1:5", "1/5", "1e1:", "1e:", "1e+", "+-1",
      "1e1.5",
      "12345678x", "1.5x", "1.2.3", "123456789.1.2", "e5", ".e5", "+", "+.",
    ] {
      #expect(Number.parse(Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test("a number is told by its value where it is written as everyone writes it")
  func plain() {
    for (text, isPlain) in [
      ("0", true), ("-0", false), ("7", true), ("-12", true), ("007", false), ("00", false),
      ("1234567", true),
      ("12345678", false), ("+5", false), ("1.0", false), ("1e2", false), ("-1234567", true), ("-01", false),
    ] {
      let bytes = Array(text.utf8)
      let written = Number.read(bytes.span, 0, bytes.count, decimalMark: Number.point)
      #expect(written?.isPlain == isPlain, "\(text)")
    }
  }

  @Test("what begins as a number goes on to a space, a quote, a delimiter or the end")
  func extent() {
    for (text, end) in [
      ("12.5,3", 4), ("12\"", 2), ("1 2", 1), ("1\n", 1), ("12", 2), (",1", 0), ("1e5;2", 5),
    ] {
      let bytes = Array(text.utf8)
      #expect(bytes.span.number(from: 0, delimiter: UInt8(ascii: ",")) == 0..<end, "\(text)")
    }
  }

  @Test("eight bytes are those that there are, and zeros", arguments: 0...10)
  func eight(_ count: Int) {
    let bytes = (0..<count).map { UInt8($0 + 1) }
    for i in 0...count {
      let following = (0..<8).reduce(UInt64(0)) {
        $0 | UInt64(i + $1 < count ? bytes[i + $1] : 0) << UInt64(8 * $1)
      }
      #expect(bytes.span.eight(from: i) == following)
      let preceding = (0..<8).reduce(UInt64(0)) {
        $0 | UInt64(i - 8 + $1 >= 0 ? bytes[i - 8 + $1] : 0) << UInt64(8 * $1)
      }
      #expect(bytes.span.eight(before: i) == preceding)
    }
  }

  @Test(
    "bytes are counted wherever they stand",
    arguments: [0, 1, 15, 16, 17, 31, 32, 100, 4079, 4080, 4081, 9000])
  func count(_ length: Int) {
    let bytes = (0..<length).map { UInt8($0 % 7 < 3 ? 10 : $0 % 251) }
    for end in [0, length / 2, max(0, length - 1), length] {
      for byte in [UInt8(10), 1] {
        #expect(bytes.span.count(of: byte, to: end) == bytes[..<end].count { $0 == byte })
      }
    }
    let equal = [UInt8](repeating: 10, count: length)
    #expect(equal.span.count(of: 10, to: length) == length)
  }

  @Test("a decimal comma is one where the file has it")
  func comma() {
    #expect(Number.parse(Array("1,5".utf8), decimalMark: Number.comma) == 1.5)
  }
}
