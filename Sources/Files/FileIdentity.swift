import Diagnostics
import Glibc

/// Which file a path leads to, however it is spelled; for a file that does not exist yet, its folder and name.
///
/// Devices and sockets have none: writing to one does no harm to what is read from it.
package struct FileIdentity: Hashable {
  private let device: dev_t
  private let inode: ino_t
  private let name: String?

  private init?(_ status: stat, name: String? = nil) {
    let kind = status.st_mode & S_IFMT
    guard [S_IFREG, S_IFIFO, S_IFDIR].contains(kind) else { return nil }
    (device, inode, self.name) = (status.st_dev, status.st_ino, name)
  }

  private init?(path: String) {
    var status = stat()
    if unsafe stat(path, &status) == 0 {
      self.init(status)
    } else {
      let place = followLinks(path)
      guard unsafe stat(folder(of: place), &status) == 0 else { return nil }
      self.init(status, name: lastName(of: place))
    }
  }

  private init?(open number: Int32) {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Whether a path is `-` or leads to a pipe or a device, which can be read only once.
  package static func isStream(_ path: String) -> Bool {
    var status = stat()
    guard path != "-" else { return true }
    return unsafe stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// A path that is read, or standard input for `-`.
  init?(input path: String) {
    if path == "-" { self.init(open: STDIN_FILENO) } else { self.init(path: path) }
  }

  /// A path that will be written, or standard output for `-`.
  init?(output path: String) {
    if path == "-" { self.init(open: STDOUT_FILENO) } else { self.init(path: path) }
  }

  /// Throws `.usage` where an output, under the name of its option, would overwrite an input or another
  /// output.
  package static func refuseOverlap(
    inputs: [String], outputs: [(option: OptionName, path: String)]
  ) throws(Failure) {
    for (k, output) in outputs.enumerated() {
      let identity = FileIdentity(output: output.path)
      let words: Message = "\(option: output.option) '\(output.path)'"
      for input in inputs where identity != nil && identity == FileIdentity(input: input) {
        let writer = output.path == "-" ? "standard output" : words
        let read = input == "-" ? "standard input" : "the input '\(input)'"
        throw Failure(.usage, "\(writer) would overwrite \(read)")
      }
      for other in outputs[..<k]
      where other.path == output.path || identity != nil && identity == FileIdentity(output: other.path) {
        throw Failure(.usage, "\(words) and \(option: other.option) '\(other.path)' are the same file")
      }
    }
  }
}
