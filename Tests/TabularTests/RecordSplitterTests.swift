import Testing

@testable import Tabular

struct RecordSplitterTests {
  @Test("a record may be as long as the limit, and one byte more is too long")
  func limit() throws {
    for (length, isCutOff) in [((1 << 16), false), (1 << 20, true)] {
      let bytes = [UInt8](repeating: 97, count: length) + [10]
      var blocks = RecordSplitter(
        ByteStream(name: "f", bytes: bytes), opening: [], delimiter: 44, columns: 1, recordLimit: 1 << 16)
      let block = try #require(try blocks.next())
      #expect(block.isCutOff == isCutOff && (isCutOff || block.count == length + 1))
    }
  }

  @Test(
    "a block ends with its last whole record, whatever quotes it holds",
    arguments: [
      ("a,b\nc", 4), ("a\nb\n", 4), ("a", nil), ("", nil), ("a\r\nb", 3), ("a\rb\rc", 4), ("a\r", nil),
      ("a\n\"b\n", 2), ("a\n\"b\n\"\n", 7), ("a\n \"b\n\"\nc", 8), ("a\"x\n\"b\n", 4), ("\"b\nc\"\nd", 6),
      ("a,\"b\"\"\nc\"\nd", 10), ("a,\"b\"", nil), ("a\n\"\"\n", 5), ("a\r\"b\rc\"\rd", 8),
    ] as [(String, Int?)])
  func endOfRecords(_ text: String, _ end: Int?) {
    let bytes = Array(text.utf8)
    #expect(endOfLastRecord(bytes.span, bytes.count, delimiter: UInt8(ascii: ",")) == end)
  }
}
