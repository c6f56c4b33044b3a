/// Writes records of CSV (RFC 4180) into bytes: fields in quotes only where they must be, lines ended by LF.
package struct CSVWriter {
  /// What was written.
  package private(set) var bytes: [UInt8] = []
  private let delimiter: UInt8
  private var isAtStart = true

  package init(delimiter: UInt8 = UInt8(ascii: ",")) { self.delimiter = delimiter }

  package mutating func append(_ word: CellText) { append(word.bytes[...]) }

  package mutating func append(_ text: ArraySlice<UInt8>) {
    separate()
    let needsQuotes = text.contains {
      $0 == delimiter || $0 == quote || $0 == lineFeed || $0 == carriageReturn
    }
    if needsQuotes || text.first == space || text.last == space {
      bytes.append(quote)
      for byte in text {
        if byte == quote { bytes.append(quote) }
        bytes.append(byte)
      }
      bytes.append(quote)
    } else {
      bytes += text
    }
  }

  /// The shortest text that reads back as the same number.
  package mutating func append(_ number: Float) {
    separate()
    let text = number.description
    bytes += (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8
  }

  package mutating func endRecord() {
    bytes.append(lineFeed)
    isAtStart = true
  }

  private mutating func separate() {
    if !isAtStart { bytes.append(delimiter) }
    isAtStart = false
  }
}
