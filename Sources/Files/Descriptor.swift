import Errors
import Glibc

/// An open file, closed with its last owner.
///
/// All system calls of the package on files are made here or in `OutputFile`.
final class Descriptor {
  let number: Int32
  private let closes: Bool

  init(_ number: Int32, closes: Bool = true) {
    self.number = number
    self.closes = closes
  }

  deinit { if closes { close(number) } }

  /// Opens a file to read; `-` is standard input.
  ///
  /// Throws where it is missing, closed to the user, or a folder.
  convenience init(reading path: String) throws(Failure) {
    if path == "-" {
      self.init(STDIN_FILENO, closes: false)
      return
    }
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else {
      let reason = systemMessage()
      throw Failure(.noInput, "cannot open '\(path)': \(reason)")
    }
    self.init(number)
    var status = stat()
    if unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(.noInput, "'\(path)' is a folder; name the file in it")
    }
  }

  /// Reads the next bytes over those in a range of an array, and says how many; none at the end.
  func read(into bytes: inout [UInt8], at range: Range<Int>, name: String) throws(Failure) -> Int {
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      while true {
        let place = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[range])
        let result = unsafe Glibc.read(number, place.baseAddress, place.count)
        if result >= 0 || errno != EINTR { return result }
      }
    }
    if count < 0 { throw Failure(.inputOutput, "cannot read '\(name)': \(systemMessage())") }
    return count
  }

  /// Writes all bytes.
  ///
  /// Returns false, with errno set, where the system refuses.
  func write(_ bytes: [UInt8]) -> Bool {
    unsafe bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let result = unsafe Glibc.write(
          number, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
        if result < 0 && errno == EINTR { continue }
        if result < 0 { return false }
        written += result
      }
      return true
    }
  }
}

/// What the system says of its last error.
func systemMessage() -> String {
  unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
}
