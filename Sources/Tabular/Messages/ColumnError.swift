import Diagnostics

// All the ways in which columns can be wrong, or the wrong ones, and what the user is told.

// MARK: The columns asked for

extension Failure {
  /// The most names that are listed.
  private static let fewNames = 20

  static func unknownColumn(_ reference: String, among header: Header) -> Failure {
    let names = header.names
    var hint: Message =
      if let nearest = header.nearest(to: reference) {
        "did you mean '\(nearest)'?"
      } else if names.count == 1 {
        "it has only '\(names[0])': is the delimiter another one? Name it with \(option: .delimiter)"
      } else if names.count <= fewNames {
        "it has \(listed(names, most: fewNames))"
      } else {
        "name one of its \(names.count), or its number from 1"
      }
    // A name with a comma was taken for two.
    let whole = names.first { name in
      name.contains(",") && name.split(separator: ",").contains { $0 == reference }
    }
    if let whole {
      hint = hint + "; a comma within a name is written behind a backslash: '\(asListItem(whole))'"
    }
    return Failure(.usage, "the table has no column '\(reference)'; \(hint)")
  }

  static func ignoredColumn(_ name: String) -> Failure {
    Failure(.usage, "column '\(name)' is asked for and ignored at once; take it out of \(option: .ignore)")
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
      .data, "column '\(column)', the weight, is \(found) in row \(grouped(row + 1)) of the data")
  }
}

// MARK: The rows to predict

extension Failure {
  static func missingColumn(
    file: String, _ column: ColumnRequest, in header: Header, of wanted: [ColumnRequest]
  ) -> Failure {
    // A column that is wanted itself is not this one.
    let others = Set(wanted.map(\.name))
    let hint =
      header.nearest(to: column.name, except: others).map { "; it has '\($0)': is that the one, renamed?" }
      ?? (column.isTarget ? "" : "; the model was trained with it")
    let role = column.isTarget ? ", the target, which is needed to measure predictions" : ""
    return Failure(.data, "\(file) has no column '\(column.name)'\(role)\(hint)")
  }

  static func missingPlace(
    file: String, _ column: ColumnRequest, _ position: Int, among count: Int
  ) -> Failure {
    let purpose = column.isTarget ? "to measure predictions takes" : "the model needs"
    return Failure(
      .data,
      "\(file) has \(counted(count, "column")), and \(purpose) column \(position + 1), the one called "
        + "'\(column.name)'; without a header columns are found by place, as they stood in training: "
        + "say \(option: .header) if the first line holds names")
  }
}

// MARK: The target

extension Failure {
  static func allMissing(target: String) -> Failure {
    Failure(
      .data, "column '\(target)', the target, has no value in any row; name another with \(option: .target)")
  }

  static func constantTarget(_ target: String, _ value: String) -> Failure {
    Failure(
      .data, "column '\(target)', the target, is '\(value)' in every training row; there is nothing to learn")
  }

  /// How numbers come to be taken for words.
  static let notNumbers =
    "which are no numbers as written (a unit, or several ways of writing?); if they are meant as numbers, "
    + "write plain ones"

  static func textTarget(_ target: String, _ word: CellText) -> Failure {
    let found = "column '\(target)', the target, holds '\(shortened(word))', which is no number"
    return Failure(
      .data,
      word.resemblesNumber
        ? "\(found) as written (a unit, or several ways of writing?); write plain numbers"
        : "\(found); say \(option: .task) classification")
  }

  /// `text` is one of them where they are no numbers.
  static func tooManyClasses(_ target: String, _ count: Int, limit: Int, _ text: CellText?) -> Failure {
    let found =
      "column '\(target)', the target, has \(grouped(count)) different values, and "
      + "\(grouped(limit)) classes are the most"
    let raise: Message = "; if they are classes, say \(option: .maxCategories) \(count)"
    guard let text else { return Failure(.data, "\(found); say \(option: .task) regression\(raise)") }
    return Failure(.data, "\(found)\(remedy(text))\(raise)")
  }

  static func identifierTarget(_ target: String, _ text: CellText) -> Failure {
    Failure(.data, "column '\(target)', the target, has a value of its own in every row\(remedy(text))")
  }

  private static func remedy(_ text: CellText) -> Message {
    text.resemblesNumber
      ? ", such as '\(shortened(text))', \(notNumbers)"
      : ", such as '\(shortened(text))'; name another with \(option: .target)"
  }

  static func severalClassTargets(_ target: String) -> Failure {
    Failure(
      .usage,
      "several targets must all be numbers, and column '\(target)' holds classes; name one \(option: .target)"
    )
  }

  static func unknownClass(_ target: String, _ word: CellText, file: String?, line: Int?) -> Failure {
    let place = file.map { $0 + (line.map { ", line \($0): " } ?? ": ") } ?? ""
    return Failure(
      .data,
      "\(place)column '\(target)', the target, holds '\(shortened(word))', a class that no training row has; correct it, or leave the cell empty"
    )
  }

  static func noFeatures(_ exclusions: [Features.Exclusion], in header: Header) -> Failure {
    if header.names.count == 1 {
      return Failure(
        .data,
        "the table has only column '\(header.names[0])', and none is left to learn from: is the delimiter another "
          + "one? Name it with \(option: .delimiter)")
    }
    let lines = Features.Exclusion.summary(exclusions)
    guard !lines.isEmpty else {
      return Failure(.data, "no column is left to learn from: each is the target, or was ignored")
    }
    let remedy: Message =
      exclusions.contains { $0.kind != .constant }
      ? "; \(option: .numeric) or \(option: .categorical) and its name keeps a column that is not constant"
      : ""
    return Failure(.data, "no column is left to learn from: \(lines.joined(separator: "; "))" + remedy)
  }
}
