import Diagnostics
import Options

/// Options in a file: lines `name = value`, or the name alone of an option without a value.
///
/// Blank lines and those that begin with `#` say nothing. A value may stand between double quotes, with `\"`, `\\` and
/// `\n` in it: it has to where blanks or a quote begin or end it, or it goes over a line.
extension Arguments {
  /// Parses the bytes of such a file, whose name in messages is `file`.
  ///
  /// Throws `.usage`, with the line, for what is wrong in it.
  package init(config bytes: [UInt8], file: String, _ list: OptionList) throws(Failure) {
    self.init(list)
    self.file = file
    let bytes = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes[...]
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.usage, "'\(file)' is not UTF-8 text")
    }
    // Scalars, since a mark that combines with a blank, a quote or the end of a line does not change what that is here.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (k, line) in lines.enumerated() {
      let line = trimmed(line)
      guard let first = line.first, first != "#" else { continue }
      do {
        let option = try take(line)
        self.lines[option] = k + 1
      } catch {
        throw Failure(.usage, "\(file):\(k + 1): \(error.message)")
      }
    }
  }

  private mutating func take(_ line: Scalars) throws(Failure) -> OptionName {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
    guard let first = parts.first, first.first != "-" else {
      throw Failure(.usage, "expected name = value, without dashes before the name")
    }
    let name = String(first)
    // Blanks where a = should stand.
    let word = String(first.prefix { !isBlank($0) })
    let lacksSign = parts.count == 1 && word != name && list.find(word) != nil
    let (option, isOff) = try option(named: lacksSign ? word : name)
    guard !option.traits.contains(.commandLineOnly) else {
      throw Failure(.usage, "\(option.name.rawValue) is allowed on the command line only")
    }
    if lacksSign {
      throw Failure(
        .usage,
        option.metavar.map { "expected \(word) = \($0)" } ?? "\(word) takes no value")
    }
    guard parts.count == (option.isFlag ? 1 : 2) else {
      throw Failure(
        .usage,
        option.metavar.map { "\(name) needs a value: \(name) = \($0)" } ?? "\(name) takes no value")
    }
    try record(option, option.isFlag ? (isOff ? Flag.off : Flag.on) : unquoted(parts[1]))
    return option.name
  }

  /// The same with the options of a file where these do not say otherwise, and those of the file that are left out:
  /// the ones to leave out, and all that do not go with these.
  ///
  /// `check` throws for options that cannot be together. What these alone, or those of the file alone, are refused for
  /// is thrown.
  package func completed(
    by config: Arguments, without unwanted: Set<OptionName> = [],
    check: (Arguments) throws(Failure) -> Void
  ) throws(Failure) -> (arguments: Arguments, leftOut: [OptionName]) {
    func isAllowed(_ arguments: Arguments) -> Bool { (try? check(arguments)) != nil }
    let open = list.options.map(\.name).filter { config.contains($0) && !contains($0) }
    var left = open.filter { !unwanted.contains($0) }
    let whole = with(left, of: config)
    if isAllowed(whole) { return (whole, open.filter(unwanted.contains)) }
    var alone = config
    alone.operands = operands
    // It may need one of these.
    if !given.values.contains(where: { isAllowed(alone.with($0.key, $0.value)) }) { try check(alone) }
    // One may need another, which comes later.
    var completed = self
    while let k = left.firstIndex(where: { isAllowed(completed.with([$0], of: config)) }) {
      completed = completed.with([left.remove(at: k)], of: config)
    }
    try check(completed)
    return (completed, open.filter { unwanted.contains($0) || left.contains($0) })
  }

  private func with(_ option: OptionName, _ values: [String]) -> Arguments {
    var arguments = self
    arguments.given = given.with(GivenOptions([option: values]))
    return arguments
  }

  /// The same with these options of a file.
  private func with(_ options: [OptionName], of config: Arguments) -> Arguments {
    var arguments = self
    arguments.given = given.with(config.given.filter(options.contains))
    arguments.lines.merge(config.lines.filter { options.contains($0.key) }) { $1 }
    arguments.file = config.file
    return arguments
  }

  /// The same without these options.
  package func without(_ isLeftOut: (OptionName) -> Bool) -> Arguments {
    var arguments = self
    arguments.given = given.filter { !isLeftOut($0) }
    arguments.lines = lines.filter { !isLeftOut($0.key) }
    return arguments
  }

  /// The same failure, with the places in the file of `--config` of the options that it names.
  package func located(_ failure: Failure) -> Failure {
    var places: [Message] = []
    for option in failure.message.options {
      guard let line = lines[option] else { continue }
      let place: Message = "\(option: option) at \(file):\(line)"
      if !places.contains(place) { places.append(place) }
    }
    guard let first = places.first else { return failure }
    let all = places.dropFirst().reduce(first) { $0 + ", " + $1 }
    return Failure(failure.kind, failure.message + " (\(all))")
  }
}

extension OptionDescription {
  /// The line of a file that gives this option, with its value if it takes one.
  package func line(_ value: String) -> String {
    if isFlag { return (value == Flag.off ? "no-" : "") + name.rawValue }
    return "\(name.rawValue) = \(quoted(value))"
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
        throw Failure(.usage, #"found text after the closing quote; write a quote within the value as \""#)
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
    default: throw Failure(.usage, #"in a quoted value, a backslash must precede ", \ or n"#)
    }
  }
  throw Failure(.usage, "a value that begins with a quote must end with one")
}
