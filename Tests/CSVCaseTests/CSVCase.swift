/// A file, and what has to be made of it: a table, a message, or a message to whoever trains and rows to whoever
/// predicts.
struct CSVCase: Sendable {
  let topic: Topic
  let name: String
  let bytes: [UInt8]
  /// The names of the columns, then the rows; nil where nobody gets any.
  var table: [[Cell]]?
  /// What is said, by all readers or by that of whole tables only.
  var message: String?
  /// What is told of a whole table.
  var warnings: [String] = []
  /// What the user says of the file.
  var delimiter: UInt8?
  var header: Bool?

  /// A file that is a table.
  init(
    _ topic: Topic, _ name: String, _ bytes: some Sequence<UInt8>, delimiter: Unicode.Scalar? = nil,
    header: Bool? = nil, gives table: [[Cell]], warns warnings: [String] = []
  ) {
    (self.topic, self.name, self.bytes) = (topic, name, Array(bytes))
    (self.table, self.warnings, self.header) = (table, warnings, header)
    self.delimiter = delimiter.map { UInt8(ascii: $0) }
  }

  init(
    _ topic: Topic, _ name: String, _ text: String, delimiter: Unicode.Scalar? = nil, header: Bool? = nil,
    gives table: [[Cell]], warns warnings: [String] = []
  ) {
    self.init(
      topic, name, text.utf8, delimiter: delimiter, header: header, gives: table, warns: warnings)
  }

  /// A file that no reader takes; or, with `butGives`, one that is no table to learn from but has rows to predict.
  init(
    _ topic: Topic, _ name: String, _ bytes: some Sequence<UInt8>, delimiter: Unicode.Scalar? = nil,
    header: Bool? = nil, refused message: String, butGives table: [[Cell]]? = nil
  ) {
    (self.topic, self.name, self.bytes) = (topic, name, Array(bytes))
    (self.table, self.message, self.header) = (table, message, header)
    self.delimiter = delimiter.map { UInt8(ascii: $0) }
  }

  init(
    _ topic: Topic, _ name: String, _ text: String, delimiter: Unicode.Scalar? = nil, header: Bool? = nil,
    refused message: String, butGives table: [[Cell]]? = nil
  ) {
    self.init(
      topic, name, text.utf8, delimiter: delimiter, header: header, refused: message, butGives: table)
  }

  static let all: [CSVCase] =
    lineEnds + blanks + quotes + spaces + records + headers + encodings + numbers + texts + delimiters + sizes
}

/// What a case is about: each must be decided, and has a case or more.
enum Topic: CaseIterable {
  case lineEnds, noLineEndAtTheEnd, blankLines, emptyFile
  case quotes, quotesInQuotes, quoteWithinField, unclosedQuote, lineEndInQuotes, delimiterInQuotes
  case spaces, shortRow, longRow
  case repeatedNames, emptyNames, names, headerOnly, noHeader, oneColumn, oneRow
  case byteOrderMark, NULByte, invalidUTF8, UTF8, UTF16
  case exponents, bareMarks, signs, notNumbers, infinity, notANumber, missing, subnormals, manyDigits
  case decimalComma, notations, lateText
  case delimiterGuess, oneColumnGuess, delimiterGiven
  case manyColumns, bigField, severalBlocks
}

/// A cell as it must be read: its bytes, and what they mean.
///
/// A column whose cells are numbers or missing is one of numbers, any other one of words. Literals stand for
/// cells that look like them, nil for an empty one.
struct Cell: Sendable {
  enum Meaning: Equatable { case word, number(Float), missing }

  var bytes: [UInt8]
  var meaning: Meaning

  /// A number that is written otherwise than a literal.
  static func number(_ value: Float, as text: String) -> Cell {
    Cell(bytes: Array(text.utf8), meaning: .number(value))
  }

  /// A word that marks a missing value.
  static func missing(_ text: String) -> Cell { Cell(bytes: Array(text.utf8), meaning: .missing) }

  static func word(_ bytes: [UInt8]) -> Cell { Cell(bytes: bytes, meaning: .word) }

  static func word(_ text: String) -> Cell { .word(Array(text.utf8)) }

  /// A whole number.
  static func number(_ value: Int) -> Cell { .number(Float(value), as: "\(value)") }
}

extension Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByNilLiteral
{
  init(stringLiteral text: String) { self = .word(text) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(floatLiteral value: Double) { self = .number(Float(value), as: "\(value)") }
  init(nilLiteral: ()) { self = .missing("") }
}

/// The message of a row with too few or too many fields.
func ragged(line: Int, _ fields: String, of width: Int, delimiter: String = "','") -> String {
  "f:\(line): found \(fields), expected \(width) as in the first record; "
    + "quote fields that contain a \(delimiter), or set another delimiter with `delimiter`"
}
