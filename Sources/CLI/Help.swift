/// The text of `--help`, made from the table of options: groups of rows, at most 80 columns wide.
package func helpText<Table: OptionTable>(usage: String, about: String, _ table: Table.Type) -> String {
  let rows = Table.allCases.map { ($0.row.group, head($0), $0.row.help) }
  var text = "Usage: \(usage)\n\n\(about)\n"
  var group = ""
  for (name, head, help) in rows {
    if name != group {
      text += "\n\(name):\n"
      group = name
    }
    let lines = wrapped(help, width: 80 - indent)
    let first =
      head.count < indent - 1 ? head + String(repeating: " ", count: indent - head.count) + lines[0] : head
    let rest = head.count < indent - 1 ? lines.dropFirst() : lines[...]
    text += first + "\n"
    for line in rest { text += String(repeating: " ", count: indent) + line + "\n" }
  }
  return text
}

/// Where the explanations begin.
private let indent = 30

private func head<Table: OptionTable>(_ option: Table) -> String {
  let letter = option.row.letter.map { "-\($0), " } ?? "    "
  return "  " + letter + "--\(option.rawValue)" + (option.row.value.map { " \($0)" } ?? "")
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
