import LinearAlgebra
import Parallel
import Testing

struct ThreadPoolTests {
  @Test(
    "every task of every phase is done once, whatever the number of threads", arguments: [1, 2, 3, 8, 40])
  func everyTaskOnce(_ threads: Int) {
    let workers = ThreadPool(threads: threads)
    let done = Matrix(rows: 17, columns: 1)
    for phase in 1...2000 {
      let count = 1 + phase % 17
      workers.run(count) { done[$0, 0] += 1 }
    }
    // Phases with more than i tasks, of 1 + phase % 17 for phases 1 … 2000.
    for i in 0..<17 {
      let expected = (1...2000).filter { 1 + $0 % 17 > i }.count
      #expect(done[i, 0] == Float(expected))
    }
  }

  @Test("threads that went to sleep wake for the next phase")
  func sleep() async throws {
    let workers = ThreadPool(threads: 3)
    let done = Matrix(rows: 4, columns: 1)
    for _ in 0..<3 {
      workers.run(4) { done[$0, 0] += 1 }
      try await Task.sleep(for: .milliseconds(30))
    }
    #expect(done.elements == [3, 3, 3, 3])
  }
}
