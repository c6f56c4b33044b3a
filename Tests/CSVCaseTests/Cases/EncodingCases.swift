extension CSVCase {
  static let encodings: [CSVCase] = [
    CSVCase(.byteOrderMark, "before a name", "\u{FEFF}a,b\n1,2\n", gives: [["a", "b"], [1, 2]]),
    CSVCase(
      .byteOrderMark, "before a quote", "\u{FEFF}\"a,b\",c\r\n1,2\r\n", gives: [["a,b", "c"], [1, 2]]),
    CSVCase(
      .byteOrderMark, "before a number", "\u{FEFF}1,2\n3,4\n",
      gives: [["column_1", "column_2"], [1, 2], [3, 4]]),
    CSVCase(
      .byteOrderMark, "before a blank line", "\u{FEFF}\r\na;b\r\n1;2\r\n", gives: [["a", "b"], [1, 2]]),
    CSVCase(
      .byteOrderMark, "further on it is text", "a,b\n\u{FEFF}x,1\ny\u{FEFF},2\n",
      gives: [["a", "b"], ["\u{FEFF}x", 1], ["y\u{FEFF}", 2]]),
    CSVCase(
      .byteOrderMark, "a second one is text", "\u{FEFF}\u{FEFF}a,b\n1,2\n",
      gives: [["\u{FEFF}a", "b"], [1, 2]]),

    CSVCase(.NULByte, "in a word", "a,b\n1,2\n3,x\0y\n", refused: NUL(line: 3)),
    CSVCase(.NULByte, "in a number", "a,b\n1\0,2\n", refused: NUL(line: 2)),
    CSVCase(.NULByte, "in quotes", "a,b\n1,\"x\n\0\"\n", refused: NUL(line: 3)),
    CSVCase(.NULByte, "in the header", "a,b\0\n1,2\n", refused: NUL(line: 1)),
    CSVCase(.NULByte, "the first byte", "\0a,bcd\n1,2\n", refused: NUL(line: 1)),
    CSVCase(.NULByte, "alone on a line", "a\n1\n\0\n2\n", refused: NUL(line: 3)),
    CSVCase(.NULByte, "the last byte", "a,b\n1,2\n3,4\0", refused: NUL(line: 3)),
    CSVCase(
      .NULByte, "many at the end, as of a full disk", "a,b\n1,2\n" + String(repeating: "\0", count: 40),
      refused: NUL(line: 3)),
    CSVCase(.NULByte, "behind a closing quote", "a,b\n1,\"x\"\0\n", refused: NUL(line: 2)),

    CSVCase(
      .invalidUTF8, "Latin-1 in words", latin1("a,b\nMünchen,1\nKöln,2\n"),
      gives: [["a", "b"], [.word(latin1("München")), 1], [.word(latin1("Köln")), 2]],
      warns: [invalid("a", line: 2)]),
    CSVCase(
      .invalidUTF8, "from a later line on", latin1("a,b\nx,1\n\ny,2\né,3\nü,4\n"),
      gives: [["a", "b"], ["x", 1], ["y", 2], [.word(latin1("é")), 3], [.word(latin1("ü")), 4]],
      warns: [invalid("a", line: 5)]),
    CSVCase(
      .invalidUTF8, "words that differ in bytes differ",
      [UInt8]("a\n".utf8) + [0xFF, 10, 0xFE, 10, 0xFF, 10],
      gives: [["a"], [.word([0xFF])], [.word([0xFE])], [.word([0xFF])]], warns: [invalid("a", line: 2)]),
    CSVCase(
      .invalidUTF8, "a character cut off at the end", [UInt8]("a,b\n1,x\n2,".utf8) + [0xE6, 0x97],
      gives: [["a", "b"], [1, "x"], [2, .word([0xE6, 0x97])]], warns: [invalid("b", line: 3)]),
    CSVCase(
      .invalidUTF8, "half a surrogate pair", [UInt8]("a\nx\n".utf8) + [0xED, 0xA0, 0x80, 10],
      gives: [["a"], ["x"], [.word([0xED, 0xA0, 0x80])]], warns: [invalid("a", line: 3)]),
    CSVCase(
      .invalidUTF8, "in quotes", latin1("a,b\n\"é,è\",1\nx,2\n"),
      gives: [["a", "b"], [.word(latin1("é,è")), 1], ["x", 2]], warns: [invalid("a", line: 2)]),
    CSVCase(
      .invalidUTF8, "behind a number", latin1("a\n20°\n30°\n"),
      gives: [["a"], [.word(latin1("20°"))], [.word(latin1("30°"))]], warns: [invalid("a", line: 2)]),
    CSVCase(
      .invalidUTF8, "in a name", latin1("größe,b\n1,2\n"), gives: [["gr\u{FFFD}\u{FFFD}e", "b"], [1, 2]],
      warns: ["f: the name of column 1, 'gr\u{FFFD}\u{FFFD}e', is not valid UTF-8"]),

    CSVCase(
      .UTF8, "of two, three and four bytes", "a,b\nß,1\n日本,2\n🙂,3\n",
      gives: [["a", "b"], ["ß", 1], ["日本", 2], ["🙂", 3]]),
    CSVCase(
      .UTF8, "composed otherwise is another word", "a\n\u{E9}\ne\u{301}\n",
      gives: [["a"], ["\u{E9}"], ["e\u{301}"]]),
    CSVCase(
      .UTF8, "other digits are no numbers", "a,b\n１２,٣\n４,٥\n",
      gives: [["a", "b"], ["１２", "٣"], ["４", "٥"]]),
    CSVCase(
      .UTF8, "other commas delimit nothing", "a,b\nx，y,1\nz、w,2\n",
      gives: [["a", "b"], ["x，y", 1], ["z、w", 2]]),
    CSVCase(
      .UTF8, "control characters are text", "a,b\n\u{1}x,1\ny\u{1B}[0m,2\n\u{7F},3\n",
      gives: [["a", "b"], ["\u{1}x", 1], ["y\u{1B}[0m", 2], ["\u{7F}", 3]]),
    CSVCase(
      .UTF8, "the end mark of DOS is a field", "a,b\n1,2\n\u{1A}", refused: ragged(line: 3, "1 field", of: 2)),

    CSVCase(.UTF16, "little-endian", [0xFF, 0xFE] + UTF16("a,b\n1,2\n"), refused: isUTF16),
    CSVCase(.UTF16, "big-endian", [0xFE, 0xFF] + UTF16("a,b\n1,2\n", isBig: true), refused: isUTF16),
    CSVCase(.UTF16, "little-endian, without a mark", UTF16("a,b\n1,2\n"), refused: isUTF16),
    CSVCase(.UTF16, "big-endian, without a mark", UTF16("a,b\n1,2\n", isBig: true), refused: isUTF16),
    CSVCase(.UTF16, "the mark alone", [0xFF, 0xFE] as [UInt8], refused: isUTF16),
    CSVCase(.UTF16, "UTF-32, little-endian", [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0] as [UInt8], refused: isUTF16),
    CSVCase(.UTF16, "UTF-32, big-endian", [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61] as [UInt8], refused: isUTF16),
  ]

  private static func NUL(line: Int) -> String {
    "f:\(line): found a NUL byte; the file is not text, or it is damaged"
  }

  private static let isUTF16 =
    "f is encoded in UTF-16 or UTF-32; convert it to UTF-8, or pipe it: iconv -f UTF-16 -t UTF-8 FILE | … -"

  private static func invalid(_ column: String, line: Int) -> String {
    "f:\(line): column '\(column)': invalid UTF-8; the bytes are kept unchanged"
  }

  private static func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

  private static func UTF16(_ text: String, isBig: Bool = false) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isBig ? bytes.reversed() : bytes
    }
  }
}
