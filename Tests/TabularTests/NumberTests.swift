import LinearAlgebra
import Tabular
import Testing

struct NumberTests {
  @Test("numbers are read as the library reads them, correctly rounded")
  func random() {
    var random = Random(seed: 1, stream: .split)
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

  @Test("a decimal comma is one where the file has it")
  func comma() {
    #expect(Number.parse(Array("1,5".utf8), decimalMark: Number.comma) == 1.5)
  }
}
