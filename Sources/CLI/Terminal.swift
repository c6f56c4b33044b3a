import Diagnostics
import Glibc

/// What a program says to the person before it, on standard error.
///
/// Results never go here. What is told may hold bytes of any file: they go out by `printable`.
package struct Terminal: Sendable {
  /// How much is said.
  package enum Level: Int, Comparable, Sendable {
    case errors, quiet, usual, verbose

    package static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  package let program: String
  package let level: Level
  private let showsProgress: Bool
  private let colors: Bool

  /// `progress` nil shows the progress line on a terminal only.
  package init(program: String, level: Level = .usual, progress: Bool? = nil) {
    self.program = program
    self.level = level
    let isTerminal = isatty(STDERR_FILENO) == 1
    showsProgress = level > .quiet && (progress ?? isTerminal)
    colors = isTerminal && environment("NO_COLOR") == nil
  }

  /// Whether a person types standard input.
  package static var isInput: Bool { isatty(STDIN_FILENO) == 1 }

  /// A line of the report.
  package func say(_ line: Message) { if level > .quiet { write(line) } }

  /// A line for those who want to know more.
  package func detail(_ line: Message) { if level == .verbose { write(line) } }

  package func warn(_ message: Message) {
    guard level > .errors else { return }
    let label = colors ? "\u{1B}[33mwarning\u{1B}[0m" : "warning"
    write(clear + "\(program): \(label): \(printable(message.forCommandLine))\n")
  }

  package func fail(_ message: Message) {
    let label = colors ? "\u{1B}[31merror\u{1B}[0m" : "error"
    write(clear + "\(program): \(label): \(printable(message.forCommandLine))\n")
  }

  /// Replaces the progress line.
  package func progress(_ line: String) { if showsProgress { write("\r" + printable(line) + "\u{1B}[K") } }

  private var clear: String { showsProgress ? "\r\u{1B}[K" : "" }

  private func write(_ line: Message) { write(clear + printable(line.forCommandLine) + "\n") }

  private func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// The value of a variable of the environment.
private func environment(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}
