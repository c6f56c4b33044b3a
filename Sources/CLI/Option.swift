/// A row of a program's table of options: all that the parser and `--help` know of it.
package struct Option: Sendable {
  /// What the value is called in the help; nil for an option without a value.
  package let value: String?
  package let letter: Character?
  package let group: String
  package let help: String
  package let isRepeatable: Bool

  package init(
    _ value: String? = nil, letter: Character? = nil, group: String, help: String, isRepeatable: Bool = false
  ) {
    self.value = value
    self.letter = letter
    self.group = group
    self.help = help
    self.isRepeatable = isRepeatable
  }
}

/// A program's table: one case an option, whose raw value is its name without the dashes.
package protocol OptionTable: CaseIterable, RawRepresentable<String>, Hashable, Sendable {
  var row: Option { get }
}
