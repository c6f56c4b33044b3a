import Tabular
import Testing

/// RFC 4180.
struct CSVWriterTests {
  @Test("a field is in quotes where it must be, and reads back as it was")
  func quotes() throws {
    for (field, written) in [
      ("a", "a"), ("", ""), ("a b", "a b"), (" a", "\" a\""), ("a ", "\"a \""), (" ", "\" \""),
      ("a,b", "\"a,b\""),
      ("a;b", "a;b"), ("say \"a\"", "\"say \"\"a\"\"\""), ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""),
    ] {
      var writer = CSVWriter()
      writer.append(CellText(Array(field.utf8)))
      writer.append(CellText(Array("x".utf8)))
      writer.endRecord()
      #expect(String(decoding: writer.bytes, as: UTF8.self) == written + ",x\n")
      var reader = try CSVReader(ByteStream(name: "f", bytes: writer.bytes), delimiter: UInt8(ascii: ","))
      #expect(try reader.next())
      let read = reader.fields[0]
      #expect(Array(reader.bytes[read.start..<read.end]) == Array(field.utf8))
    }
  }

  @Test("numbers are the shortest text that reads back, whole ones without a point")
  func numbers() {
    var writer = CSVWriter(delimiter: UInt8(ascii: ";"))
    for number in [1, -2.5, 0.1, 1e20, 1e-5, 16_777_216] as [Float] { writer.append(number) }
    writer.endRecord()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "1;-2.5;0.1;1e+20;1e-05;16777216\n")
  }
}
