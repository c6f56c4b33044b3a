// How messages format numbers, texts and names.

/// "1 field", "2 fields", "5,290 fields".
package func counted(_ n: Int, _ noun: String) -> String { n == 1 ? "1 \(noun)" : "\(grouped(n)) \(noun)s" }

/// The digits of a whole number in groups of three: "5,290".
package func grouped(_ n: Int) -> String {
  var digits = String(n.magnitude)
  var place = digits.endIndex
  while digits.distance(from: digits.startIndex, to: place) > 3 {
    place = digits.index(place, offsetBy: -3)
    digits.insert(",", at: place)
  }
  return (n < 0 ? "-" : "") + digits
}

/// The text of a cell, cut to 40 characters.
package func shortened(_ word: CellText) -> String {
  // No character of a text that people read has more than ten bytes.
  let text = CellText(Array(word.bytes.prefix(400))).description
  return text.count > 40 ? text.prefix(40) + "…" : text
}

/// Quoted names separated by commas, at most `most` of them: "'a', 'b', 'c', …".
package func listed(_ names: some Collection<String>, most: Int) -> String {
  names.prefix(most).map { "'\($0)'" }.joined(separator: ", ") + (names.count > most ? ", …" : "")
}

/// A text escaped for an option that takes a comma-separated list, and for single quotes of a shell.
package func asListItem(_ word: String) -> String {
  word.reduce(into: "") {
    switch $1 {
    case ",", "\\": $0 += "\\\($1)"
    case "'": $0 += "'\\''"
    default: $0.append($1)
    }
  }
}
