import Diagnostics
import Testing

struct PrintableTests {
  @Test("what would command a terminal is shown instead")
  func printables() {
    #expect(printable("a\u{1B}[31mb\r\nc\td") == #"a\u{1B}[31mb\r\nc\td"#)
    #expect(printable("\u{9B}1m\u{202E}x\u{2028}") == #"\u{009B}1m\u{202E}x\u{2028}"#)
    #expect(printable("Größe 'x\\y' 日本 👩‍🔬") == "Größe 'x\\y' 日本 👩‍🔬")
  }
}
