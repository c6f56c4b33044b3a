import Glibc
import Synchronization

/// SIGINT and SIGTERM as something to look at between two steps; a second one ends the program at once.
///
/// A thread of its own waits for them, so that nothing runs in a signal handler. SIGPIPE is ignored:
/// writing to a closed pipe fails like any other write.
package final class Interrupts: Sendable {
  private let first: Pending

  private final class Pending: Sendable {
    let signal = Atomic<Int32>(0)
  }

  /// Takes the signals over. To be made once, before any other thread is started, which then inherits the mask.
  package init() {
    let pending = Pending()
    first = pending
    signal(SIGPIPE, SIG_IGN)
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe sigaddset(&signals, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(pending)
    let status = unsafe pthread_create(
      &thread, nil,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Interrupts.listen(Unmanaged<Pending>.fromOpaque(context).takeRetainedValue())
        return nil
      }, context.toOpaque())
    // Without the thread, signals end the program as usual.
    if status != 0 { unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  /// The signal that came, if one did.
  package var pending: Int32? {
    let signal = first.signal.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  private static func listen(_ pending: Pending) {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe sigaddset(&signals, SIGTERM)
    while true {
      var number: Int32 = 0
      guard unsafe sigwait(&signals, &number) == 0 else { continue }
      if pending.signal.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
    }
  }
}
