import Diagnostics
import Files

/// The exit statuses of the programs, after BSD's sysexits(3).
package enum ExitStatus: Int32, CaseIterable, Sendable {
  case success = 0
  /// A condition of `--require` does not hold.
  case requirement = 1
  /// EX_USAGE.
  case usage = 64
  /// EX_DATAERR.
  case data = 65
  /// EX_NOINPUT.
  case noInput = 66
  /// EX_SOFTWARE.
  case software = 70
  /// EX_OSERR.
  case memory = 71
  /// EX_CANTCREAT.
  case cannotCreate = 73
  /// EX_IOERR.
  case inputOutput = 74
  /// 128 + SIGHUP, as a shell reports it.
  case hungUp = 129
  /// 128 + SIGINT.
  case interrupted = 130
  /// 128 + SIGTERM.
  case terminated = 143

  package init(_ kind: Failure.Kind) {
    self =
      switch kind {
      case .usage: .usage
      case .data: .data
      case .noInput: .noInput
      case .cannotCreate: .cannotCreate
      case .inputOutput: .inputOutput
      case .readerGone: .success
      case .memory: .memory
      case .interrupted: .ofSignal ?? .interrupted
      case .internalError: .software
      }
  }

  /// The status of the signal that interrupted the program; nil where none did.
  package static var ofSignal: ExitStatus? { Interruption.signal.flatMap { ExitStatus(rawValue: 128 + $0) } }
}

/// What the help says of the exit statuses.
///
/// `requirement` is the meaning of 1, for a program that has it; `interrupted` says what becomes of the output.
package func exitStatuses(
  requirement: String? = nil, interrupted: String
) -> [(status: String, meaning: String)] {
  [("0", "done")] + (requirement.map { [("1", $0)] } ?? []) + [
    ("64", "usage: unknown option, invalid value, options that cannot be combined"),
    ("65", "the data or the model file is wrong"),
    ("66", "an input cannot be opened"),
    ("70", "internal error (a bug: please report it)"),
    ("71", "not enough memory"),
    ("73", "an output cannot be created"),
    ("74", "reading or writing failed; nothing half-written remains"),
    ("129, 130, 143", "stopped by SIGHUP, SIGINT or SIGTERM; \(interrupted)"),
  ]
}
