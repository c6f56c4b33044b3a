import Errors

/// Where the bytes of a table come from: a name for messages, and the next piece on demand.
///
/// The pieces may have any size and be cut anywhere; `read` gives nil at the end.
package struct Source {
  /// The name under which messages speak of it: a path, or "standard input".
  package let name: String
  /// Gives the next piece, nil at the end.
  package let read: () throws(Failure) -> [UInt8]?

  package init(name: String, read: @escaping () throws(Failure) -> [UInt8]?) {
    self.name = name
    self.read = read
  }

  /// A source of bytes at hand, cut into pieces of `pieceSize` bytes.
  package init(name: String, bytes: [UInt8], pieceSize: Int = .max) {
    precondition(pieceSize > 0, "a piece has at least one byte")
    var position = 0
    self.init(name: name) { () throws(Failure) -> [UInt8]? in
      guard position < bytes.count else { return nil }
      let end = bytes.count - position > pieceSize ? position + pieceSize : bytes.count
      defer { position = end }
      return Array(bytes[position..<end])
    }
  }
}
