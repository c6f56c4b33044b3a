extension CSVCase {
  static let quotes: [CSVCase] = [
    CSVCase(
      .quotes, "around words", "a,b\n\"x\",\"y\"\n\"z\",w\n", gives: [["a", "b"], ["x", "y"], ["z", "w"]]),
    CSVCase(
      .quotes, "around numbers, which stay numbers", "a,b\n\"1\",\"2.5\"\n3,\"4\"\n",
      gives: [["a", "b"], [1, 2.5], [3, 4]]),
    CSVCase(.quotes, "around names", "\"a\",\"b c\"\n1,2\n", gives: [["a", "b c"], [1, 2]]),
    CSVCase(
      .quotes, "around nothing: missing", "a,b\n\"\",x\n1,\"\"\n",
      gives: [["a", "b"], [nil, "x"], [1, nil]]),
    CSVCase(
      .quotes, "around a missing value", "a,b\n\"NA\",x\n1,\"NA\"\n",
      gives: [["a", "b"], [.missing("NA"), "x"], [1, .missing("NA")]]),
    CSVCase(
      .quotes, "around everything", "\"a\",\"b\"\r\n\"1\",\"x\"\r\n\"2\",\"y\"\r\n",
      gives: [["a", "b"], [1, "x"], [2, "y"]]),
    CSVCase(
      .quotes, "apostrophes are none", "a,b\n'x,y'\n'1',z\n",
      gives: [["a", "b"], ["'x", "y'"], ["'1'", "z"]]),
    CSVCase(
      .quotes, "curly ones are none", "a,b\n“x”,1\n„y“,2\n", gives: [["a", "b"], ["“x”", 1], ["„y“", 2]]),
    CSVCase(
      .quotes, "text behind the closing one stays as it stands", "a,b\n\"x\"y,1\n\"z\" w ,2\n",
      gives: [["a", "b"], ["xy", 1], ["z w", 2]]),
    CSVCase(
      .quotes, "quotes behind the closing one stay too", "a,b\n\"x\"y\"z\",1\nw,2\n",
      gives: [["a", "b"], ["xy\"z\"", 1], ["w", 2]]),
    CSVCase(.quotes, "digits behind the closing one", "a\n\"1\"2\n3\n", gives: [["a"], [12], [3]]),
    CSVCase(
      .quotes, "a delimiter behind the closing one and a word", "a,b\n\"x\"y,1\nz,2\n",
      gives: [["a", "b"], ["xy", 1], ["z", 2]]),

    CSVCase(
      .quotesInQuotes, "doubled", "a,b\n\"say \"\"hi\"\"\",1\nx,2\n",
      gives: [["a", "b"], ["say \"hi\"", 1], ["x", 2]]),
    CSVCase(
      .quotesInQuotes, "one alone", "a,b\n\"\"\"\",1\nx,2\n", gives: [["a", "b"], ["\"", 1], ["x", 2]]),
    CSVCase(.quotesInQuotes, "two alone", "a\n\"\"\"\"\"\"\nx\n", gives: [["a"], ["\"\""], ["x"]]),
    CSVCase(
      .quotesInQuotes, "at both ends", "a,b\n\"\"\"x\"\"\",1\n\"y\"\"\",2\n\"\"\"z\",3\n",
      gives: [["a", "b"], ["\"x\"", 1], ["y\"", 2], ["\"z", 3]]),
    CSVCase(
      .quotesInQuotes, "beside a delimiter", "a,b\n\"x\"\",\"\"y\",1\nz,2\n",
      gives: [["a", "b"], ["x\",\"y", 1], ["z", 2]]),
    CSVCase(
      .quotesInQuotes, "beside a line end", "a,b\n\"x\"\"\n\"\"y\",1\nz,2\n",
      gives: [["a", "b"], ["x\"\n\"y", 1], ["z", 2]]),
    CSVCase(.quotesInQuotes, "in a name", "\"a \"\"b\"\"\",c\n1,2\n", gives: [["a \"b\"", "c"], [1, 2]]),
    CSVCase(
      .quotesInQuotes, "a backslash escapes none", "a,b\n\"x\\\",1\n\"y\\\"\"z\",2\n",
      gives: [["a", "b"], ["x\\", 1], ["y\\\"z", 2]]),

    CSVCase(
      .quoteWithinField, "an inch", "a,b\n5\" disk,1\n3\",2\n",
      gives: [["a", "b"], ["5\" disk", 1], ["3\"", 2]]),
    CSVCase(
      .quoteWithinField, "two of them", "a,b\nx \"y\" z,1\nw,2\n",
      gives: [["a", "b"], ["x \"y\" z", 1], ["w", 2]]),
    CSVCase(
      .quoteWithinField, "doubled ones stay doubled", "a,b\nx\"\"y,1\nz,2\n",
      gives: [["a", "b"], ["x\"\"y", 1], ["z", 2]]),
    CSVCase(
      .quoteWithinField, "delimiters behind one delimit", "a,b\nx\"y,z\"\nv,w\n",
      gives: [["a", "b"], ["x\"y", "z\""], ["v", "w"]]),
    CSVCase(
      .quoteWithinField, "lines behind one end", "a,b\n1,x\"\n2,y\"\n",
      gives: [["a", "b"], [1, "x\""], [2, "y\""]]),
    CSVCase(
      .quoteWithinField, "behind a field in quotes", "a,b\n1,\"x\" \"y\n2,z\n3,\"w\"\n",
      gives: [["a", "b"], [1, "x \"y"], [2, "z"], [3, "w"]]),
    CSVCase(.quoteWithinField, "in a name", "size 5\",b\n1,2\n", gives: [["size 5\"", "b"], [1, 2]]),
    CSVCase(
      .quoteWithinField, "behind a backslash", "a,b\n\\\"x\\\",1\ny,2\n",
      gives: [["a", "b"], ["\\\"x\\\"", 1], ["y", 2]]),

    CSVCase(.unclosedQuote, "in the first row", "a,b\n1,\"x\n2,y\n", refused: unclosed(line: 2)),
    CSVCase(.unclosedQuote, "in a later row", "a,b\n1,x\n2,y\n\"3,z\n4,w\n", refused: unclosed(line: 4)),
    CSVCase(.unclosedQuote, "in the header", "a,\"b\n1,2\n", refused: unclosed(line: 1)),
    CSVCase(.unclosedQuote, "behind lines in quotes", "a,b\n\"1\n2\",3\n4,\"5", refused: unclosed(line: 4)),
    CSVCase(
      .unclosedQuote, "on a later line of its row", "a,b\n\"x\ny\",\"z\nw\n", refused: unclosed(line: 3)),
    CSVCase(.unclosedQuote, "the last one is doubled", "a,b\n1,x\n2,\"y\"\"\n", refused: unclosed(line: 3)),
    CSVCase(.unclosedQuote, "the last byte opens it", "a,b\n1,x\n2,\"", refused: unclosed(line: 3)),
    CSVCase(.unclosedQuote, "behind spaces", "a,b\n1,x\n2,  \"y\n", refused: unclosed(line: 3)),
    CSVCase(.unclosedQuote, "lines that end in CR", "a,b\r1,x\r\r2,\"y\r3,z\r", refused: unclosed(line: 4)),

    CSVCase(.lineEndInQuotes, "LF", "a,b\n\"x\ny\",1\nz,2\n", gives: [["a", "b"], ["x\ny", 1], ["z", 2]]),
    CSVCase(
      .lineEndInQuotes, "CRLF", "a,b\r\n\"x\r\ny\",1\r\nz,2\r\n",
      gives: [["a", "b"], ["x\r\ny", 1], ["z", 2]]),
    CSVCase(.lineEndInQuotes, "CR", "a,b\n\"x\ry\",1\nz,2\n", gives: [["a", "b"], ["x\ry", 1], ["z", 2]]),
    CSVCase(
      .lineEndInQuotes, "at both ends of the field", "a,b\n1,\"\nx\n\"\n2,y\n",
      gives: [["a", "b"], [1, "\nx\n"], [2, "y"]]),
    CSVCase(
      .lineEndInQuotes, "alone", "a,b\n1,\"\n\"\n2,\"\r\n\"\n",
      gives: [["a", "b"], [1, "\n"], [2, "\r\n"]]),
    CSVCase(
      .lineEndInQuotes, "behind spaces", "a,b\n1,  \"x\ny\"\n\t\"2\n\",z\n",
      gives: [["a", "b"], ["1", "x\ny"], ["2\n", "z"]]),
    CSVCase(
      .lineEndInQuotes, "behind spaces between tabs", "a\tb\n1\t \"x\ny\"\n2\tz\n",
      gives: [["a", "b"], [1, "x\ny"], [2, "z"]]),
    CSVCase(.lineEndInQuotes, "in a name", "\"a\nb\",c\n1,2\n", gives: [["a\nb", "c"], [1, 2]]),
    CSVCase(
      .lineEndInQuotes, "what looks like rows is none", "a,b\n1,\"x\n2,y\n3,z\"\n4,w\n",
      gives: [["a", "b"], [1, "x\n2,y\n3,z"], [4, "w"]]),
    CSVCase(
      .lineEndInQuotes, "they count", "a,b\n\"x\n\ny\",1\n\"z\r\nw\",2\n3\n",
      refused: ragged(line: 7, "1 field", of: 2)),
    CSVCase(
      .lineEndInQuotes, "CRs count too", "a,b\n\"x\ry\r\rz\",1\n3\n",
      refused: ragged(line: 6, "1 field", of: 2)),
    CSVCase(
      .lineEndInQuotes, "a row is where it begins", "a,b\n1,x\n\"y\nz\n\"\n",
      refused: ragged(line: 3, "1 field", of: 2)),

    CSVCase(
      .delimiterInQuotes, "a comma", "a,b\n\"x,y\",1\n\",\",2\n",
      gives: [["a", "b"], ["x,y", 1], [",", 2]]),
    CSVCase(
      .delimiterInQuotes, "a semicolon", "a;b\n\"x;y\";1\nz;2\n",
      gives: [["a", "b"], ["x;y", 1], ["z", 2]]),
    CSVCase(
      .delimiterInQuotes, "a tab", "a\tb\n\"x\ty\"\t1\nz\t2\n", gives: [["a", "b"], ["x\ty", 1], ["z", 2]]),
    CSVCase(
      .delimiterInQuotes, "a tab at the end of the field", "a\tb\n1\t\"x\t\"\n2\tz\n",
      gives: [["a", "b"], [1, "x\t"], [2, "z"]]),
    CSVCase(
      .delimiterInQuotes, "a pipe", "a|b\n\"x|y\"|1\nz|2\n", gives: [["a", "b"], ["x|y", 1], ["z", 2]]),
    CSVCase(.delimiterInQuotes, "in names", "\"a,b\",\"c,d\"\n1,2\n", gives: [["a,b", "c,d"], [1, 2]]),
    CSVCase(
      .delimiterInQuotes, "in all fields of one column", "\"a,b\"\n\"x,y\"\n\"z,w\"\n",
      gives: [["a,b"], ["x,y"], ["z,w"]]),
  ]

  private static func unclosed(line: Int) -> String {
    "f:\(line): the quoted field that begins on this line is never closed; "
      + "close it, or write \"\" for a quote inside a quoted field"
  }

  static let spaces: [CSVCase] = [
    CSVCase(
      .spaces, "around numbers", "a,b\n 1 ,  2.5\n3\t,\t4 \n", gives: [["a", "b"], [1, 2.5], [3, 4]]),
    CSVCase(
      .spaces, "around words", "a,b\n x , y\nz\t,  w  \n", gives: [["a", "b"], ["x", "y"], ["z", "w"]]),
    CSVCase(.spaces, "around names", " a , b\t\n1,2\n", gives: [["a", "b"], [1, 2]]),
    CSVCase(
      .spaces, "behind each comma", "a, b, c\n1, 2, x\n3, 4, y\n",
      gives: [["a", "b", "c"], [1, 2, "x"], [3, 4, "y"]]),
    CSVCase(
      .spaces, "within words stay", "a,b c\nx  y,1\nz,2\n", gives: [["a", "b c"], ["x  y", 1], ["z", 2]]),
    CSVCase(
      .spaces, "alone are missing", "a,b,c\n1, ,x\n  ,2, \t\n",
      gives: [["a", "b", "c"], [1, nil, "x"], [nil, 2, nil]]),
    CSVCase(
      .spaces, "around quotes", "a,b\n \"x\" ,1\n\t\"y,z\"\t, 2\n",
      gives: [["a", "b"], ["x", 1], ["y,z", 2]]),
    CSVCase(
      .spaces, "within quotes stay", "a,b\n\" x \",1\n\"\ty\",2\n\" \",3\n",
      gives: [["a", "b"], [" x ", 1], ["\ty", 2], [" ", 3]]),
    CSVCase(
      .spaces, "within quotes around numbers", "a\n\" 1 \"\n2\n",
      gives: [["a"], [.number(1, as: " 1 ")], [2]]),
    CSVCase(
      .spaces, "between tabs", "a\t b\n 1 \t x y \n3\t \n", gives: [["a", "b"], [1, "x y"], [3, nil]]),
    CSVCase(
      .spaces, "tabs between semicolons", "a;b\n\t1\t;\tx\t\n3;y\n",
      gives: [["a", "b"], [1, "x"], [3, "y"]]),
    CSVCase(.spaces, "before CRLF", "a,b \r\n1,2 \r\n3,4\t\r\n", gives: [["a", "b"], [1, 2], [3, 4]]),
    CSVCase(
      .spaces, "that do not break, around numbers", "a\n\u{A0}1\n2\u{A0}\n3\n",
      gives: [["a"], [.number(1, as: "\u{A0}1")], [.number(2, as: "2\u{A0}")], [3]]),
    CSVCase(
      .spaces, "that do not break stay around words", "a,b\n\u{A0}x,1\ny,2\n",
      gives: [["a", "b"], ["\u{A0}x", 1], ["y", 2]]),
  ]
}
