import Diagnostics
import Glibc
import Synchronization

/// The first signal that asked for the end; 0 before there is one.
///
/// A signal handler can reach nothing but globals.
private let firstSignal = Atomic<Int32>(0)

/// The ends of a pipe into which the handler writes, to wake whoever waits for a file; -1 before there is one.
private let wakeUpReader = Atomic<Int32>(-1)
private let wakeUpWriter = Atomic<Int32>(-1)

/// A request to end early, which a program's signal handler makes and which reading and writing look at.
///
/// Whoever waits for a file waits no longer once there is one. Without a handler there never is.
package enum Interruption {
  /// Makes ready for a handler; called before it is installed.
  package static func prepare() {
    makePipe()
    // What the handler touches is made before it runs.
    _ = firstSignal.load(ordering: .relaxed)
    TemporaryFileCleanup.remove()
  }

  /// Records a signal; false where another came before.
  ///
  /// Safe in a signal handler.
  package static func request(_ signal: Int32) -> Bool {
    guard firstSignal.exchange(signal, ordering: .relaxed) == 0 else { return false }
    var byte: UInt8 = 0
    _ = unsafe write(wakeUpWriter.load(ordering: .relaxed), &byte, 1)
    return true
  }

  /// The number of the signal that came; nil where none did.
  package static var signal: Int32? {
    let signal = firstSignal.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  package static var isRequested: Bool { signal != nil }

  /// Throws `.interrupted` where the end was asked for.
  package static func check() throws(Failure) {
    if isRequested { throw Failure(.interrupted, "interrupted") }
  }

  /// Waits until one of the events of poll(2) occurs at an open file.
  ///
  /// Throws `.interrupted`, at once when a signal comes.
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
