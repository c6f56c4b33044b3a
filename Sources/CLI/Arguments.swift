import Diagnostics
import Options

/// The options and operands that a program was given.
///
/// An option is written `--name value`, `--name=value`, `-n value` or `-nvalue`; letters without a value
/// may be joined; `--no-name` switches a flag off that can be. `--` ends the options, and `-` is an operand.
package struct Arguments: Sendable {
  package internal(set) var operands: [String] = []
  package var given = GivenOptions()
  /// The lines of the options that stand in a file, and its name.
  var lines: [OptionName: Int] = [:]
  var file = ""
  let list: OptionList

  package init(_ list: OptionList) { self.list = list }

  /// Parses the words after the program's name.
  ///
  /// Throws `.usage` for an option that the program does not have, a value too many or too few, an option given
  /// twice.
  package init(_ words: [String], _ list: OptionList) throws(Failure) {
    self.list = list
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

  package func contains(_ option: OptionName) -> Bool { given.contains(option) }

  package subscript(option: OptionName) -> String? { given[option] }

  private mutating func takeLong(_ word: Substring, _ rest: inout ArraySlice<String>) throws(Failure) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts.first ?? "")
    let (option, isOff) = try option(named: name)
    if option.isFlag {
      guard parts.count == 1 else { throw Failure(.usage, "--\(name) takes no value") }
      try record(option, isOff ? Flag.off : Flag.on)
    } else {
      try record(option, try parts.count == 2 ? String(parts[1]) : nextValue(of: option, &rest))
    }
  }

  /// Throws `.usage` where there is none of this name.
  func option(named name: String) throws(Failure) -> (option: OptionDescription, isOff: Bool) {
    guard let found = list.find(name) else {
      throw Failure(
        .usage,
        "unknown option --\(name)"
          + (list.suggestion(for: name).map { "; did you mean --\($0)?" } ?? "; see --help"))
    }
    return found
  }

  private mutating func takeLetters(_ letters: Substring, _ rest: inout ArraySlice<String>) throws(Failure) {
    // `-output m` would be the option -o with the value `utput`.
    let name = String(letters.prefix { $0 != "=" })
    if name.count > 1, list.find(name) != nil {
      throw Failure(.usage, "unknown option -\(name); did you mean --\(name)?")
    }
    var letters = letters
    while let letter = letters.popFirst() {
      guard let option = list.option(letter: letter) else {
        let near = list.suggestion(for: String(letter)).map { "; did you mean --\($0)?" }
        throw Failure(.usage, "unknown option -\(letter)\(near ?? "; see --help")")
      }
      if option.isFlag {
        try record(option, Flag.on)
      } else {
        try record(option, try letters.isEmpty ? nextValue(of: option, &rest) : String(letters))
        return
      }
    }
  }

  private func nextValue(
    of option: OptionDescription, _ rest: inout ArraySlice<String>
  ) throws(Failure) -> String {
    guard let value = rest.popFirst() else {
      throw Failure(.usage, "\(option: option.name) needs a value: \(option.metavar ?? "")")
    }
    return value
  }

  mutating func record(_ option: OptionDescription, _ value: String) throws(Failure) {
    if let earlier = given[option.name], !option.traits.contains(.repeatable) {
      guard option.isFlag && earlier != value else {
        throw Failure(.usage, "\(option: option.name) is given twice")
      }
      throw Failure(
        .usage,
        "\(option: option.name) and \(option: option.name, isOff: true) cannot be combined")
    }
    given.append(value, for: option.name, from: file.isEmpty ? .user : .configFile)
  }
}

extension Message {
  /// As a command line writes it: `--learning-rate`.
  package var forCommandLine: String { text { "--\($1 ? "no-" : "")\($0.rawValue)" } }
}
