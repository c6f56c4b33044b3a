extension CSVCase {
  static let records: [CSVCase] = [
    CSVCase(.shortRow, "the first", "a,b\n1\n2,3\n", refused: ragged(line: 2, "1 field", of: 2)),
    CSVCase(
      .shortRow, "one in the middle", "a,b,c\n1,2,3\n4,5\n6,7,8\n",
      refused: ragged(line: 3, "2 fields", of: 3)),
    CSVCase(
      .shortRow, "the last, without a line end", "a,b,c\n1,2,3\n4,5",
      refused: ragged(line: 3, "2 fields", of: 3)),
    CSVCase(.shortRow, "behind blank lines", "a,b\n1,2\n\n\n3\n", refused: ragged(line: 5, "1 field", of: 2)),
    CSVCase(
      .shortRow, "a sum at the end", "a,b\n1,2\n3,4\n\n2 rows\n", refused: ragged(line: 5, "1 field", of: 2)),
    CSVCase(.shortRow, "in quotes", "a,b\n1,2\n\"3,4\"\n", refused: ragged(line: 3, "1 field", of: 2)),
    CSVCase(
      .shortRow, "of semicolons", "a;b;c\n1;2;3\n4;5\n6;7;8\n",
      refused: ragged(line: 3, "2 fields", of: 3, delimiter: "';'")),
    CSVCase(
      .shortRow, "of tabs", "a\tb\tc\n1\t2\t3\n4\t5\n6\t7\t8\n",
      refused: ragged(line: 3, "2 fields", of: 3, delimiter: "tab")),
    CSVCase(
      .shortRow, "without a header", "1,2,3\n4,5,6\n7,8\n", refused: ragged(line: 3, "2 fields", of: 3)),

    CSVCase(.longRow, "the first", "a,b\n1,2,3\n4,5\n", refused: ragged(line: 2, "3 fields", of: 2)),
    CSVCase(
      .longRow, "one in the middle", "a,b\n1,2\n3,4,5\n6,7\n", refused: ragged(line: 3, "3 fields", of: 2)),
    CSVCase(
      .longRow, "the last, without a line end", "a,b\n1,2\n3,4,5", refused: ragged(line: 3, "3 fields", of: 2)
    ),
    CSVCase(.longRow, "by empty fields", "a,b\n1,2\n3,4,,\n", refused: ragged(line: 3, "4 fields", of: 2)),
    CSVCase(
      .longRow, "all by a delimiter at the end", "a,b\n1,2,\n3,4,\n",
      refused: ragged(line: 2, "3 fields", of: 2)),
    CSVCase(
      .longRow, "behind a title", "A title\na,b\n1,2\n3,4\n", refused: ragged(line: 2, "2 fields", of: 1)),
    CSVCase(
      .longRow, "behind a comment", "# by a program\n\na,b\n1,2\n",
      refused: ragged(line: 3, "2 fields", of: 1)),
    CSVCase(
      .longRow, "of a second table", "a,b\n1,2\n\nc,d,e\n3,4,5\n", refused: ragged(line: 4, "3 fields", of: 2)
    ),
    CSVCase(
      .longRow, "by a comma without quotes", "a,b\n1,x\n2,y, or z\n",
      refused: ragged(line: 3, "3 fields", of: 2)),
    CSVCase(
      .longRow, "behind lines in quotes", "a,b\n\"1\n\n\",2\n\"3\",4,\"5\n6\"\n",
      refused: ragged(line: 5, "3 fields", of: 2)),
    CSVCase(
      .longRow, "with a late NUL byte, of which nobody gets to know", "a,b\n1,2,3\n4,\0\n",
      refused: ragged(line: 2, "3 fields", of: 2)),

    CSVCase(.oneColumn, "numbers", "a\n1\n2\n3\n", gives: [["a"], [1], [2], [3]]),
    CSVCase(.oneColumn, "words", "a\nx\ny\n", gives: [["a"], ["x"], ["y"]]),
    CSVCase(.oneColumn, "in quotes", "\"a\"\n\"1\"\n\"2\"\n", gives: [["a"], [1], [2]]),
    CSVCase(.oneColumn, "a comment is a row of it", "a\n# x\ny\n", gives: [["a"], ["# x"], ["y"]]),
    CSVCase(
      .oneColumn, "missing values are written", "a\n1\nNA\n\"\"\n2\n",
      gives: [["a"], [1], [.missing("NA")], [nil], [2]]),
    CSVCase(.oneRow, "of numbers", "a,b\n1,2\n", gives: [["a", "b"], [1, 2]]),
    CSVCase(.oneRow, "of words", "a,b\nx,y\n", gives: [["a", "b"], ["x", "y"]]),
    CSVCase(.oneRow, "of one field", "a\n1", gives: [["a"], [1]]),
    CSVCase(.oneRow, "of nothing", "a,b\n,\n", gives: [["a", "b"], [nil, nil]]),
    CSVCase(
      .oneRow, "numbers without a header", "1,2.5,3\n",
      gives: [["column_1", "column_2", "column_3"], [1, 2.5, 3]]),
  ]
}
