import Diagnostics
import LinearAlgebra
import Parallel
import Testing

@testable import Tabular

/// Numbers as people write them in tables.
struct NumberFormatTests {
  /// The numbers of the only column of a file; nil where it is one of words.
  static func numbers(_ cells: [String], delimiter: String = ",", pieceSize: Int = .max) throws -> [Float]? {
    let text = "x\(delimiter)y\n" + cells.map { "\"\($0)\"\(delimiter)1\n" }.joined()
    let table = try Table(
      reading: [ByteStream(name: "f", bytes: Array(text.utf8), pieceSize: pieceSize)],
      on: ThreadPool(threads: 2))
    return table.columns[0].numbers
  }

  static let columns: [(cells: [String], numbers: [Float])] = [
    (["1,234,567.5", "12", "-1,000"], [1_234_567.5, 12, -1000]),
    (["123,456", "12,345.5", "1,000"], [123_456, 12_345.5, 1000]),
    (["1.234.567,5", "12", "-1.000"], [1_234_567.5, 12, -1000]),
    (["1 234 567", "12,5"], [1_234_567, 12.5]),
    (["1\u{A0}234,5", "1\u{202F}234,5", "1\u{2009}234,5"], [1234.5, 1234.5, 1234.5]),
    (["1'234.50", "1’234.50"], [1234.5, 1234.5]),
    (["12.5%", "3 %", "-0.5%"], [12.5, 3, -0.5]),
    (["12,5 %", "3\u{A0}%"], [12.5, 3]),
    (["$1,200", "-$5", "$-5", "7", "$.5"], [1200, -5, -5, 7, 0.5]),
    (["1.200,00 €", "€ 5", "-3 €"], [1200, 5, -3]),
    (["£1,200.75", "£3"], [1200.75, 3]), (["¥1,200", "¥35"], [1200, 35]),
    (["USD 1,200", "35 USD"], [1200, 35]), (["R$ 1.200,50", "R$ 3,10"], [1200.5, 3.1]),
    (["1 200 kr", "35 kr"], [1200, 35]),
    (["(1,200)", "35", "(3.5)"], [-1200, 35, -3.5]), (["($1,200)", "$35"], [-1200, 35]),
    (["−1,200", "+35"], [-1200, 35]),
    (["$1e3", "$2.5"], [1000, 2.5]), (["$5.", "$6"], [5, 6]), (["$1.5e3", "$2E1"], [1500, 20]),
  ]

  @Test("a column is numbers where all of its cells are, in one way of writing", arguments: columns)
  func reads(_ cells: [String], _ numbers: [Float]) throws {
    #expect(try Self.numbers(cells) == numbers)
  }

  @Test(
    "a column of several ways of writing, or of something else, is words",
    arguments: [
      ["1,234.5", "1.234,5"], ["$5", "€5"], ["12%", "0.5"], ["1,23,4.5", "7"], [",234.5", "7"],
      ["1234,567.5", "7"], ["1,2345", "1.5"],
      ["()", "$"],
      ["1-5", "6-9"], ["(1", "2)"], ["-(1)", "$3"], ["10kg", "5kg"], ["192.168.1.1", "10.0.0.12"],
      ["2024-01-05", "2024-02-05"], ["1:30", "2:45"], ["$$5", "$6"], ["5$5", "$6"], ["$1,000,000e3", "$2"],
      ["$1.2.3", "$2"], ["$1.5.", "$2"], ["1,,000", "$2"],
    ])
  func refuses(_ cells: [String]) throws {
    #expect(try Self.numbers(cells) == nil)
  }

  @Test("1,234 is a thousand or a fraction as the other cells say, and where they say nothing, a thousand")
  func ambiguous() throws {
    #expect(try Self.numbers(["1,234", "5,678"]) == [1234, 5678])
    #expect(try Self.numbers(["1,234", "5,6"]) == [1.234, 5.6])
    #expect(try Self.numbers(["1,234", "5,678.5"]) == [1234, 5678.5])
    #expect(try Self.numbers(["1.234", "5.678"]) == [1.234, 5.678])
    #expect(try Self.numbers(["1.234", "5.678.901"]) == [1234, 5_678_901])
    // A file whose numbers have decimal commas.
    #expect(try Self.numbers(["1.234", "5.678", "0,5"], delimiter: ";") == [1234, 5678, 0.5])
  }

  @Test("thousands that come after 1,000 plain numbers are numbers, and a text is an error with its line")
  func late() throws {
    let plain = (0..<1500).map { "\(Float($0) / 8)" }
    let values = plain.compactMap { Float($0) }
    for pieceSize in [Int.max, 100, 3000] {
      #expect(
        try Self.numbers(plain + ["1,234.5", "2,500", "1,234.5"], pieceSize: pieceSize)
          == values + [1234.5, 2500, 1234.5])
      let failure = #expect(throws: Failure.self) {
        try Self.numbers(plain + ["1,234.5", "12%"], pieceSize: pieceSize)
      }
      #expect(
        failure?.message.description.hasPrefix(
          "f:1503: column 'x': '12%' is not a number (after 1,501 numbers)")
          == true,
        "\(failure?.message.description ?? "")")
    }
  }

  @Test("a few texts among many numbers are mistakes, however the numbers are written")
  func mistakes() throws {
    let cells = (0..<60).map { "$\($0 + 1),500" }
    let failure = #expect(throws: Failure.self) { try Self.numbers(cells + ["ask us", "$7"]) }
    #expect(
      failure?.message.description.hasPrefix(
        "f:62: column 'x': 'ask us' is not a number (after 60 numbers)") == true,
      "\(failure?.message.description ?? "")")
  }

  @Test("a notation that reads no more cells than the plain one is none")
  func noBetter() {
    var vocabulary = Vocabulary()
    for word in ["1", "2.5", "x"] { _ = vocabulary.add(Array(word.utf8).span, 0..<word.utf8.count) }
    let found = NumberFormat.ofMost(vocabulary, counts: [1, 1, 1], decimalMark: Number.point)
    #expect(found.notation == nil && found.numbers.prefix(2) == [1, 2.5])
    var one = Vocabulary()
    _ = one.add(Array("$5".utf8).span, 0..<2)
    #expect(NumberFormat.ofMost(one, counts: [1], decimalMark: Number.point).numbers == [5])
    // Of which only half look like numbers are words.
    _ = one.add(Array("x".utf8).span, 0..<1)
    #expect(NumberFormat.ofMost(one, counts: [9, 1], decimalMark: Number.point).notation == nil)
  }

  /// The message of a column of per cent, in which these cells come first.
  private func perCent(_ cells: [String], _ options: TableOptions = TableOptions(), pieceSize: Int) -> String
  {
    let text = "x,y\n" + (cells + (0..<60).map { "\($0)%" }).map { "\($0),1\n" }.joined()
    do {
      let table = try Table(
        reading: [ByteStream(name: "f", bytes: Array(text.utf8), pieceSize: pieceSize)], options: options)
      return table.warnings.map(\.description).joined(separator: "\n")
    } catch { return error.message.description }
  }

  @Test("a plain number among per cent is told as such, however the bytes come", arguments: [Int.max, 40])
  func plainAmongPerCent(_ pieceSize: Int) {
    let categorical = ", or use `categorical` 'x' if the column is categorical"
    let odd = "is formatted differently from other values, such as"
    let remedy = "write all values in one format,"
    let missing = "use `missing` 'NA,NaN,null,N/A,#N/A,?,7' if it marks a missing value"
    #expect(
      perCent(["7"], pieceSize: pieceSize)
        == "column 'x', row 1 of the data: '7' \(odd) '0%' in f:3; \(remedy) \(missing)\(categorical)")
    #expect(
      perCent(["70%", "7", "oops"], pieceSize: pieceSize)
        == "column 'x', row 2 of the data: '7' \(odd) '70%' in f:2; \(remedy) \(missing)\(categorical)")
    #expect(
      perCent(["7", "oops"], pieceSize: pieceSize)
        == "column 'x', row 1 of the data: '7' \(odd) '0%' in f:4; \(remedy) \(missing)\(categorical)")
    var options = TableOptions()
    options.numeric = ["x"]
    #expect(
      perCent(["7"], options, pieceSize: pieceSize)
        == "column 'x', row 1 of the data: '7' \(odd) '0%' in f:3; \(remedy) or \(missing)")
    #expect(
      perCent(["5", "6", "7", "7", "7"], pieceSize: pieceSize)
        == "column 'x' holds numbers, but 5 of 65 rows are formatted differently, so the column is read as text; "
        + "'7' occurs 3 times; write all values in one format, or \(missing)")
  }

  @Test("the unit of a column is that of most of its cells")
  func unit() throws {
    let cells = (0..<60).map { "$\($0 + 1),500" }
    let failure = #expect(throws: Failure.self) { try Self.numbers(cells + ["€5", "$7"]) }
    #expect(
      failure?.message.description.hasPrefix(
        "f:62: column 'x': '€5' is not a number (after 60 numbers)")
        == true,
      "\(failure?.message.description ?? "")")
  }

  @Test("a column said to hold numbers may be written in any way")
  func declared() throws {
    var options = TableOptions()
    options.numeric = ["x"]
    let table = try FeaturesTests.table("x,y\n$880,1\n$3,2\n", options)
    #expect(table.columns[0].numbers == [880, 3])
  }

  @Test("rows to predict are read as the training rows were")
  func predicting() throws {
    let table = try FeaturesTests.table(
      "x,y\n" + (0..<30).map { "\"1.\($0 + 100),5 €\",\($0 % 7)\n" }.joined())
    let features = try Features.fit(
      table, rows: Array(0..<30), excluding: [1], NumericEncodingOptions(.standard)
    )
    .features
    let target = try Target.fit([table.columns[0]], task: .regression, rows: Array(0..<30))
    for wanted in [features.wanted, target.wanted] {
      var reader = try RowReader(
        ByteStream(name: "f", bytes: Array("x\n\"2.000,5 €\"\n1.234\n\"2,000.5 €\"\n\n".utf8)),
        wanted: wanted,
        options: TableOptions())
      let (rows, unreadable) = try reader.readAll(on: ThreadPool(threads: 1))
      #expect(rows.columns[0].numbers?.prefix(2) == [2000.5, 1234])
      #expect(unreadable.map { $0.word.description } == ["2,000.5 €"])
    }
  }
}
