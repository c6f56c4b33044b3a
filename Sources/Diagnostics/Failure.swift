/// What went wrong, told to the user, and the exit status it ends the program with.
///
/// The message is one or two sentences: what is wrong, where (file, line, column), what to do.
package struct Failure: Error, Equatable, CustomStringConvertible {
  package let status: ExitStatus
  package let message: Message

  package init(_ status: ExitStatus, _ message: Message) {
    self.status = status
    self.message = message
  }

  package var description: String { message.description }
}

/// The exit statuses of the programs, after BSD's sysexits(3).
package enum ExitStatus: Int32, CaseIterable, Sendable {
  case success = 0
  /// A `--require` did not hold.
  case requirement = 1
  /// EX_USAGE: an unknown option, a bad value, options that exclude one another.
  case usage = 64
  /// EX_DATAERR: the data or the model file is wrong.
  case data = 65
  /// EX_NOINPUT: an input file cannot be opened.
  case noInput = 66
  /// EX_SOFTWARE: a defect of the program.
  case software = 70
  /// EX_OSERR: the system does not give the memory that is needed.
  case memory = 71
  /// EX_CANTCREAT: an output cannot be created.
  case cannotCreate = 73
  /// EX_IOERR: reading or writing failed.
  case inputOutput = 74
  /// Stopped by SIGHUP.
  case hungUp = 129
  /// Stopped by SIGINT.
  case interrupted = 130
  /// Stopped by SIGTERM.
  case terminated = 143

  /// Whether a signal asked for the end.
  package var isOfSignal: Bool { [.hungUp, .interrupted, .terminated].contains(self) }
}
