import Diagnostics
import LinearAlgebra
import Parallel
import Testing

@testable import Tabular

/// No file takes more than it may, and what it is told names the option that allows for more.
struct TableLimitsTests {
  private func message(_ text: String, _ limits: TableLimits, header: Bool? = nil) -> [String] {
    var options = TableOptions()
    (options.limits, options.header, options.delimiter) = (limits, header, UInt8(ascii: ","))
    func said(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "nothing"
      } catch {
        return "\(error)"
      }
    }
    let source = { ByteStream(name: "f", bytes: Array(text.utf8)) }
    return [
      said { _ = try Table(reading: [source()], options: options) },
      said {
        var reader = try RowReader(source(), wanted: [], keep: nil, options: options)
        try reader.read(on: ThreadPool(threads: 1), work: { _ in }, handOver: { _, _, _ in })
      },
    ]
  }

  @Test("limits are those that the options' help tells")
  func usual() {
    let limits = TableLimits()
    #expect(limits.columns == 100_000 && limits.fieldBytes == 134_217_728)
    #expect(TableLimits.fieldBytesRange == 1_048_576...268_435_456)
  }

  @Test("a file of too many columns is refused at its first record")
  func columns() {
    var limits = TableLimits()
    limits.columns = 3
    #expect(message("a,b,c\n1,2,3\n", limits) == ["nothing", "nothing"])
    let says =
      "f:2: found 4 columns, and the maximum is 3; check the delimiter, or raise the limit with `max-columns`"
    #expect(message("\na,b,c,d\n1,2,3,4\n", limits) == [says, says])
    #expect(message("\n1,2,3,4\n", limits, header: false) == [says, says])
    let most = (1...100_000).map(String.init).joined(separator: ",")
    let more = message(most + ",more\n", TableLimits(), header: false)
    #expect(message(most + "\n", TableLimits(), header: false)[1] == "nothing")
    #expect(more.allSatisfy { $0.contains("found 100,001 columns, and the maximum is 100,000") }, "\(more)")
  }

  @Test("a first record that does not end is refused before it is in memory")
  func endless() {
    var limits = TableLimits()
    limits.columns = 1000
    let says = message(String(repeating: "a,", count: 200_000), limits)
    #expect(says.allSatisfy { $0.contains("or more columns, and the maximum is 1,000") }, "\(says)")
  }

  @Test("a record of many short fields is as long as it is, over several pieces")
  func shortFields() throws {
    var limits = TableLimits()
    limits.fieldBytes = 10
    let text = String(repeating: "12345,", count: 20) + "1\n"
    for pieceSize in [Int.max, 1, 7] {
      var reader = try CSVReader(
        ByteStream(name: "f", bytes: Array(text.utf8), pieceSize: pieceSize), limits: limits)
      #expect(try reader.next() && reader.fields.count == 21)
    }
  }

  @Test("a field that is too long is refused where it begins, quoted or not, in a short block or a long one")
  func fields() {
    var limits = TableLimits()
    limits.fieldBytes = 1000
    let (fits, long) = (String(repeating: "x", count: 990), String(repeating: "x", count: 1001))
    #expect(message("a,b\n1,\(fits)\n", limits) == ["nothing", "nothing"])
    let says =
      "f:3: column 2: a field longer than 0 MB begins here; check for an unclosed quote or a wrong delimiter, "
      + "or raise the limit with `max-field`"
    for field in [long, "\"\(long)\"", "\"a\n\(long)\""] {
      #expect(message("a,b\n1,2\n3,\(field)\n", limits) == [says, says])
      #expect(
        message("a,b\n1,2\n3,\(field)\n" + String(repeating: "5,6\n", count: 900), limits) == [says, says])
    }
  }

  @Test("a record of many fields that is too long is refused")
  func records() {
    var limits = TableLimits()
    limits.fieldBytes = 100_000
    let row = { (cell: String) in Array(repeating: cell, count: 100).joined(separator: ",") + "\n" }
    let says = message(row("a") + row("1") + row(String(repeating: "x", count: 50_000)), limits)
    #expect(says.allSatisfy { $0.hasPrefix("f:3: a record longer than") }, "\(says)")
  }

  @Test("a table that takes more memory than there is is refused, and rows that are forgotten are not")
  func memory() {
    var limits = TableLimits()
    limits.memory = 70_000
    let text = "a,b\n" + (0..<10_000).map { "\($0),2\n" }.joined()
    let says = message(text, limits)
    #expect(
      says[0].hasSuffix(
        "exceeds the 0 MB of available memory; leave out columns with `ignore`, or use fewer rows"), "\(says)"
    )
    #expect(says[1] == "nothing")
    // Of different words each takes its bytes.
    let padding = String(repeating: "x", count: 100)
    let words = message("a,b\n" + (0..<1_000).map { "\($0)\(padding),2\n" }.joined(), limits)
    #expect(
      words[0].contains(": the table up to this line exceeds the 0 MB of available memory")
        && words[1] == "nothing")
  }

  @Test("as many words of a column are told apart, and classes taken, as the user allows for")
  func categories() throws {
    let rows = (0..<90).map { "w\($0 % 30),c\($0 % 30)" }
    let table = try Table(
      reading: [ByteStream(name: "f", bytes: Array(("w,y\n" + rows.joined(separator: "\n") + "\n").utf8))])
    let fit = try Features.fit(
      table, rows: Array(0..<90), excluding: [1], NumericEncodingOptions(.standard), maximumCategories: 10)
    #expect(fit.features.width == 11)
    #expect(
      fit.warnings.map(\.description) == [
        "column 'w': only the 10 most frequent of 30 categories are distinguished; use `max-categories` to raise the limit"
      ])
    let enough = try Features.fit(
      table, rows: Array(0..<90), excluding: [1], NumericEncodingOptions(.standard), maximumCategories: 30)
    #expect(enough.warnings == [] && enough.features.width == 31)
    let columns = [table.columns[1]]
    let failure = #expect(throws: Failure.self) {
      try Target.fit(columns, task: .auto, rows: Array(0..<90), maximumClasses: 29)
    }
    #expect(
      failure?.message.description.contains("30 distinct values, more than the maximum of 29 classes") == true
    )
    #expect(failure?.message.description.hasSuffix("if they are classes, use `max-categories` 30") == true)
    #expect(try Target.fit(columns, task: .auto, rows: Array(0..<90), maximumClasses: 30).columns == ["y"])
  }
}
