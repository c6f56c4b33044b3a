import Glibc
import Parallel
import Synchronization

extension ThreadPool {
  /// Has the BLAS take what it needs for each of the threads, before others take it: by products at the same time, which
  /// are no small ones and are not cut into such.
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
