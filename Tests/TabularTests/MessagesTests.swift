import Tabular
import Testing

struct MessagesTests {
  @Test("a list ends with dots where there is more")
  func lists() {
    #expect(listed(["a", "b"], most: 2) == "'a', 'b'" && listed(["a", "b", "c"], most: 2) == "'a', 'b', …")
    #expect(listed(["a"], most: 2) == "'a'")
  }

  @Test("more than one is many, and digits stand in groups of three")
  func numbers() {
    #expect([0, 1, 2, 1000].map { counted($0, "row") } == ["0 rows", "1 row", "2 rows", "1,000 rows"])
    #expect(
      [5, 999, 1000, -1234, 1_234_567].map(grouped) == ["5", "999", "1,000", "-1,234", "1,234,567"])
  }

  @Test("a long word is cut behind forty letters")
  func words() {
    let forty = String(repeating: "é", count: 40)
    #expect(shortened(CellText(forty)) == forty && shortened(CellText(forty + "é")) == forty + "…")
  }

  @Test("of bytes that are no text forty are shown at most")
  func bytes() {
    #expect(shortened(CellText([UInt8](repeating: 0xFF, count: 39))).count == 39)
    #expect(shortened(CellText([UInt8](repeating: 0xFF, count: 5_000))).count == 41)
  }

  @Test("a word with a comma has a sign before it where several stand")
  func items() {
    #expect(asListItem("a,b\\c") == "a\\,b\\\\c" && asListItem("Bob's") == "Bob'\\''s")
  }
}
