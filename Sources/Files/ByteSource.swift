import Errors

/// A file to read, or standard input, as pieces of bytes.
///
/// What gzip or zstd packed comes out unpacked; that is told by the first bytes, not by the name.
package final class ByteSource {
  /// The path as the user wrote it, or `standard input`.
  package let name: String
  private let descriptor: Descriptor
  private let decoder: Decoder
  private var held: [UInt8]
  private static let pieceSize = 1 << 18

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
    held = []
    // A pipe may give the first bytes one by one.
    while held.count < 6 {
      let more = try descriptor.read(held.isEmpty ? Self.pieceSize : 6, name: name)
      if more.isEmpty { break }
      held += more
    }
    if held.starts(with: [0x1F, 0x8B]) {
      decoder = .gzip(try GzipDecoder())
    } else if held.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      decoder = .zstd(try ZstdDecoder())
    } else {
      try Self.refuseForeign(held, name)
      decoder = .plain
    }
  }

  /// The next piece, unpacked; nil at the end.
  ///
  /// Throws where reading fails or packed data is damaged.
  package func read() throws(Failure) -> [UInt8]? {
    while true {
      var piece = held
      held = []
      if piece.isEmpty { piece = try descriptor.read(Self.pieceSize, name: name) }
      let unpacked: [UInt8]
      switch decoder {
      case .plain: return piece.isEmpty ? nil : piece
      case .gzip(let gzip): unpacked = try gzip.unpack(piece, name: name)
      case .zstd(let zstd): unpacked = try zstd.unpack(piece, name: name)
      }
      if !unpacked.isEmpty { return unpacked }
      if piece.isEmpty { return nil }
    }
  }

  /// All bytes, up to `limit`; throws `.data` where there are more.
  package func readAll(limit: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = try read() {
      bytes += piece
      if bytes.count > limit { throw Failure(.data, "'\(name)' is larger than \(limit) bytes") }
    }
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
