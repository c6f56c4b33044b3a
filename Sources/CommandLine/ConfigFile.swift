import Errors

/// Options in a file: lines `name = value`, or the name alone of an option without a value.
///
/// Blank lines and those that begin with `#` say nothing.
extension Arguments {
  /// Parses the bytes of such a file, whose name in messages is `file`; those of `forbidden` cannot stand there.
  ///
  /// Throws `.usage`, with the line, for what is wrong in it.
  package init(config bytes: [UInt8], file: String, forbidden: Set<Table> = []) throws(Failure) {
    try self.init([])
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.usage, "'\(file)' is no text in UTF-8")
    }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (k, line) in lines.enumerated() {
      let line = trimmed(line)
      if line.isEmpty || line.hasPrefix("#") { continue }
      do {
        try take(line, forbidden)
      } catch {
        throw Failure(.usage, "'\(file)', line \(k + 1): \(error.message)")
      }
    }
  }

  private mutating func take(_ line: Substring, _ forbidden: Set<Table>) throws(Failure) {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
    guard let name = parts.first, !name.hasPrefix("-") else {
      throw Failure(.usage, "an option stands without dashes here: name = value")
    }
    let option = try option(named: String(name))
    guard !forbidden.contains(option) else {
      throw Failure(.usage, "\(name) is for the command line alone")
    }
    let takesValue = option.row.value != nil
    guard parts.count == (takesValue ? 2 : 1) else {
      throw Failure(
        .usage,
        takesValue ? "\(name) needs a value: \(name) = \(option.row.value ?? "")" : "\(name) takes no value")
    }
    try record(option, takesValue ? String(parts[1]) : "")
  }

  /// The same with the options of a file where these do not say otherwise; `opposite` is what an option takes back.
  package func completed(by config: Arguments, opposite: (Table) -> Table?) -> Arguments {
    with(
      config.values.filter { option, _ in
        !contains(option) && opposite(option).map { !contains($0) } ?? true
      })
  }
}

private func trimmed(_ text: Substring) -> Substring {
  let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
  let rest = text.drop(while: blank)
  return rest.lastIndex { !blank($0) }.map { rest[...$0] } ?? ""
}
