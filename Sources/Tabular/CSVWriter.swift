/// Writes records of CSV (RFC 4180) into bytes: fields in quotes only where they must be, lines ended by LF.
package struct CSVWriter {
  /// What was written and not yet taken.
  package private(set) var bytes: [UInt8] = []
  private let delimiter: UInt8
  private var isAtStart = true

  package init(delimiter: UInt8 = UInt8(ascii: ",")) { self.delimiter = delimiter }

  package mutating func append(_ word: Word) {
    separate()
    let needsQuotes = word.bytes.contains { $0 == delimiter || $0 == 34 || $0 == 10 || $0 == 13 }
    if needsQuotes || word.bytes.first == 32 || word.bytes.last == 32 {
      bytes.append(34)
      for byte in word.bytes {
        if byte == 34 { bytes.append(34) }
        bytes.append(byte)
      }
      bytes.append(34)
    } else {
      bytes += word.bytes
    }
  }

  /// The shortest text that reads back as the same number.
  package mutating func append(_ number: Float) {
    separate()
    let text = number.description
    bytes += (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8
  }

  package mutating func endRecord() {
    bytes.append(10)
    isAtStart = true
  }

  /// Gives away what was written.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private mutating func separate() {
    if !isAtStart { bytes.append(delimiter) }
    isAtStart = false
  }
}
