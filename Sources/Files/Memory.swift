import Errors
import Glibc

/// The memory that the process may have.
package enum Memory {
  /// In bytes: the machine's, or what `ulimit -v` allows where that is less.
  package static var limit: Int {
    let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    var allowed = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &allowed) == 0 else { return physical }
    return min(physical, Int(clamping: allowed.rlim_cur))
  }

  /// As many of the threads that are wanted as there is memory for.
  ///
  /// Each takes buffers of the BLAS, which waits for ever for memory that it is not given. Throws `.memory` where there is
  /// too little for one.
  package static func threads(wanted: Int) throws(Failure) -> Int {
    let limit = limit
    guard limit >= perThread else {
      throw Failure(
        .memory,
        "\(limit >> 20) MiB of memory are too little for a thread, which takes \(perThread >> 20); see ulimit -v"
      )
    }
    return min(wanted, limit / perThread)
  }

  private static let perThread = 256 << 20
}
