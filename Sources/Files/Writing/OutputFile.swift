import Diagnostics
import Glibc

/// A file to write, whole or not at all: a temporary file beside it, synced, takes its name at `commit`.
///
/// Until then the old file stays as it was. A link stays a link: what it points to is replaced, or made.
/// Standard output (`-`), devices and pipes are written directly.
package final class OutputFile {
  private let name: String
  private let target: String
  private let isInterruptible: Bool
  private let descriptor: Descriptor
  private let temporary: String?
  private let leftover: TemporaryFileCleanup?
  private var committed = false

  /// Opens a path to write, or standard output for `-`.
  ///
  /// With `isInterruptible` an interruption is thrown where a pipe would wait for its reader. Throws
  /// `.cannotCreate` where the path cannot be written.
  package init(path: String, isInterruptible: Bool = false) throws(Failure) {
    name = path == "-" ? "standard output" : path
    self.isInterruptible = isInterruptible
    let place = try OutputPath(path)
    target = place.path
    if place.isReplaced {
      let number: Int32
      (temporary, leftover, number) = try Self.makeTemporary(beside: place)
      if let mode = place.mode { fchmod(number, mode) }
      descriptor = Descriptor(number)
    } else {
      temporary = nil
      leftover = nil
      descriptor =
        path == "-"
        ? Descriptor(STDOUT_FILENO, closes: false)
        : Descriptor(try Self.open(place, isInterruptible: isInterruptible))
    }
  }

  deinit {
    if !committed, let temporary { unsafe unlink(temporary) }
    leftover?.forget()
  }

  /// Whether a file can be made at a path, before hours of work go into it.
  ///
  /// Throws as `init` does.
  package static func check(path: String) throws(Failure) {
    let place = try OutputPath(path)
    if place.isReplaced {
      _ = try OutputFile(path: path)
    } else if path != "-", unsafe access(place.path, W_OK) != 0 {
      // A pipe that was opened and closed would be at its end for its reader.
      throw place.failure
    }
  }

  /// Removes a file that was written to a path; a link to it stays, and so does a folder that took its place.
  package static func remove(_ path: String) {
    guard let place = try? OutputPath(path), place.isReplaced else { return }
    unsafe unlink(place.path)
  }

  /// Writes all bytes to a path, whole or not at all.
  package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let file = try OutputFile(path: path)
    try file.write(bytes)
    try file.commit()
  }

  /// Appends bytes.
  ///
  /// Throws `.inputOutput` where the disk is full or fails, `.readerGone` where the reader of a pipe has closed it,
  /// which ends a program quietly.
  package func write(_ bytes: [UInt8]) throws(Failure) {
    guard try !descriptor.write(bytes, isInterruptible: isInterruptible) else { return }
    if errno == EPIPE { throw Failure(.readerGone, "the reader of the output has closed it") }
    throw Failure(.inputOutput, "cannot write '\(name)': \(systemMessage())")
  }

  /// Gives the file its name.
  ///
  /// Everything is on the disk when this returns. Throws `.inputOutput` where that fails.
  package func commit() throws(Failure) {
    guard let temporary else { return }
    guard isSynced(descriptor.number), unsafe rename(temporary, target) == 0 else {
      throw Failure(.inputOutput, "cannot write '\(name)': \(systemMessage())")
    }
    committed = true
    leftover?.forget()
    let folder = unsafe Glibc.open(folder(of: target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder that can be written, but not read, is not synced; nor is one whose file system has no need to.
    guard folder >= 0 else { return }
    defer { close(folder) }
    guard isSynced(folder) || errno == EINVAL else {
      throw Failure(
        .inputOutput, "'\(name)' was written, but may be lost in a power failure: \(systemMessage())")
    }
  }

  private func isSynced(_ number: Int32) -> Bool {
    while fsync(number) != 0 { if errno != EINTR { return false } }
    return true
  }

  /// A new file whose name does not depend on that of the output, which may be as long as a name can be.
  ///
  /// It is remembered before it is made, so that whatever ends the program from then on removes it.
  private static func makeTemporary(
    beside place: OutputPath
  ) throws(Failure) -> (path: String, leftover: TemporaryFileCleanup?, number: Int32) {
    let start = "\(folder(of: place.path))/.mlp-\(getpid())-"
    // An earlier process with this number may have been killed and left some.
    for count in 0..<1000 {
      let path = start + "\(count).tmp"
      let leftover = TemporaryFileCleanup(path)
      let number = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if number >= 0 { return (path, leftover, number) }
      let error = errno
      leftover?.forget()
      errno = error
      if error != EEXIST { break }
    }
    throw place.failure
  }

  /// Opens a device or a pipe, which waits for its reader.
  private static func open(_ place: OutputPath, isInterruptible: Bool) throws(Failure) -> Int32 {
    while true {
      if isInterruptible { try Interruption.check() }
      let number = unsafe Glibc.open(place.path, O_WRONLY | O_CLOEXEC)
      if number >= 0 { return number }
      if errno != EINTR { throw place.failure }
    }
  }
}

/// What stands where an output shall be.
private struct OutputPath {
  /// The path with all links followed.
  let path: String
  /// Whether a new file takes this place; what else is there is written directly.
  let isReplaced: Bool
  /// The permissions of the regular file that is there.
  let mode: mode_t?
  private let name: String

  /// Throws `.cannotCreate` for a folder, and a path that cannot be.
  init(_ path: String) throws(Failure) {
    name = path
    self.path = path == "-" ? path : followLinks(path)
    var status = stat()
    if path == "-" {
      (isReplaced, mode) = (false, nil)
    } else if unsafe stat(self.path, &status) != 0 {
      (isReplaced, mode) = (true, nil)
      if errno != ENOENT { throw failure }
    } else if status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(.cannotCreate, "cannot write '\(path)': it is a directory")
    } else {
      isReplaced = status.st_mode & S_IFMT == S_IFREG
      mode = isReplaced ? status.st_mode & 0o7777 : nil
    }
  }

  /// That it cannot be written, and what the system says of it.
  var failure: Failure { Failure(.cannotCreate, "cannot write '\(name)': \(systemMessage())") }
}
