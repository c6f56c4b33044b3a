import Foundation
import Glibc

/// A folder of its own for a test, removed afterwards.
struct Folder: ~Copyable {
  let path = FileManager.default.temporaryDirectory.path + "/mlp-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(filePath: path + "/" + name))
    return path + "/" + name
  }

  func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: path + "/" + name)))
  }
}

/// Writes bytes in pieces to what `open` gives, on a thread of its own, while `body` reads them.
///
/// `body` has closed its end when it returns; so nobody waits for a reader who left early.
func whileFeeding<T>(
  _ bytes: [UInt8], piece: Int, to open: @escaping @Sendable () -> Int32, _ body: () throws -> T
) rethrows -> T {
  let isDone = DispatchSemaphore(value: 0)
  Thread.detachNewThread {
    // Writing to a pipe that nobody reads fails like any other write.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let pipe = open()
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = UnsafeRawBufferPointer(rebasing: rest.prefix(piece)).withMemoryRebound(to: UInt8.self) {
          write(pipe, $0.baseAddress, $0.count)
        }
        if count < 0 { break }
        rest = rest.dropFirst(count)
      }
    }
    close(pipe)
    isDone.signal()
  }
  defer { isDone.wait() }
  return try body()
}

/// Runs `body` with these bytes in a pipe as standard input.
func withStandardInput<T>(_ bytes: [UInt8], _ body: () throws -> T) rethrows -> T {
  var ends: [Int32] = [-1, -1]
  pipe(&ends)
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  let (reader, writer) = (ends[0], ends[1])
  return try whileFeeding(bytes, piece: .max, to: { writer }) {
    let before = dup(STDIN_FILENO)
    dup2(reader, STDIN_FILENO)
    close(reader)
    defer {
      dup2(before, STDIN_FILENO)
      close(before)
    }
    return try body()
  }
}
