import Diagnostics
import Glibc

/// Runs a program's body and leaves with its status; a failure becomes a line on standard error.
package func runProgram(_ name: String, _ body: () throws -> ExitStatus) -> Never {
  fillStandardStreams()
  let terminal = Terminal(program: name)
  do {
    exit(try body().rawValue)
  } catch let failure as Failure {
    let status = ExitStatus(failure.kind)
    if status != .success { terminal.fail(failure.message) }
    // At its end the BLAS would wait for memory that it is not given.
    if status == .memory { _exit(status.rawValue) }
    exit(status.rawValue)
  } catch {
    terminal.fail("\(error): internal error (a bug: please report it)")
    exit(ExitStatus.software.rawValue)
  }
}

/// Opens what is closed of descriptors 0, 1 and 2, lest a file get such a number and with it what is meant for
/// a standard stream.
///
/// The wrong way round: a program that reads its closed input or writes to its closed output is told so.
private func fillStandardStreams() {
  for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
    // The lowest number that is free is this one.
    _ = unsafe open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
  }
}
