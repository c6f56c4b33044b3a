import Diagnostics

/// A file to read, or standard input, as bytes.
///
/// What gzip or zstd packed comes out unpacked; that is told by the first bytes, not by the name.
package final class ByteSource {
  /// The path as the user wrote it, or `standard input`.
  package let name: String
  private let descriptor: Descriptor
  private let decoder: Decoder
  private var held: [UInt8] = []
  private static let pieceSize = 1 << 18

  /// What a file is opened for: rows come one after the other, and are forgotten; all else is kept.
  package enum Purpose { case table, rows, model, options }

  /// What packed bytes may come to.
  ///
  /// Where they are to be kept, and come to more than `bytes` and more than `ratio` times what they were, they are a bomb.
  package struct Expansion: Sendable {
    package var bytes: Int
    package var ratio: Int

    package init(bytes: Int, ratio: Int) { (self.bytes, self.ratio) = (bytes, ratio) }

    package static let usual = Expansion(bytes: 1 << 30, ratio: 500)
  }

  private let expansion: Expansion?
  /// The bytes that were read of the file, and those that came of them.
  private var (packed, unpacked) = (0, 0)

  private enum Decoder {
    case plain
    case gzip(GzipDecoder)
    case zstd(ZstdDecoder)
  }

  /// Opens a path, or standard input for `-`.
  ///
  /// Throws `.noInput` where that fails, `.data` for a kind of file that cannot be a table.
  package init(path: String, for purpose: Purpose = .table, expansion: Expansion = .usual) throws(Failure) {
    self.expansion = purpose == .rows ? nil : expansion
    name = path == "-" ? "standard input" : path
    descriptor = try Descriptor(reading: path)
    var bytes = [UInt8](repeating: 0, count: FileSignature.longestMagic)
    var count = 0
    // A pipe may give the first bytes one by one, and somebody may wait for an answer to a few.
    while count < FileSignature.shortMagic || count < bytes.count && bytes[..<count].contains(0) {
      let read = try descriptor.read(into: &bytes, at: count..<bytes.count, name: name)
      if read == 0 { break }
      count += read
    }
    held = Array(bytes[..<count])
    if held.starts(with: [0x1F, 0x8B]) {
      decoder = .gzip(try GzipDecoder())
    } else if held.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      decoder = .zstd(try ZstdDecoder())
    } else {
      decoder = .plain
      if purpose == .table || purpose == .rows, let kind = FileSignature.kind(of: held) {
        throw Failure(.data, "'\(name)' is \(kind)")
      }
    }
  }

  /// The bytes that will come in all; nil where that is not known beforehand.
  package var size: Int? {
    if case .plain = decoder { descriptor.size } else { nil }
  }

  /// Reads the next bytes, unpacked, over those in a range of an array, and says how many; none at the end.
  ///
  /// Throws where reading fails or packed data is damaged.
  package func read(into bytes: inout [UInt8], at range: Range<Int>) throws(Failure) -> Int {
    let count: Int
    switch decoder {
    case .plain: return try readPlain(into: &bytes, at: range)
    case .gzip(let gzip): count = try gzip.read(into: &bytes, at: range, name: name, more: nextPiece)
    case .zstd(let zstd): count = try zstd.read(into: &bytes, at: range, name: name, more: nextPiece)
    }
    unpacked += count
    if let expansion, unpacked > expansion.bytes, unpacked / expansion.ratio > packed {
      throw Failure(
        .data,
        "'\(name)' decompresses to more than \(expansion.bytes >> 20) MB and \(expansion.ratio) times its compressed size, "
          + "which is suspicious; if the file is valid, decompress it first, or pipe it: \(unpacker) FILE | … -"
      )
    }
    return count
  }

  private var unpacker: String { if case .zstd = decoder { "zstd -dc" } else { "gzip -dc" } }

  private func readPlain(into bytes: inout [UInt8], at range: Range<Int>) throws(Failure) -> Int {
    if held.isEmpty { return try descriptor.read(into: &bytes, at: range, name: name) }
    let count = min(held.count, range.count)
    bytes.replaceSubrange(range.prefix(count), with: held.prefix(count))
    held.removeFirst(count)
    return count
  }

  /// The next bytes of the file as they are; none at the end.
  private func nextPiece() throws(Failure) -> [UInt8] {
    var piece = held
    held = []
    defer { packed += piece.count }
    if !piece.isEmpty { return piece }
    piece = [UInt8](repeating: 0, count: Self.pieceSize)
    piece.removeLast(piece.count - (try descriptor.read(into: &piece, at: 0..<piece.count, name: name)))
    return piece
  }

  /// The next bytes, fewer than `count` only at the end.
  package func next(_ count: Int) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let read = try read(into: &bytes, at: filled..<count)
      if read == 0 { break }
      filled += read
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// All bytes behind an opening that was read before, and the opening; throws `.data` where these are more than
  /// `limit`.
  package func readAll(after opening: [UInt8] = [], limit: Int) throws(Failure) -> [UInt8] {
    var bytes = opening + [UInt8](repeating: 0, count: Self.pieceSize)
    var count = opening.count
    while true {
      let read = try read(into: &bytes, at: count..<bytes.count)
      if read == 0 { break }
      count += read
      if count > limit { throw Failure(.data, "'\(name)' is larger than \(limit) bytes") }
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: count) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
