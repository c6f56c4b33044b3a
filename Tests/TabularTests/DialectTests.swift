import Diagnostics
import Testing

@testable import Tabular

struct DialectTests {
  static func dialect(_ text: String, pieceSize: Int = .max) throws -> Dialect {
    try CSVReader(ByteStream(name: "f", bytes: Array(text.utf8), pieceSize: pieceSize)).dialect
  }

  @Test("the decimal mark is that of more columns")
  func decimalMark() throws {
    for (text, mark) in [
      ("a;b\n1,5;2\n2,5;1.2\n", 44), ("a;version\n1,5;1.2\n2,5;1.3\n", 44),
      ("a;b;version\n1,5;0,1;1.2\n2,5;0,2;1.3\n", 44), ("a;b;c\n1,5;0.1;1.2\n2,5;0.2;1.3\n", 46),
      ("a;b\n1;2\n", 46), ("a\tb\n1\t2\n", 46), ("a\tb\n1,234\t1.2\n2,345\t1.3\n", 46),
      ("a\tb\n1,5\t2\n2,5\t3\n", 44),
      ("a,b\n\"1,5\",2\n\"2,5\",3\n", 46),
    ] as [(String, UInt8)] {
      #expect(try Self.dialect(text).decimalMark == mark, "\(text)")
    }
    #expect(try Self.dialect("a;b\n1,5;2\n").description == "delimiter ';', decimal comma, a header")
    #expect(
      try Self.dialect("1,5;2,5\n3,5;4,5\n").description == "delimiter ';', decimal comma, no header")
    #expect(try Self.dialect("1\t2\n1.5\t2\n").description == "delimiter tab, decimal point, no header")
  }

  /// The comma stands behind 64 KB, from which alone the dialect is guessed.
  @Test("the dialect does not depend on how the bytes come", arguments: [1000, 65_536, 65_537, 1 << 20])
  func sample(_ pieceSize: Int) throws {
    let text = "a;b\n" + String(repeating: "1;2\n", count: 20_000) + "1,5;2\n"
    #expect(try Self.dialect(text, pieceSize: pieceSize) == Self.dialect(text))
    let bytes = Array(text.utf8)
    #expect(
      try TableReaderTests.read(bytes, pieceSize: pieceSize, threads: 2) == TableReaderTests.read(bytes))
  }

  @Test("names above numbers are a header, unless more numbers stand above numbers")
  func header() throws {
    for (text, hasHeader) in [
      ("x,1,2\n3,4,5\n6,7,8\n", false), ("x,y,2\n3,4,5\n6,7,8\n", true), ("x,1\n3,4\n", true),
      ("1,2\n3,4\n", false), ("a,b\nc,d\n", true), ("a,1\nb,2\n", false), ("NA,1\n2,3\n", false),
      ("x,1\nNA,3\n", false), ("1\n", false), ("a\n", true),
    ] {
      #expect(try Self.dialect(text).hasHeader == hasHeader, "\(text)")
    }
  }

  @Test("two fields in most records are likelier than one in all")
  func fields() throws {
    for (text, delimiter) in [
      ("a;b\n1;2\n3;4;5\n6;7\n", ";"), ("a,b\n1,2\n3\n4,5\n", ","), ("a b\n1 2\n", ","),
      ("a\tb\n1;x\t2\n3\t4\n", "\t"),
    ] {
      #expect(try Self.dialect(text).delimiter == delimiter.utf8.first, "\(text)")
    }
  }

  @Test("a delimiter that leaves a quote open is none")
  func openQuote() throws {
    #expect(Dialect.detect(sample: Array("a;\"b\n1;2\n".utf8), isWhole: true).delimiter == UInt8(ascii: ","))
  }

  @Test("a number with the other decimal mark is told as such")
  func otherMark() throws {
    let points = (0..<30).map { "\($0).5;\($0)" }.joined(separator: "\n")
    for (text, says) in [
      ("a;b\n\(points)\n0,5;1\n", "f:32: column 'a': '0,5' is not a number; it has a decimal comma"),
      (
        "a;b\n\(points.replacing(".", with: ","))\n0.5;1\n",
        "f:32: column 'a': '0.5' is not a number; it has a decimal point"
      ),
    ] {
      let failure = #expect(throws: Failure.self) { try TableReaderTests.read(Array(text.utf8)) }
      #expect(failure?.message.description.hasPrefix(says) == true, "\(failure?.message.description ?? "")")
    }
  }
}
