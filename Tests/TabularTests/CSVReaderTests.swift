import Diagnostics
import Testing

@testable import Tabular

/// What the reader makes of files as the real world writes them.
///
/// Each case is read whole, byte by byte and in pieces of seven bytes.
struct CSVReaderTests {
  static let cases: [(name: String, text: String, records: [[String]])] = [
    ("plain", "a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("no newline at the end", "a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("CRLF", "a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("CR", "a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("mixed ends of lines", "a,b\n1,2\r\n3,4\r5,6", [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]),
    ("byte order mark", "\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("blank lines", "\na,b\n\n\n1,2\n\n", [["a", "b"], ["1", "2"]]),
    ("lines of spaces", "a,b\n   \n1,2\n  ", [["a", "b"], ["1", "2"]]),
    ("quotes", "a,b\n\"1\",\"2\"\n", [["a", "b"], ["1", "2"]]),
    ("delimiter in quotes", "a,b\n\"1,5\",2\n", [["a", "b"], ["1,5", "2"]]),
    ("newline in quotes", "a,b\n\"1\n5\",2\n", [["a", "b"], ["1\n5", "2"]]),
    ("CRLF in quotes", "a,b\n\"1\r\n5\",2\n", [["a", "b"], ["1\r\n5", "2"]]),
    ("quotes in quotes", "a,b\n\"say \"\"hi\"\"\",2\n", [["a", "b"], ["say \"hi\"", "2"]]),
    ("only quotes", "a,b\n\"\"\"\",2\n", [["a", "b"], ["\"", "2"]]),
    ("an empty field in quotes", "a,b\n\"\",2\n", [["a", "b"], ["", "2"]]),
    ("a quote within a field", "a,b\n5\" disk,2\n", [["a", "b"], ["5\" disk", "2"]]),
    ("spaces around fields", "a , b\n 1 ,\t2 \n", [["a", "b"], ["1", "2"]]),
    ("spaces within quotes", "a,b\n\" 1 \",2\n", [["a", "b"], [" 1 ", "2"]]),
    ("empty fields", "a,b\n,\n1,\n", [["a", "b"], ["", ""], ["1", ""]]),
    ("UTF-8", "ä,b\nß,日本\n", [["ä", "b"], ["ß", "日本"]]),
    ("one column", "a\n1\n2\n", [["a"], ["1"], ["2"]]),
    ("one row", "1,2,3\n", [["1", "2", "3"]]),
  ]

  static func read(_ text: String, pieceSize: Int = .max) throws -> [[String]] {
    var reader = try CSVReader(
      ByteStream(name: "f", bytes: Array(text.utf8), pieceSize: pieceSize), delimiter: 44)
    var records: [[String]] = []
    while try reader.next() {
      records.append(reader.fields.map { String(decoding: reader.bytes[$0.start..<$0.end], as: UTF8.self) })
    }
    return records
  }

  @Test("fields are what the file means, however its bytes come", arguments: [Int.max, 1, 7])
  func fields(_ pieceSize: Int) throws {
    for (name, text, records) in Self.cases {
      #expect(try Self.read(text, pieceSize: pieceSize) == records, "\(name)")
    }
  }

  @Test("what is no table is refused with its line", arguments: [Int.max, 1, 7])
  func refused(_ pieceSize: Int) {
    for (text, says) in [
      ("a,b\n1,\"2\n3,4\n", ":2: the quote"), ("a,b\n\"1\n2\",3\n4,\"5", ":4: the quote"),
      ("a,b\n1,\0\n", ":2: found a NUL byte"), ("a,b\n\"x\ry\",1\n\"2\n", ":4: the quote"),
      ("a,b\n\"x\ty\",1\n\"2\n", ":3: the quote"), ("a,b\n\"x\r\ny\",1\n\"2\n", ":4: the quote"),
    ] {
      let failure = #expect(throws: Failure.self) { try Self.read(text, pieceSize: pieceSize) }
      #expect(
        failure?.kind == .data && failure?.message.description.contains(says) == true,
        "\(failure?.message.description ?? "")")
    }
    let utf16: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x2C, 0]
    #expect(throws: Failure.self) { try CSVReader(ByteStream(name: "f", bytes: utf16, pieceSize: pieceSize)) }
  }

  @Test("64 KB are read to guess the dialect from, however they come", arguments: [Int.max, 1000, 65_535])
  func opening(_ pieceSize: Int) throws {
    for (count, isWhole) in [(70_000, false), (65_535, true), (3, true), (0, true)] {
      let bytes = [UInt8](repeating: UInt8(ascii: "1"), count: count)
      let opening = try FileSample(ByteStream(name: "f", bytes: bytes, pieceSize: pieceSize))
      #expect(opening.bytes.count == min(count, 65_536) && opening.isWhole == isWhole)
    }
  }

  @Test(
    "UTF-16 and UTF-32 are told by their first bytes",
    arguments: [
      [0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], [0xFF, 0xFE, 0, 0],
      [0x61, 0, 0x2C, 0], [0, 0x61, 0, 0x2C],
    ] as [[UInt8]])
  func wide(_ bytes: [UInt8]) {
    let failure = #expect(throws: Failure.self) { try FileSample(ByteStream(name: "f", bytes: bytes)) }
    #expect(failure?.message.description.contains("UTF-16") == true, "\(failure?.message.description ?? "")")
  }

  @Test(
    "the delimiter and the header are found",
    arguments: [
      ("a;b\n1,5;2\n2,5;3\n", 59, true, 44), ("a\tb\n1\t2\n", 9, true, 46), ("a|b\n1|2\n", 124, true, 46),
      ("1,2\n3,4\n", 44, false, 46), ("name\nx\ny\n", 44, true, 46),
      ("5.1,3.5,setosa\n4.9,3.0,setosa\n", 44, false, 46),
    ] as [(String, UInt8, Bool, UInt8)])
  func dialects(_ text: String, _ delimiter: UInt8, _ header: Bool, _ mark: UInt8) throws {
    let reader = try CSVReader(ByteStream(name: "f", bytes: Array(text.utf8)))
    #expect(reader.dialect == Dialect(delimiter: delimiter, hasHeader: header, decimalMark: mark))
  }
}
