import Diagnostics
import Files

/// Where predictions or metrics go: a file, standard output, or nowhere.
struct OutputSink {
  private var file: OutputFile?
  private let outlivesReader: Bool

  /// Opens a path; nil is nowhere.
  ///
  /// With `outlivesReader` a pipe that nobody reads any more is nowhere too: there is a verdict to come, and
  /// it must not pass for lack of a reader. Otherwise that throws `.readerGone`.
  init(_ path: String?, outlivesReader: Bool) throws(Failure) {
    file = if let path { try OutputFile(path: path, isInterruptible: true) } else { nil }
    self.outlivesReader = outlivesReader
  }

  mutating func write(_ bytes: [UInt8]) throws(Failure) {
    do {
      try file?.write(bytes)
    } catch {
      guard outlivesReader && error.kind == .readerGone else { throw error }
      file = nil
    }
  }

  /// Gives the file its name.
  func commit() throws(Failure) { try file?.commit() }
}
