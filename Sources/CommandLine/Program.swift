import Errors
import Glibc

/// Runs a program's body and leaves with its status; a failure becomes a line on standard error.
package func runProgram(_ name: String, _ body: () throws -> Status) -> Never {
  let terminal = Terminal(program: name)
  do {
    exit(try body().rawValue)
  } catch let failure as Failure {
    if failure.status != .success { terminal.fail(failure.message) }
    exit(failure.status.rawValue)
  } catch {
    terminal.fail("\(error): this is a defect of the program; please report it")
    exit(Status.software.rawValue)
  }
}
