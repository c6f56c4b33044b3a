import Diagnostics
import Options

/// The help of a program, made from its options.
package struct HelpText: Sendable {
  package let usage: String
  package let about: String
  package let options: [OptionDescription]
  /// Command lines, each with what it does.
  package let examples: [(command: String, does: String)]
  package let exitStatuses: [(status: String, meaning: String)]

  package init(
    usage: String, about: String, options: [OptionDescription],
    examples: [(command: String, does: String)], exitStatuses: [(status: String, meaning: String)]
  ) {
    (self.usage, self.about, self.options) = (usage, about, options)
    (self.examples, self.exitStatuses) = (examples, exitStatuses)
  }

  private static let width = 80
  /// Where the explanations begin.
  private static let indent = 30

  /// All options, group by group, then exit statuses and examples.
  package var complete: String {
    var text = "Usage: \(usage)\n\n\(about)\n" + groups(of: options)
    text += "\nExit status:\n"
    for (status, meaning) in exitStatuses { text += entry("  " + status, meaning, indent: 16) }
    return text + exampleText(examples)
  }

  /// The options of a first week, and two examples.
  package var short: String {
    "Usage: \(usage)\n\n\(about)\n" + groups(of: options.filter { $0.traits.contains(.basic) })
      + exampleText(examples.prefix(2)) + "\n--help lists all \(options.count) options.\n"
  }

  private func groups(of options: [OptionDescription]) -> String {
    var text = ""
    var group = ""
    for option in options {
      if option.group != group { text += "\n\(option.group):\n" }
      group = option.group
      text += entry(Self.head(option), Self.explanation(option), indent: Self.indent)
    }
    return text
  }

  private func exampleText(_ examples: some Collection<(command: String, does: String)>) -> String {
    examples.reduce("\nExamples:\n") { $0 + "  \($1.command)\n      \($1.does)\n" }
  }

  private static func head(_ option: OptionDescription) -> String {
    let letter = option.letter.map { "-\($0), " } ?? "    "
    let name = (option.traits.contains(.negatable) ? "[no-]" : "") + option.name.rawValue
    return "  " + letter + "--" + name + (option.metavar.map { " \($0)" } ?? "")
  }

  private static func explanation(_ option: OptionDescription) -> String {
    option.help.forCommandLine + (option.defaultText.map { " (default: \($0.forCommandLine))" } ?? "")
  }

  private func entry(_ head: String, _ explanation: String, indent: Int) -> String {
    let lines = wrapped(explanation, width: Self.width - indent)
    let margin = String(repeating: " ", count: indent)
    guard head.count < indent - 1 else {
      return head + "\n" + lines.map { margin + $0 + "\n" }.joined()
    }
    let padded = head + String(repeating: " ", count: indent - head.count)
    return padded + lines[0] + "\n" + lines.dropFirst().map { margin + $0 + "\n" }.joined()
  }
}

private func wrapped(_ text: String, width: Int) -> [String] {
  var lines = [""]
  for word in text.split(separator: " ") {
    let last = lines[lines.count - 1]
    if last.isEmpty {
      lines[lines.count - 1] = String(word)
    } else if last.count + 1 + word.count <= width {
      lines[lines.count - 1] += " " + word
    } else {
      lines.append(String(word))
    }
  }
  return lines
}
