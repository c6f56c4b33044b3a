extension CSVCase {
  /// Files that are wide or long, or have long fields: they come in several pieces and blocks on every way.
  static let sizes: [CSVCase] = [
    CSVCase(
      .manyColumns, "10,000", row(10_000) { "c\($0)" } + row(10_000) { $0 % 2 == 0 ? "\($0)" : "-\($0).5" },
      delimiter: ",",
      gives: [
        (0..<10_000).map { .word("c\($0)") },
        (0..<10_000).map { $0 % 2 == 0 ? .number($0) : .number(-Float($0) - 0.5, as: "-\($0).5") },
      ]),
    CSVCase(
      .manyColumns, "2,000, and a row that lacks one",
      row(2_000) { "c\($0)" } + row(2_000) { "\($0)" } + row(1_999) { "\($0)" }, delimiter: ",",
      refused: ragged(line: 3, "1,999 fields", of: 2_000)),

    CSVCase(
      .bigField, "without quotes", "a,b\n1,\(long)\n2,x\n", delimiter: ",",
      gives: [["a", "b"], [1, .word(long)], [2, "x"]]),
    CSVCase(
      .bigField, "in quotes, with delimiters and lines", "a,b\n1,\"\(lines)\"\n2,x\n", delimiter: ",",
      gives: [["a", "b"], [1, .word(lines)], [2, "x"]]),
    CSVCase(
      .bigField, "its lines count", "a,b\n1,\"\(lines)\"\n2\n", delimiter: ",",
      refused: ragged(line: 3_003, "1 field", of: 2)),
    CSVCase(
      .bigField, "a quote that stays open", "a,b\n1,2\n3,\"\(lines)\n4,5\n", delimiter: ",",
      refused: "f:3: the quoted field that begins on this line is never closed; "
        + "close it, or write \"\" for a quote inside a quoted field"),
    CSVCase(
      .bigField, "a name", "\(long),b\n1,2\n", delimiter: ",", gives: [[.word(long), "b"], [1, 2]]),

    CSVCase(
      .severalBlocks, "numbers", "a,b\n" + (0..<4_000).map { "\($0).06250000000,\($0 % 10)\n" }.joined(),
      delimiter: ",",
      gives: [["a", "b"]]
        + (0..<4_000).map { [.number(Float($0) + 0.0625, as: "\($0).06250000000"), .number($0 % 10)] }),
    CSVCase(
      .severalBlocks, "words in quotes, with lines",
      "a,b\r\n" + (0..<1_500).map { "\($0),\"\($0 % 5),\r\n\(filling)\"\"x\"\"\"\r\n" }.joined(),
      delimiter: ",",
      gives: [["a", "b"]] + (0..<1_500).map { [.number($0), .word("\($0 % 5),\r\n\(filling)\"x\"")] }),
    CSVCase(
      .severalBlocks, "lines that end in CR",
      "a,b\r" + (0..<1_500).map { "\($0 % 10),\(filling)\r" }.joined() + "1,\0\r", delimiter: ",",
      refused: "f:1502: found a NUL byte; the file is not text, or it is damaged"),
    // The first 64 KB are looked at before the rest.
    CSVCase(
      .severalBlocks, "a header whose CR is the last byte of the first 64 KB",
      String(repeating: "n", count: 65_533) + ",b\r\n1,2\r\n3\r\n", delimiter: ",",
      refused: ragged(line: 3, "1 field", of: 2)),
    CSVCase(
      .severalBlocks, "blank lines", String(repeating: "\n", count: 70_000) + "a,b\n1,2\n3\n", delimiter: ",",
      refused: ragged(line: 70_003, "1 field", of: 2)),
  ]

  /// Too long for every way.
  static let longest = CSVCase(
    .bigField, "of four million bytes", "a,b\n1,\(longestText)\n2,x\n", delimiter: ",",
    gives: [["a", "b"], [1, .word(longestText)], [2, "x"]])

  /// A row of that many fields.
  private static func row(_ width: Int, _ field: (Int) -> String) -> String {
    (0..<width).map(field).joined(separator: ",") + "\n"
  }

  private static let filling = String(repeating: "0123456789", count: 5)
  private static let long = String(repeating: "0123456789abcdef", count: 10_000)
  private static let lines = String(repeating: "0,1;2\t3 4 5 6 7 8 9 10 11 12 13\n", count: 3_000)
  private static let longestText = String(repeating: "0123456789abcdef", count: 250_000)
}
