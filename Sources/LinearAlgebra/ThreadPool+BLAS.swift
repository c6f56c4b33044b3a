import Glibc
import Parallel
import Synchronization

extension ThreadPool {
  /// Makes the BLAS allocate its buffers for each thread before others need the memory, by simultaneous products that
  /// are too large for its small kernels.
  package func takeBuffers() {
    let (rounds, order) = (3, 256)
    for _ in 0..<rounds {
      let begun = Atomic<Int>(0)
      run(threads) { _ in
        let A = Matrix(rows: order, columns: order)
        begun.add(1, ordering: .relaxed)
        while begun.load(ordering: .relaxed) < threads { sched_yield() }
        multiply(A, A.T, into: Matrix(rows: order, columns: order))
      }
    }
  }
}
