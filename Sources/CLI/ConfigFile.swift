import Diagnostics

/// Options in a file: lines `name = value`, or the name alone of an option without a value.
///
/// Blank lines and those that begin with `#` say nothing. A value may stand between double quotes, with `\"`, `\\` and
/// `\n` in it: it has to where blanks or a quote begin or end it, or it goes over a line.
extension Arguments {
  /// Parses the bytes of such a file, whose name in messages is `file`; those of `forbidden` cannot stand there.
  ///
  /// Throws `.usage`, with the line, for what is wrong in it.
  package init(config bytes: [UInt8], file: String, forbidden: Set<Table> = []) throws(Failure) {
    try self.init([])
    self.file = file
    let bytes = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes[...]
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.usage, "'\(file)' is no text in UTF-8")
    }
    // Scalars, since a mark that combines with a blank, a quote or the end of a line does not change what that is here.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (k, line) in lines.enumerated() {
      let line = trimmed(line)
      guard let first = line.first, first != "#" else { continue }
      do {
        let option = try take(line, forbidden)
        self.lines[option] = k + 1
      } catch {
        throw Failure(.usage, "'\(file)', line \(k + 1): \(error.message)")
      }
    }
  }

  private mutating func take(_ line: Scalars, _ forbidden: Set<Table>) throws(Failure) -> Table {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
    guard let first = parts.first, first.first != "-" else {
      throw Failure(.usage, "an option stands without dashes here: name = value")
    }
    let name = String(first)
    // Blanks where a = should stand.
    let word = String(first.prefix { !isBlank($0) })
    let lacksSign = parts.count == 1 && word != name && Table(rawValue: word) != nil
    let option = try option(named: lacksSign ? word : name)
    guard !forbidden.contains(option) else {
      throw Failure(.usage, "\(option.rawValue) is for the command line alone")
    }
    if lacksSign {
      throw Failure(
        .usage,
        option.row.value.map { "a value stands behind =: \(word) = \($0)" } ?? "\(word) takes no value")
    }
    let takesValue = option.row.value != nil
    guard parts.count == (takesValue ? 2 : 1) else {
      throw Failure(
        .usage,
        takesValue ? "\(name) needs a value: \(name) = \(option.row.value ?? "")" : "\(name) takes no value")
    }
    try record(option, takesValue ? unquoted(parts[1]) : "")
    return option
  }

  /// The same with the options of a file where these do not say otherwise, and those of the file that are left out:
  /// the ones to leave out, and all that do not go with these.
  ///
  /// `check` throws for options that cannot be together. What these alone, or those of the file alone, are refused for
  /// is thrown.
  package func completed(
    by config: Arguments, without unwanted: Set<Table> = [], check: (Arguments) throws(Failure) -> Void
  ) throws(Failure) -> (arguments: Arguments, leftOut: [Table]) {
    func isAllowed(_ arguments: Arguments) -> Bool { (try? check(arguments)) != nil }
    let open = Table.allCases.filter { config.contains($0) && !contains($0) }
    var left = open.filter { !unwanted.contains($0) }
    let whole = with(left, of: config)
    if isAllowed(whole) { return (whole, open.filter(unwanted.contains)) }
    var alone = config
    alone.operands = operands
    // It may need one of these.
    if !values.contains(where: { isAllowed(alone.with([$0.key: $0.value])) }) { try check(alone) }
    // One may need another, which comes later.
    var completed = self
    while let k = left.firstIndex(where: { isAllowed(completed.with([$0], of: config)) }) {
      completed = completed.with([left.remove(at: k)], of: config)
    }
    try check(completed)
    return (completed, open.filter { unwanted.contains($0) || left.contains($0) })
  }

  /// The same with these options of a file.
  private func with(_ options: [Table], of config: Arguments) -> Arguments {
    var arguments = with(config.values.filter { options.contains($0.key) })
    arguments.lines.merge(config.lines.filter { options.contains($0.key) }) { $1 }
    arguments.file = config.file
    return arguments
  }

  /// The same without these options.
  package func without(_ isLeftOut: (Table) -> Bool) -> Arguments {
    var arguments = self
    arguments.values = values.filter { !isLeftOut($0.key) }
    arguments.lines = lines.filter { !isLeftOut($0.key) }
    return arguments
  }

  /// The same failure, which says where in the file the options stand that it names.
  package func located(_ failure: Failure) -> Failure {
    var places: [String] = []
    for match in failure.message.matches(of: #/--(?<name>[a-z0-9-]+)/#) {
      guard let option = Table(rawValue: String(match.name)), let line = lines[option] else { continue }
      let place = "--\(match.name) on line \(line)"
      if !places.contains(place) { places.append(place) }
    }
    guard !places.isEmpty else { return failure }
    return Failure(
      failure.status, failure.message + " (in '\(file)': \(places.joined(separator: ", ")))")
  }
}

extension OptionTable {
  /// The line of a file that gives this option, with its value if it takes one.
  package func line(_ value: String) -> String {
    row.value == nil ? rawValue : "\(rawValue) = \(quoted(value))"
  }
}

private typealias Scalars = Substring.UnicodeScalarView

/// U+FEFF in UTF-8, which some editors begin a text with.
private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || scalar == "\r" }

private func trimmed(_ text: Scalars) -> Scalars {
  let rest = text.drop(while: isBlank)
  return rest.lastIndex { !isBlank($0) }.map { rest[...$0] } ?? rest[rest.startIndex..<rest.startIndex]
}

/// A value as it stands in a file.
private func quoted(_ value: String) -> String {
  let scalars = value.unicodeScalars
  let ends = [scalars.first, scalars.last].compactMap { $0 }
  guard ends.isEmpty || scalars.contains("\n") || ends.contains(where: { isBlank($0) || $0 == "\"" }) else {
    return value
  }
  var text = String.UnicodeScalarView()
  for scalar in scalars {
    switch scalar {
    case "\n": text.append(contentsOf: #"\n"#.unicodeScalars)
    case "\"", "\\": text.append(contentsOf: ["\\", scalar])
    default: text.append(scalar)
    }
  }
  return "\"\(String(text))\""
}

/// The value that stands so in a file.
private func unquoted(_ text: Scalars) throws(Failure) -> String {
  guard text.first == "\"" else { return String(text) }
  var value = String.UnicodeScalarView()
  var rest = text.dropFirst()
  while let scalar = rest.popFirst() {
    if scalar == "\"" {
      guard rest.isEmpty else {
        throw Failure(.usage, #"a value in quotes ends with the second one; one that is part of it is \""#)
      }
      return String(value)
    }
    guard scalar == "\\" else {
      value.append(scalar)
      continue
    }
    switch rest.popFirst() {
    case "n": value.append("\n")
    case "\"": value.append("\"")
    case "\\": value.append("\\")
    default: throw Failure(.usage, #"a backslash in quotes stands before ", \ or n"#)
    }
  }
  throw Failure(.usage, "a value that begins with a quote has to end with one")
}
