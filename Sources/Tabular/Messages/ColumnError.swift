import Diagnostics

// The errors about columns.

// MARK: Requested columns

extension Failure {
  /// The maximum number of names listed.
  private static let fewNames = 20

  static func unknownColumn(_ reference: String, among header: Header) -> Failure {
    let names = header.names
    var hint: Message =
      if let nearest = header.nearest(to: reference) {
        "did you mean '\(nearest)'?"
      } else if names.count == 1 {
        "its only column is '\(names[0])'. If the delimiter is wrong, set it with \(option: .delimiter)"
      } else if names.count <= fewNames {
        "its columns are \(listed(names, most: fewNames))"
      } else {
        "use the name of one of its \(names.count) columns, or a number from 1"
      }
    // A name that contains a comma was split into two.
    let whole = names.first { name in
      name.contains(",") && name.split(separator: ",").contains { $0 == reference }
    }
    if let whole {
      hint = hint + "; escape a comma in a column name with a backslash: '\(asListItem(whole))'"
    }
    return Failure(.usage, "the table has no column '\(reference)'; \(hint)")
  }

  static func ignoredColumn(_ name: String) -> Failure {
    Failure(.usage, "column '\(name)' is both requested and ignored; remove it from \(option: .ignore)")
  }

  static func numericAndCategorical(_ name: String) -> Failure {
    Failure(.usage, "column '\(name)' cannot be both \(option: .numeric) and \(option: .categorical)")
  }
}

// MARK: The weights

extension Failure {
  /// `row` counts from 0.
  package static func wrongWeight(_ column: String, _ weight: Float, row: Int) -> Failure {
    let found = weight.isNaN ? "missing" : "negative (\(weight))"
    return Failure(
      .data, "column '\(column)', the sample weight, is \(found) in row \(grouped(row + 1)) of the data")
  }
}

// MARK: The rows to predict

extension Failure {
  static func missingColumn(
    file: String, _ column: ColumnRequest, in header: Header, of wanted: [ColumnRequest]
  ) -> Failure {
    // The name of another requested column is not a suggestion.
    let others = Set(wanted.map(\.name))
    let hint =
      header.nearest(to: column.name, except: others).map { "; was it renamed to '\($0)'?" }
      ?? (column.isTarget ? "" : "; the model requires it")
    let role = column.isTarget ? ", the target, which is required to evaluate predictions" : ""
    return Failure(.data, "\(file) has no column '\(column.name)'\(role)\(hint)")
  }

  static func missingPlace(
    file: String, _ column: ColumnRequest, _ position: Int, among count: Int
  ) -> Failure {
    let purpose = column.isTarget ? "evaluating predictions requires" : "the model requires"
    return Failure(
      .data,
      "\(file) has \(counted(count, "column")), but \(purpose) column \(position + 1) "
        + "('\(column.name)'). Without a header, columns are matched by their position in the training data; "
        + "use \(option: .header) if the first line holds column names")
  }
}

// MARK: The target

extension Failure {
  static func allMissing(target: String) -> Failure {
    Failure(
      .data,
      "column '\(target)', the target, has only missing values; use \(option: .target) to choose another column"
    )
  }

  static func constantTarget(_ target: String, _ value: String) -> Failure {
    Failure(
      .data, "column '\(target)', the target, is '\(value)' in every training row; there is nothing to learn")
  }

  /// The hint for a column of text whose values resemble numbers.
  static func notNumbers(_ example: CellText) -> String {
    "values such as '\(shortened(example))' are not plain numbers (units or mixed formats?); "
      + "if they are meant as numbers, write plain numbers"
  }

  static func textTarget(_ target: String, _ word: CellText) -> Failure {
    let found = "column '\(target)', the target, holds '\(shortened(word))', which is not a "
    return Failure(
      .data,
      word.resemblesNumber
        ? "\(found)plain number (units or mixed formats?); write plain numbers"
        : "\(found)number; use \(option: .task) classification")
  }

  /// `text` is an example; nil where the values are numbers.
  static func tooManyClasses(_ target: String, _ count: Int, limit: Int, _ text: CellText?) -> Failure {
    let found =
      "column '\(target)', the target, has \(grouped(count)) distinct values, more than the "
      + "maximum of \(grouped(limit)) classes"
    let raise: Message = "; if they are classes, use \(option: .maxCategories) \(count)"
    guard let text else { return Failure(.data, "\(found); use \(option: .task) regression\(raise)") }
    return Failure(.data, "\(found)\(remedy(text))\(raise)")
  }

  static func identifierTarget(_ target: String, _ text: CellText) -> Failure {
    Failure(.data, "column '\(target)', the target, has a different value in every row\(remedy(text))")
  }

  private static func remedy(_ text: CellText) -> Message {
    text.resemblesNumber
      ? "; \(notNumbers(text))"
      : ", for example '\(shortened(text))'; use \(option: .target) to choose another column"
  }

  static func severalClassTargets(_ target: String) -> Failure {
    Failure(
      .usage,
      "several targets must all be numeric, but column '\(target)' holds classes; use a single \(option: .target)"
    )
  }

  static func unknownClass(_ target: String, _ word: CellText, file: String?, line: Int?) -> Failure {
    let place = file.map { $0 + (line.map { ":\($0): " } ?? ": ") } ?? ""
    return Failure(
      .data,
      "\(place)column '\(target)', the target, holds '\(shortened(word))', a class that does not occur in the training rows; correct it, or leave the cell empty"
    )
  }

  static func noFeatures(_ exclusions: [Features.Exclusion], in header: Header) -> Failure {
    if header.names.count == 1 {
      return Failure(
        .data,
        "the only column of the table is '\(header.names[0])', so no feature column is left. "
          + "If the delimiter is wrong, set it with \(option: .delimiter)")
    }
    let lines = Features.Exclusion.summary(exclusions)
    guard !lines.isEmpty else {
      return Failure(.data, "no feature column is left: every column is the target or ignored")
    }
    let remedy: Message =
      exclusions.contains { $0.kind != .constant }
      ? "; use \(option: .numeric) or \(option: .categorical) to keep a column that is not constant"
      : ""
    return Failure(.data, "no feature column is left: \(lines.joined(separator: "; "))" + remedy)
  }
}
