import Diagnostics
import Tabular
import Testing

/// Columns of numbers with texts among them.
struct MixedColumnStatisticsTests {
  static func warnings(_ texts: [String], numbers: Int) throws -> [String] {
    let cells = (0..<numbers).map { "\($0).5" } + texts
    return try FeaturesTests.table("x\n" + cells.joined(separator: "\n") + "\n").warnings.map(\.description)
  }

  @Test("a column that texts make one of words is told, with the text that comes most often")
  func degraded() throws {
    let warnings = try Self.warnings(["none", "n,a", "n,a", "n,a"].map { "\"\($0)\"" }, numbers: 30)
    #expect(
      warnings == [
        "column 'x' holds numbers, but 4 of 34 rows hold text, so the column is read as text; 'n,a' occurs "
          + "3 times, first in f:33; use `missing` 'NA,NaN,null,N/A,#N/A,?,n\\,a' if it marks a missing value"
      ])
    #expect(try Self.warnings((0..<31).map { "w\($0)" }, numbers: 30) == [])
    #expect(try Self.warnings(["a", "b"], numbers: 20) == [])
  }

  @Test("of texts that come as often the first is told")
  func first() throws {
    let warnings = try Self.warnings(["none", "nil", "nil", "none"], numbers: 30)
    #expect(warnings.count == 1 && warnings[0].contains("'none' occurs 2 times, first in f:32"))
  }

  @Test("a column is mostly numbers where texts are in less than half of its rows")
  func half() throws {
    for (texts, isTold) in [(23, true), (24, false)] {
      #expect(try Self.warnings((0..<texts).map { "w\($0)" }, numbers: 24).isEmpty != isTold, "\(texts)")
    }
  }

  @Test("a text on the first line has its place")
  func firstLine() throws {
    var options = TableOptions()
    options.header = false
    let lines = ["none,1"] + (0..<30).map { "\($0),1" } + ["none,1", "none,1", "none,1"]
    let table = try FeaturesTests.table(lines.joined(separator: "\n") + "\n", options)
    #expect(
      table.warnings.count == 1 && table.warnings[0].description.contains("4 times, first in f:1"))
  }

  @Test("a column said to hold numbers that begins with a text is to be written in plain numbers")
  func forced() throws {
    var options = TableOptions()
    options.numeric = ["x"]
    let failure = #expect(throws: Failure.self) { try FeaturesTests.table("x,y\n880kg,1\n3kg,2\n", options) }
    #expect(
      failure?.message.description.contains("'880kg' is not a plain number; write plain numbers")
        == true)
    #expect(failure?.message.description.contains("`missing`") == false)
  }
}
