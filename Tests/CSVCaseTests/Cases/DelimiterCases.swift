extension CSVCase {
  static let delimiters: [CSVCase] = [
    CSVCase(.delimiterGuess, "semicolons", "a;b\n1;x\n2;y\n", gives: [["a", "b"], [1, "x"], [2, "y"]]),
    CSVCase(.delimiterGuess, "tabs", "a\tb\n1\tx\n2\ty\n", gives: [["a", "b"], [1, "x"], [2, "y"]]),
    CSVCase(.delimiterGuess, "pipes", "a|b\n1|x\n2|y\n", gives: [["a", "b"], [1, "x"], [2, "y"]]),
    CSVCase(
      .delimiterGuess, "semicolons, and commas in words", "a;b\nx, y;1\nz, w;2\nv;3\n",
      gives: [["a", "b"], ["x, y", 1], ["z, w", 2], ["v", 3]]),
    CSVCase(
      .delimiterGuess, "commas, and semicolons in words", "a,b\nx; y,1\nz,2\nv;w,3\n",
      gives: [["a", "b"], ["x; y", 1], ["z", 2], ["v;w", 3]]),
    CSVCase(
      .delimiterGuess, "tabs, and commas in words", "a\tb\nx, y\t1\nz\t2\n",
      gives: [["a", "b"], ["x, y", 1], ["z", 2]]),
    CSVCase(
      .delimiterGuess, "pipes at both ends", "|a|b|\n|1|x|\n|2|y|\n",
      gives: [["column_1", "a", "b", "column_4"], [nil, 1, "x", nil], [nil, 2, "y", nil]]),
    CSVCase(
      .delimiterGuess, "from the header alone", "a;b;c\n",
      refused: "f has a header but no rows; if its first line is a row, use `no-header`",
      butGives: [["a", "b", "c"]]),
    CSVCase(.oneColumnGuess, "words", "name\nx\ny\nz\n", gives: [["name"], ["x"], ["y"], ["z"]]),
    CSVCase(.oneColumnGuess, "numbers", "n\n1.5\n2\n", gives: [["n"], [1.5], [2]]),
    CSVCase(
      .oneColumnGuess, "sentences", "text\nThis is one.\nAnd this: another!\n",
      gives: [["text"], ["This is one."], ["And this: another!"]]),
    CSVCase(
      .oneColumnGuess, "a semicolon in one row", "text\nx; y\nz\nw\n",
      gives: [["text"], ["x; y"], ["z"], ["w"]]),
    CSVCase(
      .oneColumnGuess, "a comma in one row is refused", "text\nx, y\nz\nw\n",
      refused: ragged(line: 2, "2 fields", of: 1)),
    CSVCase(.oneColumnGuess, "a comma in quotes", "text\n\"x, y\"\nz\n", gives: [["text"], ["x, y"], ["z"]]),
    CSVCase(
      .oneColumnGuess, "colons and spaces delimit nothing", "t\n12:30 x\n13:45 y\n",
      gives: [["t"], ["12:30 x"], ["13:45 y"]]),
    CSVCase(
      .oneColumnGuess, "decimal commas are refused", "n\n1,5\n2,5\n",
      refused: ragged(line: 2, "2 fields", of: 1)),
    CSVCase(
      .oneColumnGuess, "decimal commas, and the delimiter given", "n\n1,5\n2,25\n", delimiter: ";",
      gives: [["n"], [.number(1.5, as: "1,5")], [.number(2.25, as: "2,25")]]),
    CSVCase(
      .delimiterGiven, "a colon", "a:b\n1:x\n2:y\n", delimiter: ":",
      gives: [["a", "b"], [1, "x"], [2, "y"]]),
    CSVCase(
      .delimiterGiven, "a space", "a b\n1 x\n2 \"y z\"\n", delimiter: " ",
      gives: [["a", "b"], [1, "x"], [2, "y z"]]),
    CSVCase(
      .delimiterGiven, "two spaces are an empty field between", "a b c\n1  x\n2 3 y\n", delimiter: " ",
      gives: [["a", "b", "c"], [1, nil, "x"], [2, 3, "y"]]),
    CSVCase(
      .delimiterGiven, "a comma where semicolons look likelier", "a;b\n1;2\n3;4\n", delimiter: ",",
      gives: [["a;b"], ["1;2"], ["3;4"]]),
    CSVCase(
      .delimiterGiven, "a semicolon where commas look likelier", "a,b\n1,2\n3,4\n", delimiter: ";",
      gives: [["a,b"], [.number(1.2, as: "1,2")], [.number(3.4, as: "3,4")]]),
    CSVCase(
      .delimiterGiven, "the control character of old databases", "a\u{1F}b\n1\u{1F}x, y\n2\u{1F}z\n",
      delimiter: "\u{1F}", gives: [["a", "b"], [1, "x, y"], [2, "z"]]),
  ]
}
