import Errors
import Glibc

/// A file to write, whole or not at all: a temporary file beside it, synced, takes its name at `commit`.
///
/// Until then the old file stays as it was. A link stays a link: what it points to is replaced.
/// Standard output (`-`), devices and pipes are written directly.
package final class OutputFile {
  private let name: String
  private let target: String
  private let temporary: String?
  private let descriptor: Descriptor
  private var committed = false

  /// Opens a path to write, or standard output for `-`.
  ///
  /// Throws `.cannotCreate` where that is not possible.
  package init(path: String) throws(Failure) {
    name = path == "-" ? "standard output" : path
    if path == "-" {
      target = path
      temporary = nil
      descriptor = Descriptor(STDOUT_FILENO, closes: false)
      return
    }
    target = Self.followLinks(path)
    var status = stat()
    let exists = unsafe stat(target, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(.cannotCreate, "cannot write '\(path)': it is a folder")
    }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      let number = unsafe open(target, O_WRONLY | O_CLOEXEC)
      guard number >= 0 else { throw Failure(.cannotCreate, "cannot write '\(path)': \(systemMessage())") }
      temporary = nil
      descriptor = Descriptor(number)
      return
    }
    let (folder, file) = Self.split(target)
    let temporary = "\(folder)/.\(file).tmp-\(getpid())"
    let number = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw Failure(.cannotCreate, "cannot write '\(path)': \(systemMessage())") }
    if exists { fchmod(number, status.st_mode & 0o7777) }
    self.temporary = temporary
    descriptor = Descriptor(number)
  }

  deinit { if !committed, let temporary { unsafe unlink(temporary) } }

  /// Whether a file can be made at a path, before hours of work go into it.
  ///
  /// Throws as `init` does.
  package static func check(path: String) throws(Failure) { _ = try OutputFile(path: path) }

  /// Writes all bytes to a path, whole or not at all.
  package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let file = try OutputFile(path: path)
    try file.write(bytes)
    try file.commit()
  }

  /// Appends bytes.
  ///
  /// Throws `.inputOutput` where the disk is full or fails, `.success` where the reader of a pipe has gone,
  /// which ends a program quietly.
  package func write(_ bytes: [UInt8]) throws(Failure) {
    guard !descriptor.write(bytes) else { return }
    if errno == EPIPE { throw Failure(.success, "") }
    throw Failure(.inputOutput, "cannot write '\(name)': \(systemMessage())")
  }

  /// Gives the file its name.
  ///
  /// Everything is on the disk when this returns.
  package func commit() throws(Failure) {
    guard let temporary else { return }
    guard fsync(descriptor.number) == 0, unsafe rename(temporary, target) == 0 else {
      throw Failure(.inputOutput, "cannot write '\(name)': \(systemMessage())")
    }
    committed = true
    let folder = unsafe open(Self.split(target).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    // Some file systems cannot sync a folder, and have no need to.
    fsync(folder)
    close(folder)
  }

  /// The path itself where it does not exist yet, or leads nowhere.
  private static func followLinks(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  private static func split(_ path: String) -> (folder: String, file: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }
}
