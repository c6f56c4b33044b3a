import CKernels

/// Keeps memory that is freed for the next use, instead of giving it back to the system.
///
/// Blocks of a file and their cells come and go by the thousand, and the system clears each page that it hands
/// out again.
package func retainFreedPages() { memory_keep_freed() }
