import Errors

/// A file to read, or standard input, as bytes.
///
/// What gzip or zstd packed comes out unpacked; that is told by the first bytes, not by the name.
package final class ByteSource {
  /// The path as the user wrote it, or `standard input`.
  package let name: String
  private let descriptor: Descriptor
  private let decoder: Decoder
  private var held: [UInt8]
  private static let pieceSize = 1 << 18
  /// The first bytes that tell what kind of file it is.
  private static let longestMagic = 6

  private enum Decoder {
    case plain
    case gzip(GzipDecoder)
    case zstd(ZstdDecoder)
  }

  /// Opens a path, or standard input for `-`.
  ///
  /// Throws `.noInput` where that fails, `.data` for a kind of file that cannot be a table.
  package init(path: String) throws(Failure) {
    name = path == "-" ? "standard input" : path
    descriptor = try Descriptor(reading: path)
    held = [UInt8](repeating: 0, count: Self.longestMagic)
    var count = 0
    // A pipe may give the first bytes one by one.
    while count < held.count {
      let read = try descriptor.read(into: &held, at: count..<held.count, name: name)
      if read == 0 { break }
      count += read
    }
    held.removeLast(held.count - count)
    if held.starts(with: [0x1F, 0x8B]) {
      decoder = .gzip(try GzipDecoder())
    } else if held.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      decoder = .zstd(try ZstdDecoder())
    } else {
      try Self.refuseForeign(held, name)
      decoder = .plain
    }
  }

  /// Reads the next bytes, unpacked, over those in a range of an array, and says how many; none at the end.
  ///
  /// Throws where reading fails or packed data is damaged.
  package func read(into bytes: inout [UInt8], at range: Range<Int>) throws(Failure) -> Int {
    switch decoder {
    case .plain: try readPlain(into: &bytes, at: range)
    case .gzip(let gzip): try gzip.read(into: &bytes, at: range, name: name, more: nextPiece)
    case .zstd(let zstd): try zstd.read(into: &bytes, at: range, name: name, more: nextPiece)
    }
  }

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
    if !piece.isEmpty { return piece }
    piece = [UInt8](repeating: 0, count: Self.pieceSize)
    piece.removeLast(piece.count - (try descriptor.read(into: &piece, at: 0..<piece.count, name: name)))
    return piece
  }

  /// All bytes, up to `limit`; throws `.data` where there are more.
  package func readAll(limit: Int) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.pieceSize)
    var count = 0
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

  private static func refuseForeign(_ bytes: [UInt8], _ name: String) throws(Failure) {
    let kinds: [(magic: [UInt8], kind: String)] = [
      ([0x50, 0x4B, 0x03, 0x04], "a zip archive or a spreadsheet; save it as CSV"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "packed by xz; unpack it, or pipe it: xz -dc FILE | … -"),
      ([0x42, 0x5A, 0x68, 0x39], "packed by bzip2; unpack it, or pipe it: bzip2 -dc FILE | … -"),
      (Array("PAR1".utf8), "a Parquet file; export it as CSV"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an old spreadsheet; save it as CSV"),
    ]
    for (magic, kind) in kinds where bytes.starts(with: magic) {
      throw Failure(.data, "'\(name)' is \(kind)")
    }
  }
}
