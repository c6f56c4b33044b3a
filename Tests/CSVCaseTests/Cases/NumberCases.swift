extension CSVCase {
  /// A column of these cells, and one of whole numbers beside it.
  private static func column(_ topic: Topic, _ name: String, _ cells: [Cell]) -> CSVCase {
    var bytes = Array("n,k\n".utf8)
    var table: [[Cell]] = [["n", "k"]]
    for (row, cell) in cells.enumerated() {
      bytes += cell.bytes + Array(",\(row)\n".utf8)
      table.append([cell, .number(row)])
    }
    return CSVCase(topic, name, bytes, gives: table)
  }

  static let numbers: [CSVCase] = [
    column(.exponents, "small e", [.number(100_000, as: "1e5"), .number(0.025, as: "2.5e-2"), 3]),
    column(
      .exponents, "capital E with a sign", [.number(100_000, as: "1E+05"), .number(0.001, as: "1E-03")]),
    column(.exponents, "of zero", [.number(0, as: "0e0"), .number(0, as: "0e99"), .number(7, as: "7e00")]),
    column(.exponents, "with many digits", [.number(10, as: "1e00000000000000000001"), 2]),
    column(.exponents, "cut off is none", ["1e", "1e+", "1E-"]),
    column(.exponents, "with a fraction is none", ["1e5.5", "1e5e5"]),
    column(.exponents, "by other letters is none", ["1d5", "1f", "1p3"]),
    column(.exponents, "without digits before is none", ["e5", ".e5", "E"]),
    column(
      .bareMarks, "before the digits",
      [.number(0.5, as: ".5"), .number(-0.25, as: "-.25"), .number(0.5, as: "+.5")]),
    column(
      .bareMarks, "behind the digits",
      [.number(5, as: "5."), .number(-12, as: "-12."), .number(500, as: "5.e2")]),
    column(.bareMarks, "alone is a word", [".", "-.", "+."]),
    column(.bareMarks, "two are none", ["1.2.3", "..5", "5.."]),
    column(.signs, "plus", [.number(1, as: "+1"), .number(0.5, as: "+0.5"), 2]),
    column(
      .signs, "minus zero",
      [.number(-0.0, as: "-0"), .number(-0.0, as: "-0.0"), 0, .number(-0.0, as: "-0e5")]),
    column(.signs, "minus", [-1, -2.5, .number(-300, as: "-3e2")]),
    column(.signs, "alone, doubled or behind are none", ["-", "+", "--1", "+-1", "1-"]),
    column(.signs, "apart from the digits", [.number(-1, as: "- 1"), -2]),
    column(.signs, "the minus of typesetters", [.number(-1, as: "−1"), .number(-2.5, as: "−2.5"), 3]),
    column(.notNumbers, "underscores", ["1_000", "2_000"]),
    column(.notNumbers, "of base sixteen", ["0x10", "0xFF"]),
    column(.notNumbers, "of base two and eight", ["0b101", "0o17"]),
    column(.notNumbers, "truth values", ["true", "false", "True"]),
    column(.notNumbers, "fractions, times and dates", ["1/2", "12:30", "2024-01-31"]),
    column(.notNumbers, "letters behind digits", ["12px", "3rd", "1 x"]),
    column(.notNumbers, "one word makes words of few numbers", ["1", "2.50", "x"]),
    column(.infinity, "inf", ["inf", "-inf", "+inf"]),
    column(.infinity, "Infinity", ["Infinity", "-Infinity", "INF"]),
    column(.infinity, "beyond the greatest number", ["1e39", "-1e39", "1e400", "3.5e38"]),
    column(
      .infinity, "the greatest number",
      [
        .number(.greatestFiniteMagnitude, as: "3.4028235e38"),
        .number(-.greatestFiniteMagnitude, as: "-3.4028234663852886e38"),
      ]),
    column(
      .infinity, "its decimals",
      [.number(.greatestFiniteMagnitude, as: "340282346638528859811704183484516925440"), 1]),
    column(.notANumber, "nan in any case", [.missing("nan"), 1, .missing("NaN"), .missing("NAN")]),
    column(.notANumber, "with a sign is a word", ["-nan", "x"]),
    column(
      .missing, "the usual words",
      [1, .missing("NA"), .missing("null"), .missing("NULL"), .missing("na"), .missing("?"), nil]),
    column(.missing, "among words", ["x", .missing("NA"), .missing("null"), .missing("?"), nil]),
    column(
      .missing, "those of spreadsheets", [1, .missing("N/A"), .missing("n/a"), .missing("#N/A"), 2.5]),
    column(.missing, "words that are none", ["N\u{f}A", "#n/a", "none", "None", "-", "missing"]),
    column(.missing, "all cells", [nil, .missing("NA"), nil]),
    column(.missing, "first, numbers later", [nil, nil, 3, 4.5]),
    column(.missing, "first, words later", [nil, .missing("NA"), "x", "y"]),
    column(
      .subnormals, "a few",
      [
        .number(0x1.16c2p-133, as: "1e-40"), .number(-0x1.65p-140, as: "-1e-42"),
        .number(0x1p-149, as: "1.4e-45"),
      ]),
    column(
      .subnormals, "the least normal number", [.number(.leastNormalMagnitude, as: "1.17549435e-38"), 1]),
    column(
      .subnormals, "below half of the least: zero",
      [
        .number(0, as: "1e-46"), .number(-0.0, as: "-1e-99"),
        .number(0, as: "0." + String(repeating: "0", count: 60) + "1"),
      ]),
    column(.manyDigits, "twenty", [.number(0x1.56a9540000000p63, as: "12345678901234567890"), 1]),
    column(
      .manyDigits, "beyond 64 bits",
      [
        .number(1e20, as: "99999999999999999999"),
        .number(18_446_744_073_709_551_616, as: "18446744073709551616"),
      ]),
    column(
      .manyDigits, "of a fraction",
      [
        .number(0.1, as: "0.1000000000000000055511151231257827"),
        .number(1 / 3, as: "0.33333333333333333333333333"),
      ]),
    column(
      .manyDigits, "the nearest, the even one from the middle",
      [
        .number(16_777_216, as: "16777217"), .number(16_777_218, as: "16777217.0000000000000000001"),
        .number(16_777_220, as: "16777219"),
      ]),
    column(
      .manyDigits, "zeros before them",
      [.number(7, as: "007"), .number(1, as: "00000000000000000000000000001"), .number(0.5, as: "000.50")]),
    column(.manyDigits, "seven and eight", [9_999_999, 12_345_678, .number(1_234_567.9, as: "1234567.89")]),

    CSVCase(
      .decimalComma, "between semicolons", "a;b\n1,5;2\n-2,25;3\n",
      gives: [["a", "b"], [.number(1.5, as: "1,5"), 2], [.number(-2.25, as: "-2,25"), 3]]),
    CSVCase(
      .decimalComma, "between tabs", "a\tb\n1,5\t2\n2,25\t3\n",
      gives: [["a", "b"], [.number(1.5, as: "1,5"), 2], [.number(2.25, as: "2,25"), 3]]),
    CSVCase(
      .decimalComma, "bare, and with an exponent", "a;b\n,5;1\n5,;2\n1,5e3;3\n",
      gives: [
        ["a", "b"], [.number(0.5, as: ",5"), 1], [.number(5, as: "5,"), 2], [.number(1500, as: "1,5e3"), 3],
      ]),
    CSVCase(
      .decimalComma, "without a header", "1,5;2\n2,5;3\n",
      gives: [["column_1", "column_2"], [.number(1.5, as: "1,5"), 2], [.number(2.5, as: "2,5"), 3]]),
    CSVCase(
      .decimalComma, "in quotes between commas", "a,b\n\"1,5\",2\n\"2,25\",3\n",
      gives: [["a", "b"], [.number(1.5, as: "1,5"), 2], [.number(2.25, as: "2,25"), 3]]),
    CSVCase(
      .decimalComma, "not where points are the marks of the file", "a;b\n1.5;2\n2.5;3\n",
      gives: [["a", "b"], [1.5, 2], [2.5, 3]]),
    column(
      .notations, "thousands by spaces", [.number(1000, as: "1 000"), .number(12_345.5, as: "12 345.5"), 7]),
    column(
      .notations, "currency and parentheses",
      [.number(5, as: "$5"), .number(-1.5, as: "($1.50)"), .number(7, as: "$7.00")]),
    column(.notations, "per cent", [.number(5, as: "5%"), .number(12.5, as: "12.5 %")]),
    CSVCase(
      .notations, "thousands by commas in quotes", "a,b\n\"1,234.5\",1\n\"1,000,000\",2\n3,3\n",
      gives: [
        ["a", "b"], [.number(1234.5, as: "1,234.5"), 1], [.number(1_000_000, as: "1,000,000"), 2], [3, 3],
      ]),
    CSVCase(
      .notations, "thousands by points between semicolons", "a;b\n1.234,5;1,5\n2.000,25;2,5\n",
      gives: [
        ["a", "b"], [.number(1234.5, as: "1.234,5"), .number(1.5, as: "1,5")],
        [.number(2000.25, as: "2.000,25"), .number(2.5, as: "2,5")],
      ]),
  ]
}
