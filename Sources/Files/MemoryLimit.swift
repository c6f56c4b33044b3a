import Diagnostics
import Glibc

/// The memory that the process may have.
package enum MemoryLimit {
  /// In bytes: the machine's, or what `ulimit -v` allows where that is less.
  package static var bytes: Int { min(physical, allowed ?? .max) }

  /// Whether `ulimit -v` bounds it.
  package static var isBounded: Bool { allowed != nil }

  private static var physical: Int { sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) }

  /// What `ulimit -v` allows; nil for all.
  private static var allowed: Int? {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    return limit.rlim_cur == rlim_t.max ? nil : Int(clamping: limit.rlim_cur)
  }

  /// As many of the threads that are wanted as there is memory for.
  ///
  /// Each takes a buffer of the BLAS, which waits for ever for memory that it is not given, and so do the threads that the
  /// BLAS has made of its own, one fewer than there are cores. Throws `.memory` where there is too little for one.
  package static func threads(wanted: Int) throws(Failure) -> Int {
    let count = max(1, min(wanted, physical / (2 * buffer)))
    guard let allowed else { return count }
    let others = program + (sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1) * (buffer + stack)
    guard allowed >= others + buffer else {
      throw Failure(
        .memory,
        "ulimit -v allows \(allowed >> 20) MiB of memory, but at least \((others + buffer) >> 20) MiB are required on this machine"
      )
    }
    return min(count, 1 + (allowed - others - buffer) / (buffer + stack + arena))
  }

  /// What OpenBLAS takes for a thread, in bytes; little of it is ever used.
  private static let buffer = 128 << 20
  /// What the system takes for a thread, and for what it allocates.
  private static let (stack, arena) = (8 << 20, 64 << 20)
  /// What the program takes besides, with its libraries.
  private static let program = 128 << 20
}
