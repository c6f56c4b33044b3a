import Diagnostics

// The errors about tables.

// MARK: The bytes

extension Failure {
  static func isUTF16(file: String) -> Failure {
    Failure(
      .data,
      "\(file) is encoded in UTF-16 or UTF-32; convert it to UTF-8, or pipe it: iconv -f UTF-16 -t UTF-8 FILE | … -"
    )
  }

  static func nulByte(file: String, line: Int) -> Failure {
    Failure(
      .data,
      "\(file):\(line): found a NUL byte; the file is not text, or it is damaged")
  }

  static func unclosedQuote(file: String, line: Int) -> Failure {
    Failure(
      .data,
      "\(file):\(line): the quoted field that begins on this line is never closed; "
        + "close it, or write \"\" for a quote inside a quoted field")
  }

  static func fieldTooLong(file: String, line: Int, column: Int, limit: Int) -> Failure {
    Failure(
      .data,
      "\(file):\(line): column \(column): a field longer than \(limit >> 20) MB begins here; "
        + "check for an unclosed quote or a wrong delimiter, or raise the limit with \(option: .maxField)")
  }
}

// MARK: The table

extension Failure {
  static func recordTooLong(file: String, line: Int, limit: Int) -> Failure {
    Failure(
      .data,
      "\(file):\(line): a record longer than \(limit >> 20) MB begins here; check for an unclosed quote, "
        + "or use \(option: .maxField) \(limit >> 20)MB (a record may be twice as long)")
  }
}

extension Failure {
  static func tooManyColumns(file: String, line: Int, _ found: String, limit: Int) -> Failure {
    Failure(
      .data,
      "\(file):\(line): found \(found) columns, and the maximum is \(grouped(limit)); "
        + "check the delimiter, or raise the limit with \(option: .maxColumns)")
  }

  static func tooLarge(file: String, line: Int, limit: Int) -> Failure {
    Failure(
      .memory,
      "\(file):\(line): the table up to this line exceeds the \(limit >> 20) MB of available memory; "
        + "leave out columns with \(option: .ignore), or use fewer rows")
  }
}

extension Failure {
  static func emptyFile(file: String) -> Failure {
    Failure(.data, "\(file) is empty: a table needs a header line and at least one row")
  }

  static func headerOnly(file: String) -> Failure {
    Failure(
      .data,
      "\(file) has a header but no rows; if its first line is a row, use \(option: .header, isOff: true)")
  }

  static func raggedRow(
    file: String, line: Int, found: Int, expected: Int, delimiter: UInt8
  ) -> Failure {
    let mark = Dialect.name(of: delimiter)
    return Failure(
      .data,
      "\(file):\(line): found \(counted(found, "field")), expected \(expected) as in the first record; "
        + "quote fields that contain a \(mark), or set another delimiter with \(option: .delimiter)")
  }

  static func headersDiffer(
    file: String, _ header: Header, from firstFile: String, _ first: Header
  ) -> Failure {
    guard header.names.count == first.names.count else {
      return Failure(
        .data,
        "\(file) has \(counted(header.names.count, "column")), \(firstFile) has \(first.names.count); "
          + "files read together must have the same columns")
    }
    let i = zip(header.names, first.names).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
    return Failure(
      .data,
      "\(file): column \(i + 1) is named '\(header.names[i])', but '\(first.names[i])' in \(firstFile); "
        + "files read together must have the same columns in the same order")
  }

  static func textAmongNumbers(
    _ text: ColumnBuilder.FirstText, column: String, isForced: Bool, _ dialect: Dialect,
    _ missing: MissingValues
  ) -> Failure {
    let place = "\(text.file):\(text.line): column '\(column)': '\(shortened(text.word))' is not a "
    if let hint = decimalMarkHint(text.word, dialect) { return Failure(.data, "\(place)number; \(hint)") }
    if isForced && text.numbersBefore == 0 {
      return Failure(
        .data,
        "\(place)plain number; write plain numbers, without units"
      )
    }
    let marks = missing.advice(for: shortened(text.word))
    let remedy: Message =
      isForced
      ? "correct it, or \(marks)"
      : "correct it, \(marks), or use \(option: .categorical) '\(asListItem(column))' if the column is categorical"
    return Failure(.data, "\(place)number (after \(counted(text.numbersBefore, "number"))); \(remedy)")
  }

  static func otherwiseWritten(
    _ odd: ColumnBuilder.OtherwiseWritten, column: String, isForced: Bool, _ missing: MissingValues
  ) -> Failure {
    let word = shortened(odd.word)
    let marks = missing.advice(for: word)
    let remedy: Message =
      isForced
      ? "or \(marks)"
      : "\(marks), or use \(option: .categorical) '\(asListItem(column))' if the column is categorical"
    return Failure(
      .data,
      "column '\(column)', row \(grouped(odd.row + 1)) of the data: '\(word)' is formatted differently from other values, such as "
        + "'\(shortened(odd.example.word))' in \(odd.example.place); write all values in one format, \(remedy)"
    )
  }

  /// The hint for a text that is a number with the other decimal mark; nil for any other text.
  private static func decimalMarkHint(_ word: CellText, _ dialect: Dialect) -> String? {
    let hasComma = dialect.decimalMark == Number.comma
    guard dialect.delimiter != Dialect.comma,
      Number.parse(word.bytes, decimalMark: hasComma ? Number.point : Number.comma) != nil
    else { return nil }
    let (its, files) = hasComma ? ("point", "comma") : ("comma", "point")
    return "it has a decimal \(its), but the first numbers of the file have a decimal \(files); "
      + "use the same decimal mark everywhere"
  }
}
