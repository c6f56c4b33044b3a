extension CSVCase {
  static let headers: [CSVCase] = [
    CSVCase(
      .repeatedNames, "get a number", "a,a,a\n1,2,3\n", gives: [["a", "a_2", "a_3"], [1, 2, 3]],
      warns: [
        "f: 2 duplicate names in the header: column 2 is renamed to 'a_2', column 3 is renamed to 'a_3'"
      ]),
    CSVCase(
      .repeatedNames, "a name that stands there is not taken", "a,a,a_2\n1,2,3\n",
      gives: [["a", "a_3", "a_2"], [1, 2, 3]],
      warns: ["f: 1 duplicate name in the header: column 2 is renamed to 'a_3'"]),
    CSVCase(
      .repeatedNames, "equal but for spaces and quotes", "a, a ,\"a\"\n1,2,3\n",
      gives: [["a", "a_2", "a_3"], [1, 2, 3]],
      warns: [
        "f: 2 duplicate names in the header: column 2 is renamed to 'a_2', column 3 is renamed to 'a_3'"
      ]),
    CSVCase(
      .repeatedNames, "a capital letter makes another name", "a,A\n1,2\n", gives: [["a", "A"], [1, 2]]),
    CSVCase(
      .repeatedNames, "the name of an empty one", "column_2,\n1,2\n",
      gives: [["column_2", "column_2_2"], [1, 2]],
      warns: ["f: 1 duplicate name in the header: column 2 is renamed to 'column_2_2'"]),
    CSVCase(
      .emptyNames, "the first, as of row names", ",b\nx,1\ny,2\n",
      gives: [["column_1", "b"], ["x", 1], ["y", 2]]),
    CSVCase(
      .emptyNames, "the last, by a delimiter at the end of all lines", "a,b,\n1,2,\n3,4,\n",
      gives: [["a", "b", "column_3"], [1, 2, nil], [3, 4, nil]]),
    CSVCase(.emptyNames, "all", ",\n1,2\n", gives: [["column_1", "column_2"], [1, 2]]),
    CSVCase(
      .emptyNames, "spaces and quotes", "a,  ,\"\"\n1,2,3\n",
      gives: [["a", "column_2", "column_3"], [1, 2, 3]]),
    CSVCase(
      .names, "with spaces and marks", "a b,c-d,€ (%)\n1,2,3\n",
      gives: [["a b", "c-d", "€ (%)"], [1, 2, 3]]),
    CSVCase(.names, "in other letters", "größe,日本,🙂\n1,2,3\n", gives: [["größe", "日本", "🙂"], [1, 2, 3]]),
    CSVCase(
      .names, "above words", "name,kind\nx,y\nz,w\n", gives: [["name", "kind"], ["x", "y"], ["z", "w"]]),
    CSVCase(
      .names, "years, said to be names", "2019,2020\n1,2\n3,4\n", header: true,
      gives: [["2019", "2020"], [1, 2], [3, 4]]),
    CSVCase(.names, "one of them a year", "id,2020\n1,2\n3,4\n", gives: [["id", "2020"], [1, 2], [3, 4]]),
    CSVCase(.names, "words for a missing value", "NA,b\n1,2\n", gives: [["NA", "b"], [1, 2]]),

    CSVCase(.headerOnly, "with a line end", "a,b\n", refused: headerOnly, butGives: [["a", "b"]]),
    CSVCase(.headerOnly, "without a line end", "a,b", refused: headerOnly, butGives: [["a", "b"]]),
    CSVCase(.headerOnly, "and blank lines", "a,b\r\n\r\n  \n", refused: headerOnly, butGives: [["a", "b"]]),
    CSVCase(.headerOnly, "of one column", "a\n", refused: headerOnly, butGives: [["a"]]),
    CSVCase(.headerOnly, "in quotes", "\"a\nb\",\"c\"", refused: headerOnly, butGives: [["a\nb", "c"]]),
    CSVCase(
      .headerOnly, "behind a byte order mark", "\u{FEFF}a,b\n", refused: headerOnly, butGives: [["a", "b"]]),
    CSVCase(
      .headerOnly, "numbers that are said to be names", "1,2\n", header: true, refused: headerOnly,
      butGives: [["1", "2"]]),

    CSVCase(.noHeader, "numbers", "1,2\n3,4\n", gives: [["column_1", "column_2"], [1, 2], [3, 4]]),
    CSVCase(
      .noHeader, "numbers and words", "5.1,x\n4.9,y\n",
      gives: [["column_1", "column_2"], [5.1, "x"], [4.9, "y"]]),
    CSVCase(
      .noHeader, "a first row with missing values", ",1,NA\n2,3,x\n",
      gives: [["column_1", "column_2", "column_3"], [nil, 1, .missing("NA")], [2, 3, "x"]]),
    CSVCase(
      .noHeader, "words that are said to be a row", "a,b\nc,d\n", header: false,
      gives: [["column_1", "column_2"], ["a", "b"], ["c", "d"]]),
    CSVCase(
      .noHeader, "one row that is said to be one", "a,b\n", header: false,
      gives: [["column_1", "column_2"], ["a", "b"]]),
    CSVCase(
      .noHeader, "blank lines first", "\n\n1,2\n\n3,4\n",
      gives: [["column_1", "column_2"], [1, 2], [3, 4]]),
    CSVCase(
      .noHeader, "lines in quotes first", "\"x\n\ny\",1\nz,2\n3\n", header: false,
      refused: ragged(line: 5, "1 field", of: 2)),
    CSVCase(.noHeader, "one column", "1\n2\n\n3\n", gives: [["column_1"], [1], [2], [3]]),
    CSVCase(
      .noHeader, "numbers as they are written", "1.50,+2\n1e2,-0\n",
      gives: [
        ["column_1", "column_2"], [.number(1.5, as: "1.50"), .number(2, as: "+2")],
        [.number(100, as: "1e2"), .number(-0.0, as: "-0")],
      ]),
  ]

  private static let headerOnly = "f has a header but no rows; if its first line is a row, use `no-header`"
}
