import Diagnostics

/// The options and operands that a program was given.
///
/// An option is written `--name value`, `--name=value`, `-n value` or `-nvalue`; letters without a value
/// may be joined. `--` ends the options, and `-` is an operand.
package struct Arguments<Table: OptionTable> {
  package internal(set) var operands: [String] = []
  /// All that is given, by option.
  var values: [Table: [String]] = [:]
  /// The lines of the options that stand in a file, and its name.
  var lines: [Table: Int] = [:]
  var file = ""

  /// Parses the words after the program's name.
  ///
  /// Throws `.usage` for an option that the table does not have, a value too many or too few, an option given
  /// twice.
  package init(_ words: [String]) throws(Failure) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      } else if word.hasPrefix("--") {
        try takeLong(word.dropFirst(2), &rest)
      } else if word.hasPrefix("-") && word != "-" {
        try takeLetters(word.dropFirst(), &rest)
      } else {
        operands.append(word)
      }
    }
  }

  package func contains(_ option: Table) -> Bool { values[option] != nil }

  /// All values of a repeatable option, in the order given.
  package func all(_ option: Table) -> [String] { values[option] ?? [] }

  package subscript(option: Table) -> String? { values[option]?.last }

  /// The same with these values, each in place of what was given for its option.
  package func with(_ given: [Table: String]) -> Arguments { with(given.mapValues { [$0] }) }

  /// The same with these values, each in place of what was given for its option.
  package func with(_ given: [Table: [String]]) -> Arguments {
    var arguments = self
    arguments.values.merge(given) { $1 }
    return arguments
  }

  private mutating func takeLong(_ word: Substring, _ rest: inout ArraySlice<String>) throws(Failure) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts.first ?? "")
    let option = try option(named: name)
    if option.row.value == nil {
      guard parts.count == 1 else { throw Failure(.usage, "--\(name) takes no value") }
      try record(option, "")
    } else {
      try record(option, try parts.count == 2 ? String(parts[1]) : nextValue(of: option, &rest))
    }
  }

  /// Throws `.usage` where there is none of this name.
  func option(named name: String) throws(Failure) -> Table {
    guard let option = Table(rawValue: name) else {
      let near = nearest(name, among: Table.allCases.map(\.rawValue))
      throw Failure(
        .usage, "unknown option --\(name)" + (near.map { "; did you mean --\($0)?" } ?? "; see --help"))
    }
    return option
  }

  private mutating func takeLetters(_ letters: Substring, _ rest: inout ArraySlice<String>) throws(Failure) {
    // `-output m` would be the option -o with the value `utput`.
    let name = String(letters.prefix { $0 != "=" })
    if Table(rawValue: name) != nil {
      throw Failure(.usage, "unknown option -\(name); did you mean --\(name)?")
    }
    var letters = letters
    while let letter = letters.popFirst() {
      guard let option = Table.allCases.first(where: { $0.row.letter == letter }) else {
        throw Failure(.usage, "unknown option -\(letter); see --help")
      }
      if option.row.value == nil {
        try record(option, "")
      } else {
        try record(option, try letters.isEmpty ? nextValue(of: option, &rest) : String(letters))
        return
      }
    }
  }

  private func nextValue(of option: Table, _ rest: inout ArraySlice<String>) throws(Failure) -> String {
    guard let value = rest.popFirst() else {
      throw Failure(.usage, "--\(option.rawValue) needs a value: \(option.row.value ?? "")")
    }
    return value
  }

  mutating func record(_ option: Table, _ value: String) throws(Failure) {
    guard values[option] == nil || option.row.isRepeatable else {
      throw Failure(.usage, "--\(option.rawValue) is given twice")
    }
    values[option, default: []].append(value)
  }
}
