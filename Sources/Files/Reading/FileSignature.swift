/// Kinds of files that are no table, told by their first bytes.
enum FileSignature {
  /// The bytes that tell all kinds but a model file.
  static let shortMagic = 6
  /// The bytes that tell a model file, whose first ones hold a zero, as no text does.
  static let longestMagic = 10

  /// What a file is that begins with these bytes, and what to do with it; nil where it may be a table.
  static func kind(of bytes: [UInt8]) -> String? {
    if isModel(bytes) { return "a model file, not data" }
    let kinds: [(magic: [UInt8], kind: String)] = [
      ([0x50, 0x4B, 0x03, 0x04], "a zip archive or a spreadsheet; save it as CSV"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed with xz; decompress it, or pipe it: xz -dc FILE | … -"),
      ([0x42, 0x5A, 0x68, 0x39], "compressed with bzip2; decompress it, or pipe it: bzip2 -dc FILE | … -"),
      (Array("PAR1".utf8), "a Parquet file; export it as CSV"),
      ([0xD0, 0xCF, 0x11, 0xE0], "a legacy Excel spreadsheet; save it as CSV"),
    ]
    return kinds.first { bytes.starts(with: $0.magic) }?.kind
  }

  /// The safetensors format: the length of the header in eight bytes, little endian, then a JSON object.
  private static func isModel(_ bytes: [UInt8]) -> Bool {
    bytes.count >= longestMagic && bytes[4..<8].allSatisfy { $0 == 0 }
      && bytes[8...].starts(with: Array("{\"".utf8))
  }
}
