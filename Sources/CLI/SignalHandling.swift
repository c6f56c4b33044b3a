import Files
import Glibc

/// SIGINT, SIGTERM and SIGHUP as an `Interruption`; a second one ends the program at once.
///
/// One that is ignored already, as nohup does with SIGHUP and a shell with the SIGINT of a background job, stays ignored.
/// SIGPIPE is ignored, so that writing to a closed pipe fails like any other write.
///
/// A handler rather than blocked signals and a thread that waits: the BLAS has threads from before the program's first
/// line, which block nothing.
package enum SignalHandling {
  /// Takes the signals over.
  package static func install() {
    Interruption.prepare()
    signal(SIGPIPE, SIG_IGN)
    // So does one beyond what ulimit -f allows.
    signal(SIGXFSZ, SIG_IGN)
    var action = sigaction()
    // Without SA_RESTART: a call that waits returns.
    unsafe action.__sigaction_handler.sa_handler = { number in
      let error = errno
      if !Interruption.request(number) {
        TemporaryFileCleanup.remove()
        _exit(128 + number)
      }
      errno = error
    }
    var taken = sigset_t()
    unsafe sigemptyset(&taken)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      if isIgnored(number) { continue }
      unsafe sigaction(number, &action, nil)
      unsafe sigaddset(&taken, number)
    }
    // A thread of a program that started this one may have blocked them.
    unsafe pthread_sigmask(SIG_UNBLOCK, &taken, nil)
  }

  /// Whether whoever started the program has a signal ignored.
  static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    let ignoring = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
    return handler == ignoring
  }
}
