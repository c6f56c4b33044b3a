import Diagnostics

/// The first bytes of a file: enough to guess the dialect from, without the byte order mark.
struct FileSample {
  /// The bytes read so far.
  private(set) var bytes: [UInt8] = []
  /// The source has no more bytes than these.
  private(set) var isWhole = false

  /// Enough for a dialect to be guessed.
  static let sampleSize = 64 << 10
  /// Enough for every byte order mark.
  static let minimumSize = 4

  init(_ source: ByteStream, size: Int = FileSample.sampleSize) throws(Failure) {
    while bytes.count < size && !isWhole {
      isWhole = try !source.read(upTo: size - bytes.count, into: &bytes)
    }
    if isUTF16 { throw .isUTF16(file: source.name) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
  }

  /// A byte order mark of UTF-16 or UTF-32, or ASCII text with a NUL before or behind each letter.
  private var isUTF16: Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return true }
    guard bytes.count >= 4 else { return false }
    return (bytes[0] == 0) != (bytes[1] == 0) && (bytes[2] == 0) == (bytes[0] == 0)
      && (bytes[3] == 0) == (bytes[1] == 0)
  }
}
