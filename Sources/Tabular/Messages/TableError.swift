import Diagnostics

// All the ways in which a table can be wrong, and what the user is told.

// MARK: The bytes

extension Failure {
  static func isUTF16(file: String) -> Failure {
    Failure(
      .data,
      "\(file) is written in UTF-16 or UTF-32; convert it, or pipe it: iconv -f UTF-16 -t UTF-8 FILE | … -")
  }

  static func nulByte(file: String, line: Int) -> Failure {
    Failure(
      .data,
      "\(file), line \(line): a NUL byte; this is no text file, or one damaged in copying")
  }

  static func unclosedQuote(file: String, line: Int) -> Failure {
    Failure(
      .data,
      "\(file), line \(line): the quote that opens a field on this line is never closed; "
        + "close it, or write \"\" for a quote within a quoted field")
  }

  static func fieldTooLong(file: String, line: Int, column: Int, limit: Int) -> Failure {
    Failure(
      .data,
      "\(file), line \(line), column \(column): a field of more than \(limit >> 20) MB begins here; "
        + "is a quote left open, or the delimiter another one? Else \(option: .maxField) allows for more")
  }
}

// MARK: The table

extension Failure {
  static func recordTooLong(file: String, line: Int, limit: Int) -> Failure {
    Failure(
      .data,
      "\(file), line \(line): a record of more than \(limit >> 20) MB begins here; is a quote left open? "
        + "Else say \(option: .maxField) \(limit >> 20)MB, of which a record may have twice as much")
  }
}

extension Failure {
  static func tooManyColumns(file: String, line: Int, _ found: String, limit: Int) -> Failure {
    Failure(
      .data,
      "\(file), line \(line): \(found) columns, where \(grouped(limit)) are the most; "
        + "is the delimiter another one? Else \(option: .maxColumns) allows for more")
  }

  static func tooLarge(file: String, line: Int, limit: Int) -> Failure {
    Failure(
      .memory,
      "\(file), line \(line): the table takes more than the \(limit >> 20) MB of memory that there are, "
        + "and goes on; leave columns out with \(option: .ignore), or rows")
  }
}

extension Failure {
  static func emptyFile(file: String) -> Failure {
    Failure(.data, "\(file) is empty: a table needs a line of names and at least one row")
  }

  static func headerOnly(file: String) -> Failure {
    Failure(
      .data,
      "\(file) has a header but no rows; if its first line is a row, say \(option: .header, isOff: true)")
  }

  static func raggedRow(
    file: String, line: Int, found: Int, expected: Int, delimiter: UInt8
  ) -> Failure {
    let mark = Dialect.name(of: delimiter)
    return Failure(
      .data,
      "\(file), line \(line): \(counted(found, "field")) where the first record has \(expected); "
        + "quote fields that hold a \(mark), or name another delimiter with \(option: .delimiter)")
  }

  static func headersDiffer(
    file: String, _ header: Header, from firstFile: String, _ first: Header
  ) -> Failure {
    guard header.names.count == first.names.count else {
      return Failure(
        .data,
        "\(file) has \(counted(header.names.count, "column")), \(firstFile) has \(first.names.count); "
          + "files read together need the same columns")
    }
    let i = zip(header.names, first.names).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
    return Failure(
      .data,
      "\(file): column \(i + 1) is named '\(header.names[i])', in \(firstFile) '\(first.names[i])'; "
        + "files read together need the same columns in the same order")
  }

  static func textAmongNumbers(
    _ text: ColumnBuilder.FirstText, column: String, isForced: Bool, _ dialect: Dialect,
    _ missing: MissingValues
  ) -> Failure {
    let place = "\(text.file), line \(text.line), column '\(column)': '\(shortened(text.word))' is no number"
    if let hint = decimalMarkHint(text.word, dialect) { return Failure(.data, "\(place); \(hint)") }
    if isForced && text.numbersBefore == 0 {
      return Failure(
        .data,
        "\(place) as it is written; write plain numbers, without units"
      )
    }
    let marks = missing.advice(for: shortened(text.word))
    let remedy: Message =
      isForced
      ? "correct it, or \(marks)"
      : "correct it, \(marks), or \(option: .categorical) '\(asListItem(column))' if the column holds names of categories"
    return Failure(.data, "\(place), after \(counted(text.numbersBefore, "number")); \(remedy)")
  }

  static func otherwiseWritten(
    _ odd: ColumnBuilder.OtherwiseWritten, column: String, isForced: Bool, _ missing: MissingValues
  ) -> Failure {
    let word = shortened(odd.word)
    let marks = missing.advice(for: word)
    let remedy: Message =
      isForced
      ? "or \(marks)"
      : "\(marks), or \(option: .categorical) '\(asListItem(column))' if the column holds names of categories"
    return Failure(
      .data,
      "column '\(column)', row \(grouped(odd.row + 1)) of the data: '\(word)' is not written as others are, such as "
        + "'\(shortened(odd.example.word))' in \(odd.example.place); write all of them alike, \(remedy)")
  }

  /// What to tell where a text is a number with the other decimal mark.
  private static func decimalMarkHint(_ word: CellText, _ dialect: Dialect) -> String? {
    let hasComma = dialect.decimalMark == Number.comma
    guard dialect.delimiter != Dialect.comma,
      Number.parse(word.bytes, decimalMark: hasComma ? Number.point : Number.comma) != nil
    else { return nil }
    let (its, files) = hasComma ? ("point", "comma") : ("comma", "point")
    return "it has a decimal \(its), and the numbers that the file begins with a decimal \(files); "
      + "write all of them alike"
  }
}
