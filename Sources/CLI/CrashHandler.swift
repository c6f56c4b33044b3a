import Files
import Glibc
import Synchronization

/// The address of the program's name, for the handler.
private let program = Atomic<UInt>(0)

/// How a program ends where it can neither continue nor throw: out of memory, for which the Swift runtime and `Matrix`
/// call abort, or by a trap, which is a bug.
///
/// Either way it says so in a sentence, leaves no temporary file, and has an exit status of its own.
package enum CrashHandler {
  /// Takes over the signals of such ends, for a program of this name.
  package static func install(_ name: String) {
    // What the handler touches is made before it runs. It has a stack of its own where another is used up.
    TemporaryFileCleanup.remove()
    program.store(unsafe UInt(bitPattern: strdup(name)), ordering: .relaxed)
    let size = 1 << 16
    var stack = unsafe stack_t()
    unsafe stack.ss_sp = malloc(size)
    unsafe stack.ss_size = size
    unsafe sigaltstack(&stack, nil)
    var action = sigaction()
    action.sa_flags = SA_ONSTACK
    unsafe action.__sigaction_handler.sa_handler = { number in
      TemporaryFileCleanup.remove()
      let name = unsafe UnsafePointer<CChar>(bitPattern: program.load(ordering: .relaxed))
      if let name = unsafe name { _ = unsafe write(STDERR_FILENO, name, strlen(name)) }
      if number == SIGABRT {
        CrashHandler.say(
          ": error: not enough memory; no partial output remains. Use fewer rows or "
        )
        CrashHandler.say("columns, a smaller network, or fewer --threads\n")
      } else {
        CrashHandler.say(": error: internal error (a bug: please report it)\n")
      }
      _exit((number == SIGABRT ? ExitStatus.memory : .software).rawValue)
    }
    installForOtherSignals()
    for number in [SIGABRT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE] {
      unsafe sigaction(number, &action, nil)
    }
  }

  /// Removes what is left before a signal, unless it is ignored, ends the program as it always does.
  private static func installForOtherSignals() {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { number in
      TemporaryFileCleanup.remove()
      signal(number, SIG_DFL)
      raise(number)
    }
    let others = [
      SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR, SIGSTKFLT, SIGSYS,
    ]
    // Those without a name are the real-time signals.
    for number in others + Array(34...64) where !SignalHandling.isIgnored(number) {
      unsafe sigaction(number, &action, nil)
    }
  }

  /// Writes what is safe to write in a handler.
  private static func say(_ text: StaticString) {
    _ = unsafe write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
