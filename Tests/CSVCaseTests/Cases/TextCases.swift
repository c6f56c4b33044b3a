import Tabular

extension CSVCase {
  /// Columns that begin with numbers and in which a text comes late.
  static let texts: [CSVCase] = [
    late(
      "after 5,000 different numbers", (0..<5_000).map { "\($0 / 2).\($0 % 2 * 5)" }, "oops", refused: true),
    late("after 1,200 whole numbers", (0..<1_200).map { "\($0)" }, "oops", refused: true),
    late(
      "after 1,200 numbers, of which thirty differ", (0..<1_200).map { "\($0 % 30)" }, "n.a.", refused: true),
    late(
      "after 5,000 numbers, of which seven differ: words", (0..<5_000).map { "\($0 % 7)" }, "x",
      refused: false),
    late("after twenty numbers: words", (0..<20).map { "\($0)" }, "x", refused: false),
    CSVCase(
      .lateText, "as many texts as numbers: words",
      "a\n" + (0..<300).map { "\($0)\nw\($0)\n" }.joined(),
      gives: [["a"]] + (0..<300).flatMap { [[Cell.word("\($0)")], [Cell.word("w\($0)")]] }),
    CSVCase(
      .lateText, "some texts among numbers: words, and a warning",
      "a\n" + (0..<40).map { "\($0)\n" }.joined() + String(repeating: "none\n", count: 10),
      gives: [["a"]] + (0..<40).map { [.word("\($0)")] } + (0..<10).map { _ in ["none"] },
      warns: [
        "column 'a' holds numbers, but 10 of 50 rows hold text, so the column is read as text; "
          + "'none' occurs 10 times, first in f:42; use `missing` 'NA,NaN,null,N/A,#N/A,?,none' if it "
          + "marks a missing value"
      ]),
    CSVCase(
      .lateText, "a number with the other mark",
      "a;b\n" + (0..<30).map { "\($0).5;1\n" }.joined() + "0,5;1\n",
      refused:
        "f:32: column 'a': '0,5' is not a number; it has a decimal comma, but the first numbers of the file "
        + "have a decimal point; use the same decimal mark everywhere",
      butGives: [["a", "b"]] + (0..<30).map { [.word("\($0).5"), 1] } + [["0,5", 1]]),
  ]

  /// Numbers, then a text, then a number.
  private static func late(_ name: String, _ numbers: [String], _ text: String, refused: Bool) -> CSVCase {
    let words = numbers + [text, "1"]
    let bytes = "a\n" + words.map { $0 + "\n" }.joined()
    let table: [[Cell]] = [["a"]] + words.map { [.word($0)] }
    guard refused else { return CSVCase(.lateText, name, bytes, delimiter: ",", gives: table) }
    return CSVCase(
      .lateText, name, bytes, delimiter: ",",
      refused:
        "f:\(numbers.count + 2): column 'a': '\(text)' is not a number (after \(grouped(numbers.count)) "
        + "numbers); correct it, use `missing` 'NA,NaN,null,N/A,#N/A,?,\(text)' if it marks a missing value, or "
        + "use `categorical` 'a' if the column is categorical",
      butGives: table)
  }
}
