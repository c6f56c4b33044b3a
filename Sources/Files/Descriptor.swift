import Diagnostics
import Glibc

/// An open file, closed with its last owner.
final class Descriptor {
  let number: Int32
  /// The size of a regular file; nil for all that may let its reader or writer wait.
  let size: Int?
  private let closes: Bool
  /// A terminal would go on after the end that was typed.
  private var isAtEnd = false

  init(_ number: Int32, closes: Bool = true) {
    self.number = number
    self.closes = closes
    var status = stat()
    let isRegular = unsafe fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isRegular ? Int(status.st_size) : nil
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
    // A named pipe would wait here for its writer, where no signal could wake it; reading waits instead.
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard number >= 0 else {
      let reason = systemMessage()
      throw Failure(.noInput, "cannot open '\(path)': \(reason)")
    }
    self.init(number)
    var status = stat()
    if unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(.noInput, "'\(path)' is a directory; name a file in it")
    }
  }

  /// Reads the next bytes over those in a range of an array, and says how many; none at the end.
  ///
  /// Throws `.inputOutput` where that fails, and the interruption where a signal comes first.
  func read(into bytes: inout [UInt8], at range: Range<Int>, name: String) throws(Failure) -> Int {
    while !isAtEnd {
      try Interruption.check()
      if size == nil { try Interruption.wait(for: POLLIN, at: number) }
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        let place = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[range])
        return unsafe Glibc.read(number, place.baseAddress, place.count)
      }
      isAtEnd = count == 0
      if count >= 0 { return count }
      guard errno == EINTR || errno == EAGAIN else {
        throw Failure(.inputOutput, "cannot read '\(name)': \(systemMessage())")
      }
    }
    return 0
  }

  /// Writes all bytes.
  ///
  /// Returns false, with errno set, where the system refuses. With `isInterruptible` throws the interruption
  /// where a signal comes while a pipe takes no more.
  func write(_ bytes: [UInt8], isInterruptible: Bool) throws(Failure) -> Bool {
    // A pipe that can be written takes this much without waiting.
    let most = isInterruptible && size == nil ? Int(PIPE_BUF) : Int.max
    var written = 0
    while written < bytes.count {
      if isInterruptible && size == nil { try Interruption.wait(for: POLLOUT, at: number) }
      let result = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          number, buffer.baseAddress.map { unsafe $0 + written }, min(buffer.count - written, most))
      }
      if result < 0 && errno != EINTR { return false }
      written += max(result, 0)
    }
    return true
  }
}

/// What the system says of its last error.
func systemMessage() -> String {
  unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
}
