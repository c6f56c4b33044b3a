import Glibc
import Synchronization

/// The first SIGINT or SIGTERM.
///
/// A signal handler can reach nothing but a global.
private let firstSignal = Atomic<Int32>(0)

/// SIGINT and SIGTERM as something to look at between two steps; a second one ends the program at once.
///
/// SIGPIPE is ignored, so that writing to a closed pipe fails like any other write.
///
/// A handler rather than blocked signals and a thread that waits: the BLAS has threads from before the
/// program's first line, which block nothing.
package struct Interrupts: Sendable {
  /// Takes the signals over.
  package init() {
    _ = firstSignal.load(ordering: .relaxed)
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        if firstSignal.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
      }
    }
  }

  /// The signal that came, if one did.
  package var pending: Int32? {
    let signal = firstSignal.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }
}
