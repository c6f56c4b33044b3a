import Diagnostics
import Files

extension TrainedModel {
  /// The most bytes of a model file.
  private static let limit = 1 << 32

  /// Reads a model file, which may be compressed by gzip or zstd.
  ///
  /// - Parameter path: The file; `-` is standard input.
  /// - Throws: `Failure` of kind `noInput` where it cannot be opened, `data` where it is not a model file, or an
  ///   inconsistent one.
  public init(path: String) throws {
    let file = try ByteSource(path: path, for: .model)
    // The length of the header, and how the header begins: enough to refuse most other files without reading them.
    let opening = try file.next(10)
    if opening.contains(where: { $0 > 0 }) && opening.allSatisfy(Self.isOfText) {
      throw Failure(
        .data,
        "'\(file.name)' is not an mlp model file: it is text; name the model first: mlp-predict MODEL DATA.csv"
      )
    }
    if opening.count == 10 { try Self.checkLength(opening, file) }
    try self.init(file.readAll(after: opening, limit: Self.limit), file: file.name)
  }

  private static func isOfText(_ byte: UInt8) -> Bool {
    byte >= 32 && byte != 127 || byte == 9 || byte == 10 || byte == 13
  }

  /// Throws where a file so long, or of such a header, need not be read.
  private static func checkLength(_ opening: [UInt8], _ file: ByteSource) throws(Failure) {
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(opening[$1]) << (8 * UInt64($1)) }
    let size = file.size ?? limit
    let reason: String? =
      if opening[8] != UInt8(ascii: "{") || length > SafeTensors.headerLimit {
        "it declares a header of \(length) bytes"
      } else if Int(length) > size - 8 {
        "its header of \(length) bytes does not fit into the file of \(size) bytes; the file may be truncated"
      } else if size > limit {
        "it is larger than the maximum of \(limit) bytes"
      } else {
        nil
      }
    if let reason { throw Failure(.data, "'\(file.name)' is not an mlp model file: \(reason)") }
  }
}
