import LinearAlgebra
import Testing

@testable import Tabular

/// What is read many at a time is what is read one by one.
struct FieldScannerTests {
  static let odd = [
    "", "-", "+", ".", "-.", "5.", "+.5", "-0", "00", "01", "1e5", "--1", "1-", "1.2.3", "1 ", " 1", "abc",
    "1x",
    "x1", "1.x", "\"1\"", "12345678", "123456789", "1234567.12345678", "-123456.12345678", "-1234567.5",
    "1.123456789", "16777217", "9999999", "-9999999", "+9999999", "0.00000001", "é", "1/2", "1:2",
  ]

  static func field(_ random: inout RandomStream) -> String {
    if random.below(4) == 0 { return odd[random.below(odd.count)] }
    let sign = ["", "", "-", "+"][random.below(4)]
    let whole = (0..<random.below(9)).map { _ in String(random.below(10)) }.joined()
    let rest = (0..<random.below(10)).map { _ in String(random.below(10)) }.joined()
    return sign + whole + (random.below(3) == 0 ? "" : "." + rest)
  }

  @Test("fields end where they end, and those said to be numbers are those numbers", arguments: 1...20)
  func random(_ seed: Int) {
    var random = RandomStream(seed: UInt64(seed), stream: .split)
    let comma = seed % 2 == 0
    let (delimiter, mark) = comma ? (UInt8(ascii: ";"), Number.comma) : (UInt8(ascii: ","), Number.point)
    var text: [UInt8] = []
    var expected: [(range: Range<Int>, endsLine: Bool)] = []
    for _ in 0..<3000 {
      let field = Self.field(&random).utf8.map { comma && $0 == Number.point ? Number.comma : $0 }
      let endsLine = random.below(5) == 0
      expected.append((text.count..<text.count + field.count, endsLine))
      text += field + (endsLine ? (random.below(2) == 0 ? [13, 10] : [10]) : [delimiter])
    }
    let bytes = text + [UInt8](repeating: 0, count: 16)
    var fields = FieldScanner(delimiter: delimiter, decimalMark: mark, end: text.count)
    var found = 0
    for (n, (range, endsLine)) in expected.enumerated() {
      let isThere = fields.align(to: range.lowerBound, need: 1, in: bytes.span)
      #expect(isThere)
      guard isThere else { return }
      let kind = FieldScanner.FieldFlags(rawValue: fields.kinds[fields.next])
      let end = Int(fields.ends[fields.next])
      #expect(end - range.upperBound == (endsLine && bytes[range.upperBound] == 13 ? 1 : 0))
      #expect(kind.contains(.endsLine) == endsLine)
      let number = Number.read(bytes.span, range.lowerBound, range.upperBound, decimalMark: mark)
      let what = "field \(n), \(String(decoding: bytes[range], as: UTF8.self))"
      if kind.contains(.number) {
        found += 1
        #expect(fields.values[fields.next].bitPattern == number?.value.bitPattern, "\(what)")
        #expect(kind.contains(.plain) == number?.isPlain, "\(what)")
      } else {
        #expect(!kind.contains(.plain), "\(what)")
        #expect(number.map { !$0.isPlain } ?? true || range.lowerBound < 8, "\(what)")
      }
      fields.next += 1
    }
    #expect(found > 1000)
  }
}
