import Diagnostics

/// Where the bytes of a table come from: a name for messages, and the next bytes on demand.
///
/// They may come in pieces of any size, cut anywhere.
package struct ByteStream {
  /// Writes the next bytes over those in a range of an array, from its start, and says how many; none at the
  /// end.
  package typealias Fill = (_ bytes: inout [UInt8], _ range: Range<Int>) throws(Failure) -> Int

  /// The name under which messages speak of it: a path, or "standard input".
  package let name: String
  /// The bytes that will come in all; nil where that is not known beforehand.
  package let size: Int?
  package let fill: Fill
  /// The bytes that are parsed as one block, more where a record has more; nil for as many as serve speed.
  var blockSize: Int?

  package init(name: String, size: Int? = nil, fill: @escaping Fill) {
    self.name = name
    self.size = size
    self.fill = fill
  }

  /// A source of bytes at hand, cut into pieces of `pieceSize` bytes.
  package init(name: String, bytes: [UInt8], pieceSize: Int = .max) {
    precondition(pieceSize > 0, "a piece has at least one byte")
    var position = 0
    self.init(name: name) { (buffer, range) throws(Failure) -> Int in
      let count = min(pieceSize, range.count, bytes.count - position)
      buffer.replaceSubrange(range.prefix(count), with: bytes[position..<position + count])
      position += count
      return count
    }
  }

  /// Appends the next bytes, at most `count`; false at the end.
  func read(upTo count: Int, into bytes: inout [UInt8]) throws(Failure) -> Bool {
    let start = bytes.count
    bytes += [UInt8](repeating: 0, count: count)
    let filled = try fill(&bytes, start..<bytes.count)
    bytes.removeLast(count - filled)
    return filled > 0
  }
}
