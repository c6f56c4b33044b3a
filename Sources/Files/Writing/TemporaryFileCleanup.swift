import Glibc
import Synchronization

/// The address of the path that the signal handler removes, 0 where there is none.
private let remembered = Atomic<UInt>(0)

/// A temporary file that goes even when a second signal ends the program where it stands.
///
/// One at a time: a program writes its outputs one after the other.
package struct TemporaryFileCleanup {
  private let address: UInt

  /// Remembers a path; nil where another is remembered already.
  init?(_ path: String) {
    // Without memory for that there is none for the output either.
    guard let copy = unsafe strdup(path) else { abort() }
    address = UInt(bitPattern: copy)
    guard remembered.compareExchange(expected: 0, desired: address, ordering: .relaxed).exchanged else {
      unsafe free(copy)
      return nil
    }
  }

  /// Forgets the path, whose file has its name or is gone.
  ///
  /// The copy of it stays in memory, since the handler may be reading it.
  func forget() {
    _ = remembered.compareExchange(expected: address, desired: 0, ordering: .relaxed)
  }

  /// Removes the file; safe in a signal handler that comes after a first call.
  package static func remove() {
    let path = unsafe UnsafePointer<CChar>(bitPattern: remembered.load(ordering: .relaxed))
    if let path = unsafe path { unsafe unlink(path) }
  }
}
