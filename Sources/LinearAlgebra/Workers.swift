import CVectorMath
import Glibc
import Synchronization

/// Threads that work together on the tasks of one phase after another.
///
/// `run` hands out tasks 0, 1, 2, … to whoever is free and returns when all are done. Which thread
/// does a task must not matter: tasks write to memory of their own. Between phases the threads look
/// for work for a short while before they sleep, because a step has a phase every few hundred
/// microseconds and waking a thread costs tens of them.
package final class Workers: Sendable {
  /// The number of threads that work, the caller's among them.
  package let threads: Int
  private let board: Board
  private let handles: [pthread_t]

  /// Starts `threads` − 1 threads.
  ///
  /// Where the system refuses one, those that there are do the work.
  package init(threads: Int) {
    precondition(threads >= 1, "at least the caller works")
    let board = Board()
    handles = (1..<max(threads, 1)).compactMap { _ in startThread(on: board) }
    self.board = board
    self.threads = handles.count + 1
  }

  deinit {
    board.close()
    for handle in handles { _ = pthread_join(handle, nil) }
  }

  /// Runs `body` for each task from 0 up to, not including, `count`.
  package func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
    guard threads > 1 && count > 1 else {
      for task in 0..<count { body(task) }
      return
    }
    withoutActuallyEscaping(body) { board.post(count, $0) }
  }
}

private func startThread(on board: Board) -> pthread_t? {
  var handle = pthread_t()
  let context = unsafe Unmanaged.passRetained(board)
  let status = unsafe pthread_create(
    &handle, nil,
    { context in
      guard let context = unsafe context else { return nil }
      unsafe Unmanaged<Board>.fromOpaque(context).takeRetainedValue().work()
      return nil
    }, context.toOpaque())
  if status != 0 { unsafe context.release() }
  return status == 0 ? handle : nil
}

/// Where tasks are posted and taken.
///
/// `ticket` holds the phase in its upper half and the tasks not yet taken in its lower: a thread that
/// comes late to a phase finds another ticket and takes nothing. `body` and `count` are written before
/// the ticket is posted, and stay until every task that was taken is done.
private final class Board: @unchecked Sendable {
  private let ticket = Atomic<UInt64>(0)
  private let unfinished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let poster = Atomic<Int32>(-1)
  private let closed = Atomic<Bool>(false)
  private let monitor = Monitor()
  private var count = 0
  private var body: (@Sendable (Int) -> Void)?

  func post(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
    unfinished.store(count, ordering: .relaxed)
    poster.store(processor_current(), ordering: .relaxed)
    let phase = (ticket.load(ordering: .relaxed) >> 32) &+ 1
    ticket.store(phase << 32 | UInt64(count), ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wakeAll() }
    takeTasks()
    var spins = 0
    while unfinished.load(ordering: .acquiring) > 0 {
      spins += 1
      // Another program may hold the core that the last task needs.
      if spins % 4096 == 0 { sched_yield() } else { processor_pause() }
    }
    self.body = nil
  }

  func work() {
    while true {
      guard awaitTicket() else { return }
      // The system likes to wake a thread where its waker runs, and the two would take turns there.
      processor_leave(poster.load(ordering: .relaxed))
      takeTasks()
    }
  }

  func close() {
    closed.store(true, ordering: .sequentiallyConsistent)
    wakeAll()
  }

  private func wakeAll() {
    monitor.lock()
    monitor.wakeAll()
    monitor.unlock()
  }

  /// Takes tasks until none is left.
  private func takeTasks() {
    while true {
      let seen = ticket.load(ordering: .acquiring)
      let left = seen & 0xFFFF_FFFF
      guard left > 0 else { return }
      let (taken, _) = ticket.compareExchange(
        expected: seen, desired: seen - 1, ordering: .acquiringAndReleasing)
      guard taken else { continue }
      body?(count - Int(left))
      unfinished.subtract(1, ordering: .acquiringAndReleasing)
    }
  }

  /// Waits until there is a task to take.
  ///
  /// Returns false when the board is closed.
  private func awaitTicket() -> Bool {
    for _ in 0..<20_000 {
      if hasTask { return true }
      if closed.load(ordering: .relaxed) { return false }
      processor_pause()
    }
    sleepers.add(1, ordering: .sequentiallyConsistent)
    monitor.lock()
    while !hasTask && !closed.load(ordering: .sequentiallyConsistent) { monitor.wait() }
    monitor.unlock()
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    return !closed.load(ordering: .sequentiallyConsistent)
  }

  private var hasTask: Bool { ticket.load(ordering: .sequentiallyConsistent) & 0xFFFF_FFFF > 0 }
}
