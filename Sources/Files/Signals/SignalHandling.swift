import Diagnostics
import Glibc
import Synchronization

/// The first SIGINT, SIGTERM or SIGHUP.
///
/// A signal handler can reach nothing but globals.
private let firstSignal = Atomic<Int32>(0)

/// The ends of a pipe into which the handler writes, to wake whoever waits at a file; -1 before there is one.
private let wakeUpReader = Atomic<Int32>(-1)
private let wakeUpWriter = Atomic<Int32>(-1)

/// SIGINT, SIGTERM and SIGHUP as something to look at between two steps; a second one ends the program at once.
///
/// One that is ignored already, as nohup does with SIGHUP and a shell with the SIGINT of a job in the background, stays so.
/// Reading looks too, and waits no longer once one has come. SIGPIPE is ignored, so that writing to a closed
/// pipe fails like any other write.
///
/// A handler rather than blocked signals and a thread that waits: the BLAS has threads from before the
/// program's first line, which block nothing.
package enum SignalHandling {
  /// Takes the signals over.
  package static func install() {
    makePipe()
    // What the handler touches is made before it runs.
    _ = firstSignal.load(ordering: .relaxed)
    TemporaryFileCleanup.remove()
    signal(SIGPIPE, SIG_IGN)
    // So does one beyond what ulimit -f allows.
    signal(SIGXFSZ, SIG_IGN)
    var action = sigaction()
    // Without SA_RESTART: a call that waits returns.
    unsafe action.__sigaction_handler.sa_handler = { number in
      let error = errno
      if firstSignal.exchange(number, ordering: .relaxed) != 0 {
        TemporaryFileCleanup.remove()
        _exit(128 + number)
      }
      var byte: UInt8 = 0
      _ = unsafe write(wakeUpWriter.load(ordering: .relaxed), &byte, 1)
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

  /// The status to end with, if a signal came.
  package static var pending: ExitStatus? {
    let signal = firstSignal.load(ordering: .relaxed)
    return signal == 0 ? nil : ExitStatus(rawValue: 128 + signal)
  }

  /// Whether whoever started the program has a signal ignored.
  static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    let ignoring = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
    return handler == ignoring
  }

  /// Throws its status where a signal came.
  package static func check() throws(Failure) {
    if let pending { throw Failure(pending, "interrupted") }
  }

  /// Waits until one of the events of poll(2) comes to an open file; throws as `check` does, at once when a
  /// signal comes.
  static func wait(for events: Int32, at number: Int32) throws(Failure) {
    var places = [
      pollfd(fd: number, events: Int16(events), revents: 0),
      pollfd(fd: wakeUpReader.load(ordering: .relaxed), events: Int16(POLLIN), revents: 0),
    ]
    repeat { try check() } while unsafe poll(&places, 2, -1) < 0 && errno == EINTR
    try check()
  }

  private static func makePipe() {
    guard wakeUpReader.load(ordering: .relaxed) < 0 else { return }
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    wakeUpReader.store(ends[0], ordering: .relaxed)
    wakeUpWriter.store(ends[1], ordering: .relaxed)
  }
}
