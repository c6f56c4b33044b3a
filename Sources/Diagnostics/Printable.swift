/// A text as it may go to a terminal: on one line, and with no character that would command the terminal.
///
/// Names and cells come from files of strangers. Control characters, line separators and those that turn the
/// direction of writing are shown as Swift writes them: `\n`, `\u{1B}`.
package func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: commands) else { return text }
  return text.unicodeScalars.reduce(into: "") { $0 += commands($1) ? $1.escaped(asASCII: true) : String($1) }
}

private func commands(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  // C0, DEL and C1.
  case 0..<0x20, 0x7F..<0xA0: true
  // The separators of lines and paragraphs, and the marks of direction.
  case 0x2028...0x202E, 0x2066...0x2069: true
  default: false
  }
}
