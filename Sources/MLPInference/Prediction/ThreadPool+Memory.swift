import Diagnostics
import Files
import FoundationEssentials
import LinearAlgebra
import Parallel

extension ThreadPool {
  /// Starts as many threads as are wanted, nil for one for each core, and fewer where memory is limited.
  ///
  /// Throws `.usage` for a number below 1, `.memory` where there is too little for one thread.
  package convenience init(wanted: Int?) throws(Failure) {
    let count = wanted ?? ProcessInfo.processInfo.activeProcessorCount
    guard count >= 1 else { throw Failure(.usage, "expected at least 1 thread, found \(count)") }
    self.init(threads: try MemoryLimit.threads(wanted: count))
    if MemoryLimit.isBounded { takeBuffers() }
  }
}
