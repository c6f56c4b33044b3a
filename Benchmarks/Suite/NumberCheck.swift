import CKernels
import Foundation
import LinearAlgebra
import Tabular

/// Compares the numbers that are read with those of the C library's strtof, which rounds correctly.
///
/// Texts are drawn with a seed: numbers as tables have them, with 1 to 25 digits, with exponents; and the hard
/// cases: the middle between two neighbouring numbers, written exactly, and a little above and below it.
enum NumberCheck {
  static func run(_ count: Int) -> Bool {
    var random = RandomStream(seed: 1, stream: .split)
    var wrong = 0
    var foundTogether = 0
    var n = 0
    while n < count && wrong < 20 {
      let texts = (n..<min(n + 1000, count)).map { $0 % 64 == 0 ? hard(&random) : usual(&random) }
      let together = readTogether(texts)
      for (text, other) in zip(texts, together) {
        let read = Number.parse(text)
        let expected = strtof(String(decoding: text, as: UTF8.self), nil)
        if other != nil { foundTogether += 1 }
        if expected.isFinite ? read?.bitPattern == expected.bitPattern : read == nil,
          other == nil || other?.bitPattern == expected.bitPattern
        {
          continue
        }
        wrong += 1
        let told = [read, other].map { $0.map { "\($0)" } ?? "no number" }
        let word = String(decoding: text, as: UTF8.self)
        print("\(word): \(told[0]), among others \(told[1]), not \(expected)")
      }
      n += texts.count
    }
    print(
      "\(count) numbers, \(foundTogether) of them also read many at a time; \(wrong) otherwise than by strtof"
    )
    return wrong == 0
  }

  /// What the texts are by the loop that reads many at a time; nil where it leaves them to the other reader.
  private static func readTogether(_ texts: [[UInt8]]) -> [Float?] {
    var line = Array("beginning,".utf8)
    let start = Int32(line.count)
    let ends = texts.map { text in
      line += text + [UInt8(ascii: ",")]
      return Int32(line.count - 1)
    }
    line += [UInt8](repeating: 0, count: 16)
    var values = [Float](repeating: 0, count: texts.count)
    var kinds = [UInt8](repeating: 0, count: texts.count)
    read_numbers(line, start, ends, texts.count, Number.point, &values, &kinds)
    return zip(values, kinds).map { $1 & UInt8(FIELD_NUMBER.rawValue) == 0 ? nil : $0 }
  }

  private static func usual(_ random: inout RandomStream) -> [UInt8] {
    var text: [UInt8] = []
    if random.below(3) == 0 { text.append(UInt8(ascii: "-")) }
    let digits = random.below(4) == 0 ? 1 + random.below(25) : 1 + random.below(10)
    let point = random.below(3) == 0 ? -1 : random.below(digits)
    for k in 0..<digits {
      if k == point { text.append(UInt8(ascii: ".")) }
      text.append(UInt8(ascii: "0") + UInt8(random.below(10)))
    }
    if random.below(8) == 0 { text += Array("e\(random.below(90) - 50)".utf8) }
    return text
  }

  private static func hard(_ random: inout RandomStream) -> [UInt8] {
    let number = Float(bitPattern: random.next() & 0x7FFF_FFFF)
    guard number.isFinite, number.nextUp.isFinite else { return [UInt8(ascii: "0")] }
    let middle = (Double(number) + Double(number.nextUp)) / 2
    var text = Array(String(format: "%.120e", middle).utf8)
    guard let e = text.firstIndex(of: UInt8(ascii: "e")) else { return text }
    let exponent = text[e...]
    text = Array(text[..<e])
    while text.last == UInt8(ascii: "0") { text.removeLast() }
    switch random.below(4) {
    case 0: break
    case 1: text.append(UInt8(ascii: "1"))
    case 2:
      // A little below: the last digit, which is not zero, one less, and nines.
      text[text.count - 1] -= 1
      text += Array(repeating: UInt8(ascii: "9"), count: 1 + random.below(8))
    default: text = Array(text.prefix(8 + random.below(20)))
    }
    return text + exponent
  }
}
