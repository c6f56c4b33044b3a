import Diagnostics
import Options

/// The options that every program has.
extension OptionName {
  package static let output: OptionName = "output"
  package static let threads: OptionName = "threads"
  package static let quiet: OptionName = "quiet"
  package static let warnings: OptionName = "warnings"
  package static let helpAll: OptionName = "help"
  package static let version: OptionName = "version"
}

extension OptionRow {
  package static func threads(
    _ path: WritableKeyPath<Root, Int?> & Sendable, group: String, help: Message
  ) -> Self {
    Self(
      .threads, "N", group: group, path, .integer(1...1024), traits: .outsideTrials,
      default: "one per core", help: help)
  }

  package static func quiet(_ path: WritableKeyPath<Root, Bool> & Sendable) -> Self {
    Self(
      flag: .quiet, letter: "q", group: "Output", path, traits: [.outsideTrials, .basic],
      help: "print warnings and errors only")
  }

  package static func warnings(_ path: WritableKeyPath<Root, Bool> & Sendable) -> Self {
    Self(
      flag: .warnings, group: "Output", path, traits: [.outsideTrials, .negatable],
      help: "print warnings; \(option: .warnings, isOff: true) prints errors only")
  }
}

/// The options that print something and end.
package let terminatingOptions = [
  OptionDescription(
    .helpAll, group: "Other", traits: [.commandLineOnly, .basic],
    help: "list all options; -h lists the most important ones"),
  OptionDescription(.version, group: "Other", traits: .commandLineOnly, help: "print the version"),
]
