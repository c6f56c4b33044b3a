import CKernels
import Glibc
import Synchronization

/// Threads that work together on the tasks of one phase after another.
///
/// `run` hands out tasks and returns when all are done. A thread takes the same tasks in every phase, whose memory
/// its cache may still hold, and when those are done what others have not begun. Which thread does a task must
/// not matter: tasks write to memory of their own. Between phases the threads look
/// for work for a short while before they sleep, because a step has a phase every few hundred
/// microseconds and waking a thread costs tens of them.
package final class ThreadPool: Sendable {
  /// The number of threads that work, the caller's among them.
  package let threads: Int
  private let board: TaskBoard
  private let handles: [pthread_t]

  /// Starts `threads` − 1 threads.
  ///
  /// Where the system refuses one, those that there are do the work.
  package init(threads: Int) {
    precondition(threads >= 1, "at least the caller works")
    let board = TaskBoard(threads: threads)
    handles = (1..<threads).compactMap { startThread(on: board, $0) }
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

private func startThread(on board: TaskBoard, _ number: Int) -> pthread_t? {
  var handle = pthread_t()
  let context = unsafe Unmanaged.passRetained(Worker(board: board, number: number))
  let status = unsafe pthread_create(
    &handle, nil,
    { context in
      guard let context = unsafe context else { return nil }
      let member = unsafe Unmanaged<Worker>.fromOpaque(context).takeRetainedValue()
      member.board.work(as: member.number)
      return nil
    }, context.toOpaque())
  if status != 0 { unsafe context.release() }
  return status == 0 ? handle : nil
}

/// A thread and its number, from 1 up; the caller's is 0.
private final class Worker: Sendable {
  let board: TaskBoard
  let number: Int

  init(board: TaskBoard, number: Int) {
    self.board = board
    self.number = number
  }
}

/// Where tasks are posted and taken.
///
/// `ticket` holds the phase in its upper half and in its lower a bit for each task not yet taken, or for each
/// 32nd of them; with more threads than that, the number of tasks not yet taken. A thread that comes late to a
/// phase finds another ticket and takes nothing. `body` and `count` are written before the ticket is posted, and
/// stay until every task that was taken is done.
private final class TaskBoard: @unchecked Sendable {
  private let ticket = Atomic<UInt64>(0)
  private let unfinished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let poster = Atomic<Int32>(-1)
  private let closed = Atomic<Bool>(false)
  private let condition = ConditionLock()
  private let threads: Int
  private var count = 0
  private var body: (@Sendable (Int) -> Void)?

  init(threads: Int) { self.threads = threads }

  func post(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
    let tickets = hasBits ? min(count, Self.width) : count
    unfinished.store(tickets, ordering: .relaxed)
    poster.store(processor_current(), ordering: .relaxed)
    let phase = (ticket.load(ordering: .relaxed) >> 32) &+ 1
    let left = hasBits ? 1 << UInt64(tickets) - 1 : UInt64(tickets)
    ticket.store(phase << 32 | left, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wakeAll() }
    takeTasks(as: 0)
    var spins = 0
    while unfinished.load(ordering: .acquiring) > 0 {
      spins += 1
      // Another program may hold the core that the last task needs.
      if spins % 4096 == 0 { sched_yield() } else { processor_pause() }
    }
    self.body = nil
  }

  func work(as number: Int) {
    while true {
      guard awaitTicket() else { return }
      // The system likes to wake a thread where its waker runs, and the two would take turns there.
      processor_leave(poster.load(ordering: .relaxed))
      takeTasks(as: number)
    }
  }

  func close() {
    closed.store(true, ordering: .sequentiallyConsistent)
    wakeAll()
  }

  private func wakeAll() {
    condition.lock()
    condition.wakeAll()
    condition.unlock()
  }

  /// The bits of a ticket for tasks.
  private static let width = 32

  private var hasBits: Bool { threads <= Self.width }

  /// Takes tasks until none is left, those of the thread's own number first.
  private func takeTasks(as number: Int) {
    while true {
      let seen = ticket.load(ordering: .acquiring)
      let left = seen & 0xFFFF_FFFF
      guard left > 0 else { return }
      let bit = bit(of: left, for: number)
      let (taken, _) = ticket.compareExchange(
        expected: seen, desired: hasBits ? seen & ~(1 << UInt64(bit)) : seen - 1,
        ordering: .acquiringAndReleasing)
      guard taken else { continue }
      if hasBits {
        for task in stride(from: bit, to: count, by: Self.width) { body?(task) }
      } else {
        body?(count - Int(left))
      }
      unfinished.subtract(1, ordering: .acquiringAndReleasing)
    }
  }

  /// The thread's own first bit of those that are left, or the first of all.
  private func bit(of left: UInt64, for number: Int) -> Int {
    var bit = number
    while bit < Self.width, left & 1 << UInt64(bit) == 0 { bit += threads }
    return bit < Self.width ? bit : left.trailingZeroBitCount
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
    condition.lock()
    while !hasTask && !closed.load(ordering: .sequentiallyConsistent) { condition.wait() }
    condition.unlock()
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    return !closed.load(ordering: .sequentiallyConsistent)
  }

  private var hasTask: Bool { ticket.load(ordering: .sequentiallyConsistent) & 0xFFFF_FFFF > 0 }
}
