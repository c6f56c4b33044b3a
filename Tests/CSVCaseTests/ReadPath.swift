import Diagnostics
import Files
import Glibc

@testable import Tabular

/// A way from the bytes of a file to its reader.
enum ReadPath: CaseIterable {
  case whole, byteByByte
  case blocksOnTwoThreads, blocksOnThreeThreads, blocksOnEightThreads
  case path, standardInput, namedPipe, gzip, zstd

  var threads: Int {
    switch self {
    case .blocksOnTwoThreads: 2
    case .blocksOnThreeThreads: 3
    case .blocksOnEightThreads: 8
    default: 1
    }
  }

  /// Gives `body` the bytes of a file as a source that is called `f`.
  func open<T>(_ bytes: [UInt8], in folder: borrowing Folder, _ body: (ByteStream) throws -> T) throws -> T {
    // A long file has a thousand pieces, which are bytes in any other.
    let piece = max(1, bytes.count / 1_000)
    switch self {
    case .whole: return try body(ByteStream(name: "f", bytes: bytes))
    case .byteByByte: return try body(ByteStream(name: "f", bytes: bytes, pieceSize: piece))
    // A block for each row, and for a few of them.
    case .blocksOnTwoThreads: return try body(ByteStream(bytes, blockSize: piece))
    case .blocksOnThreeThreads: return try body(ByteStream(bytes, blockSize: 7 * piece))
    case .blocksOnEightThreads: return try body(ByteStream(bytes, blockSize: 20 * piece))
    case .path: return try body(ByteStream(at: folder.file("f", bytes)))
    case .gzip: return try body(ByteStream(at: folder.file("f.gz", bytes.parts.flatMap { packedByGzip($0) })))
    case .zstd:
      return try body(ByteStream(at: folder.file("f.zst", bytes.parts.flatMap { packedByZstd($0) })))
    case .standardInput: return try withStandardInput(bytes) { try body(ByteStream(at: "-")) }
    case .namedPipe:
      let path = folder.path + "/pipe"
      mkfifo(path, 0o600)
      defer { unlink(path) }
      return try whileFeeding(bytes, piece: piece, to: { Glibc.open(path, O_WRONLY | O_CLOEXEC) }) {
        try body(ByteStream(at: path))
      }
    }
  }
}

extension ByteStream {
  /// Bytes that are parsed in blocks of `blockSize`.
  fileprivate init(_ bytes: [UInt8], blockSize: Int) {
    self.init(name: "f", bytes: bytes)
    self.blockSize = blockSize
  }

  /// A file, or standard input for `-`, as the programs read it.
  init(at path: String) throws(Failure) {
    let file = try ByteSource(path: path)
    self.init(name: "f", size: file.size) { (bytes, range) throws(Failure) in
      try file.read(into: &bytes, at: range)
    }
  }
}

extension [UInt8] {
  /// Four parts, cut wherever that is; one is empty.
  fileprivate var parts: [ArraySlice<UInt8>] {
    let (first, second) = (count / 3, count - count / 3)
    return [self[..<first], self[first..<second], [], self[second...]]
  }
}
