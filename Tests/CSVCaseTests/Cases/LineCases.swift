extension CSVCase {
  static let lineEnds: [CSVCase] = [
    CSVCase(.lineEnds, "LF", "a,b\n1,2\n3,4\n", gives: [["a", "b"], [1, 2], [3, 4]]),
    CSVCase(.lineEnds, "CRLF", "a,b\r\n1,x\r\n3,y\r\n", gives: [["a", "b"], [1, "x"], [3, "y"]]),
    CSVCase(.lineEnds, "CR", "a,b\r1,x\r3,y\r", gives: [["a", "b"], [1, "x"], [3, "y"]]),
    CSVCase(
      .lineEnds, "mixed", "a,b\n1,2\r\n3,4\r5,6\n7,8\r",
      gives: [["a", "b"], [1, 2], [3, 4], [5, 6], [7, 8]]),
    CSVCase(
      .lineEnds, "a header that ends in CR", "a,b\r1,2\n3,4\n", gives: [["a", "b"], [1, 2], [3, 4]]),
    CSVCase(
      .lineEnds, "one CR among LFs", "a,b\n1,x\r3,y\n5,z\n",
      gives: [["a", "b"], [1, "x"], [3, "y"], [5, "z"]]),
    CSVCase(
      .lineEnds, "CRs behind numbers", "a,b\n1,2\r3,4\r5,6\n",
      gives: [["a", "b"], [1, 2], [3, 4], [5, 6]]),
    CSVCase(
      .lineEnds, "CR, CR, LF: a blank line", "a,b\r\r\n1,2\r\r\n3,4\r\r\n",
      gives: [["a", "b"], [1, 2], [3, 4]]),
    CSVCase(
      .lineEnds, "LF, CR: a blank line", "a,b\n\r1,2\n\r3,4\n\r", gives: [["a", "b"], [1, 2], [3, 4]]),
    CSVCase(
      .lineEnds, "CRLF behind an empty field", "a,b\r\nx,\r\ny,\r\n",
      gives: [["a", "b"], ["x", nil], ["y", nil]]),
    CSVCase(
      .lineEnds, "CRLF behind quotes", "a,b\r\n1,\"x\"\r\n2,\"\"\r\n",
      gives: [["a", "b"], [1, "x"], [2, nil]]),
    CSVCase(
      .lineEnds, "CR behind quotes", "a,b\r1,\"x\"\r\"2\",y\r", gives: [["a", "b"], [1, "x"], [2, "y"]]),
    CSVCase(
      .lineEnds, "vertical tab and form feed end no line", "a\nx\u{0B}y\nz\u{0C}\n",
      gives: [["a"], ["x\u{0B}y"], ["z\u{0C}"]]),
    CSVCase(
      .lineEnds, "the line separators of Unicode end no line", "a,b\n1,x\u{2028}y\n2,x\u{85}y\n3,\u{2029}\n",
      gives: [["a", "b"], [1, "x\u{2028}y"], [2, "x\u{85}y"], [3, "\u{2029}"]]),
    CSVCase(
      .lineEnds, "a CRLF counts as one line", "a,b\r\n1,2\r\n3,4\r\n5\r\n",
      refused: ragged(line: 4, "1 field", of: 2)),
    CSVCase(
      .lineEnds, "a CR counts as one line", "a,b\r1,2\r3,4\r5\r", refused: ragged(line: 4, "1 field", of: 2)),
    CSVCase(
      .lineEnds, "lines of mixed ends are counted", "a,b\r\n1,2\r3,4\n\r5\n",
      refused: ragged(line: 5, "1 field", of: 2)),

    CSVCase(.noLineEndAtTheEnd, "behind a number", "a,b\n1,2\n3,4", gives: [["a", "b"], [1, 2], [3, 4]]),
    CSVCase(
      .noLineEndAtTheEnd, "behind a word", "a,b\n1,x\n3,yz", gives: [["a", "b"], [1, "x"], [3, "yz"]]),
    CSVCase(
      .noLineEndAtTheEnd, "behind quotes", "a,b\n1,\"x\"\n3,\"y\"",
      gives: [["a", "b"], [1, "x"], [3, "y"]]),
    CSVCase(
      .noLineEndAtTheEnd, "behind empty quotes", "a,b\n1,\"x\"\n3,\"\"",
      gives: [["a", "b"], [1, "x"], [3, nil]]),
    CSVCase(
      .noLineEndAtTheEnd, "behind a delimiter", "a,b\n1,2\n3,", gives: [["a", "b"], [1, 2], [3, nil]]),
    CSVCase(
      .noLineEndAtTheEnd, "behind spaces", "a,b\n1,2\n3,4 \t ", gives: [["a", "b"], [1, 2], [3, 4]]),
    CSVCase(
      .noLineEndAtTheEnd, "with half a CRLF", "a,b\r\n1,2\r\n3,4\r", gives: [["a", "b"], [1, 2], [3, 4]]),
    CSVCase(
      .noLineEndAtTheEnd, "with half a CRLF behind quotes", "a,b\r\n1,\"x\"\r\n3,\"y\"\r",
      gives: [["a", "b"], [1, "x"], [3, "y"]]),
    CSVCase(.noLineEndAtTheEnd, "in the only row", "a,b\n1,2", gives: [["a", "b"], [1, 2]]),
    CSVCase(
      .noLineEndAtTheEnd, "in a number that a later byte would change", "a\n1\n12", gives: [["a"], [1], [12]]),
  ]

  static let blanks: [CSVCase] = [
    CSVCase(.blankLines, "before the header", "\n\n\na,b\n1,2\n", gives: [["a", "b"], [1, 2]]),
    CSVCase(.blankLines, "behind the header", "a,b\n\n\n1,2\n", gives: [["a", "b"], [1, 2]]),
    CSVCase(
      .blankLines, "between rows", "a,b\n1,2\n\n3,4\n\n\n5,6\n",
      gives: [["a", "b"], [1, 2], [3, 4], [5, 6]]),
    CSVCase(.blankLines, "at the end", "a,b\n1,2\n\n\n\n", gives: [["a", "b"], [1, 2]]),
    CSVCase(
      .blankLines, "of CRLFs", "\r\na,b\r\n\r\n1,x\r\n\r\n\r\n3,y\r\n\r\n",
      gives: [["a", "b"], [1, "x"], [3, "y"]]),
    CSVCase(.blankLines, "of CRs", "\ra,b\r\r1,x\r\r\r3,y\r\r", gives: [["a", "b"], [1, "x"], [3, "y"]]),
    CSVCase(
      .blankLines, "of spaces and tabs", "a,b\n   \n1,2\n \t \n3,4\n  ",
      gives: [["a", "b"], [1, 2], [3, 4]]),
    CSVCase(
      .blankLines, "of spaces before CRLF", "a,b\r\n  \r\n1,x\r\n\t\r\n3,y\r\n",
      gives: [["a", "b"], [1, "x"], [3, "y"]]),
    CSVCase(
      .blankLines, "of spaces in a file of tabs", "a\tb\n  \n1\t2\n \n3\t4\n",
      gives: [["a", "b"], [1, 2], [3, 4]]),
    CSVCase(
      .blankLines, "a line of delimiters is a row", "a,b,c\n1,2,x\n,,\n3,4,y\n",
      gives: [["a", "b", "c"], [1, 2, "x"], [nil, nil, nil], [3, 4, "y"]]),
    CSVCase(
      .blankLines, "a line of tabs is a row where tabs delimit", "a\tb\tc\n1\t2\tx\n\t\t\n3\t4\ty\n",
      gives: [["a", "b", "c"], [1, 2, "x"], [nil, nil, nil], [3, 4, "y"]]),
    CSVCase(.blankLines, "no rows of one column", "a\n1\n\n  \n2\n", gives: [["a"], [1], [2]]),
    CSVCase(
      .blankLines, "quotes alone are a row", "a\nx\n\"\"\n\"\"\ny\n",
      gives: [["a"], ["x"], [nil], [nil], ["y"]]),
    CSVCase(
      .blankLines, "no-break spaces alone are a row", "a\nx\n\u{A0}\ny\n",
      gives: [["a"], ["x"], ["\u{A0}"], ["y"]]),
    CSVCase(
      .blankLines, "they count", "\na,b\n\n1,2\n \n\r\n3\n", refused: ragged(line: 7, "1 field", of: 2)),
    CSVCase(
      .blankLines, "in quotes they belong to the field", "a,b\n1,\"x\n\n \ny\"\n\n2,z\n",
      gives: [["a", "b"], [1, "x\n\n \ny"], [2, "z"]]),

    CSVCase(.emptyFile, "no byte", "", refused: empty),
    CSVCase(.emptyFile, "one line end", "\n", refused: empty),
    CSVCase(.emptyFile, "blank lines", "\n \r\n  \n\r\r", refused: empty),
    CSVCase(.emptyFile, "spaces", "   ", refused: empty),
    CSVCase(.emptyFile, "a byte order mark", "\u{FEFF}", refused: empty),
    CSVCase(.emptyFile, "a byte order mark and a line end", "\u{FEFF}\n", refused: empty),
  ]

  private static let empty = "f is empty: a table needs a header line and at least one row"
}
