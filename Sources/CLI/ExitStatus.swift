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

/// The exit statuses that the programs share, for the help.
package let exitStatuses = [
  ("0", "done"),
  ("64", "usage: unknown option, invalid value, options that cannot be combined"),
  ("65", "the data or the model file is wrong"),
  ("66", "an input cannot be opened"),
  ("70", "internal error (a bug: please report it)"),
  ("71", "not enough memory"),
  ("73", "an output cannot be created"),
  ("74", "reading or writing failed; nothing half-written remains"),
  ("129, 130, 143", "stopped by SIGHUP, SIGINT, SIGTERM; the best model so far was saved"),
].map { (status: $0.0, meaning: $0.1) }
