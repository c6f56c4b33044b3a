import Errors

// All the ways in which a table can be wrong, and what the user is told.

// MARK: The bytes

extension Failure {
  static func isUTF16(file: String) -> Failure {
    Failure(
      .data,
      "\(file) is written in UTF-16 or UTF-32; convert it first: iconv -f UTF-16 -t UTF-8 \(file)")
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

  static func fieldTooLong(file: String, line: Int, limit: Int) -> Failure {
    Failure(
      .data,
      "\(file), line \(line): a field of more than \(limit >> 20) MB begins here; "
        + "is a quote left open, or the delimiter another one?")
  }
}

// MARK: The table

extension Failure {
  static func recordTooLong(file: String, line: Int, limit: Int) -> Failure {
    Failure(
      .data,
      "\(file), line \(line): a record of more than \(limit >> 20) MB begins here; is a quote left open?")
  }
}

extension Failure {
  static func emptyFile(file: String) -> Failure {
    Failure(.data, "\(file) is empty: a table needs a line of names and at least one row")
  }

  static func headerOnly(file: String) -> Failure {
    Failure(
      .data, "\(file) has a header but no rows; if its first line is a row, say --no-header")
  }

  static func raggedRow(
    file: String, line: Int, found: Int, expected: Int, delimiter: UInt8
  ) -> Failure {
    let mark = delimiter == tab ? "tab" : "'\(Unicode.Scalar(delimiter))'"
    return Failure(
      .data,
      "\(file), line \(line): \(counted(found, "field")) where the first record has \(expected); "
        + "quote fields that hold a \(mark), or name another delimiter with --delimiter")
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
    _ text: ColumnBuilder.FirstText, column: String, isForced: Bool
  ) -> Failure {
    let place = "\(text.file), line \(text.line), column '\(column)': '\(shortened(text.word))'"
    let before = "is no number, after \(counted(text.numbersBefore, "number"))"
    let remedy =
      isForced
      ? "correct it, or say --missing '\(shortened(text.word))' if it marks a missing value"
      : "correct it, say --missing '\(shortened(text.word))' if it marks a missing value, "
        + "or --categorical '\(column)' if the column holds names of categories"
    return Failure(.data, "\(place) \(before); \(remedy)")
  }
}

// MARK: The columns asked for

extension Failure {
  static func unknownColumn(_ reference: String, nearest: String?, count: Int) -> Failure {
    let hint = nearest.map { "did you mean '\($0)'?" } ?? "name one of its \(count), or its number from 1"
    return Failure(.usage, "the table has no column '\(reference)'; \(hint)")
  }

  static func ignoredColumn(_ name: String) -> Failure {
    Failure(.usage, "column '\(name)' is asked for and ignored at once; take it out of --ignore")
  }

  static func numericAndCategorical(_ name: String) -> Failure {
    Failure(.usage, "column '\(name)' cannot be both --numeric and --categorical")
  }
}

// MARK: Wording

/// "1 field", "2 fields".
private func counted(_ n: Int, _ noun: String) -> String { n == 1 ? "1 \(noun)" : "\(n) \(noun)s" }

/// A word as it is shown in a message: on one line, and no longer than it helps.
private func shortened(_ word: Word) -> String {
  let line = word.description.prefix(40).map { $0.isNewline ? " " : String($0) }.joined()
  return word.bytes.count > 40 ? line + "…" : line
}

// MARK: The rows to predict

extension Failure {
  static func missingColumn(file: String, _ name: String, nearest: String?) -> Failure {
    let hint =
      nearest.map { "; it has '\($0)': is that the one, renamed?" } ?? "; the model was trained with it"
    return Failure(.data, "\(file) has no column '\(name)'" + hint)
  }
}

// MARK: The target

extension Failure {
  static func allMissing(target: String) -> Failure {
    Failure(.data, "column '\(target)', the target, has no value in any row; name another with --target")
  }

  static func constantTarget(_ target: String, _ value: String) -> Failure {
    Failure(
      .data, "column '\(target)', the target, is '\(value)' in every training row; there is nothing to learn")
  }

  static func textTarget(_ target: String, _ word: Word) -> Failure {
    Failure(
      .data,
      "column '\(target)', the target, holds '\(shortened(word))', which is no number; say --task classification"
    )
  }

  static func tooManyClasses(_ target: String, _ count: Int) -> Failure {
    Failure(
      .data,
      "column '\(target)', the target, has \(count) different values, too many for classes; say --task regression"
    )
  }

  static func severalClassTargets(_ target: String) -> Failure {
    Failure(
      .usage, "several targets must all be numbers, and column '\(target)' holds classes; name one --target")
  }

  static func unknownClass(_ target: String, _ word: Word) -> Failure {
    Failure(
      .data, "column '\(target)', the target, holds '\(shortened(word))', a class that no training row has")
  }

  static func noFeatures() -> Failure {
    Failure(.data, "no column is left to learn from; each was ignored, constant or an identifier")
  }
}
