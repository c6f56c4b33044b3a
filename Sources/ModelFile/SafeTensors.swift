import Errors
import FoundationEssentials

/// A file of named tensors, after the safetensors format: the length of the header in 8 bytes, little
/// endian; the header, a JSON object; the numbers of all tensors, without a gap.
///
/// Reading trusts nothing: every length, offset, shape and count is checked before it is used.
package struct SafeTensors: Equatable, Sendable {
  package struct Tensor: Equatable, Sendable {
    package var name: String
    package var shape: [Int]
    /// Row-major, that is, the last index moves fastest.
    package var values: [Float]

    package init(name: String, shape: [Int], values: [Float]) {
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  package var metadata: [String: String]
  /// In the order of their bytes.
  package var tensors: [Tensor]

  package init(metadata: [String: String], tensors: [Tensor]) {
    self.metadata = metadata
    self.tensors = tensors
  }

  /// The largest header that is read.
  ///
  /// The format's own limit.
  package static let headerLimit = 100_000_000

  /// The bytes of the file.
  ///
  /// Equal tensors give equal bytes.
  package func encoded() throws -> [UInt8] {
    var entries: [String: HeaderEntry] = ["__metadata__": .metadata(metadata)]
    var offset = 0
    for tensor in tensors {
      let size = 4 * tensor.values.count
      entries[tensor.name] = .tensor(type: "F32", shape: tensor.shape, begin: offset, end: offset + size)
      offset += size
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var header = [UInt8](try encoder.encode(entries))
    // The numbers begin at a multiple of eight.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    bytes.reserveCapacity(8 + header.count + offset)
    bytes += header
    for tensor in tensors {
      for value in tensor.values {
        let bits = value.bitPattern
        for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
      }
    }
    return bytes
  }

  /// Reads a file.
  ///
  /// `file` is its name in messages. Throws `.data` for every way in which it can be wrong.
  package init(_ bytes: [UInt8], file: String) throws(Failure) {
    func refuse(_ reason: String) -> Failure {
      Failure(.data, "'\(file)' is no model file of ours: \(reason)")
    }
    guard bytes.count >= 8 else {
      throw refuse("it has \(bytes.count) bytes, less than the length of a header")
    }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
    guard length <= Self.headerLimit else { throw refuse("it claims a header of \(length) bytes") }
    guard length >= 2, Int(length) <= bytes.count - 8 else {
      throw refuse(
        "its header of \(length) bytes does not fit into the file of \(bytes.count); was it cut off?")
    }
    let header = Array(bytes[8..<8 + Int(length)])
    if let flaw = JSONShape.flaw(in: header) { throw refuse("its header \(flaw)") }
    let entries: [String: HeaderEntry]
    do {
      entries = try JSONDecoder().decode([String: HeaderEntry].self, from: Data(header))
    } catch {
      throw refuse("its header is not the JSON of the format")
    }

    var metadata: [String: String] = [:]
    var pieces: [(name: String, shape: [Int], begin: Int, end: Int)] = []
    for (name, entry) in entries {
      switch entry {
      case .metadata(let strings): metadata = strings
      case .tensor(let type, let shape, let begin, let end):
        guard type == "F32" else { throw refuse("tensor '\(name)' is of type \(type), not F32") }
        var size = 4
        for extent in shape {
          let (product, overflow) = size.multipliedReportingOverflow(by: extent)
          guard extent >= 0, !overflow else {
            throw refuse("the shape \(shape) of tensor '\(name)' cannot be")
          }
          size = product
        }
        guard begin >= 0, end >= begin, end - begin == size else {
          throw refuse(
            "tensor '\(name)' of shape \(shape) stands at bytes \(begin) to \(end), which is not \(size) bytes"
          )
        }
        pieces.append((name, shape, begin, end))
      }
    }
    pieces.sort { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }
    let start = 8 + Int(length)
    var expected = 0
    for piece in pieces {
      guard piece.begin == expected else {
        throw refuse("tensor '\(piece.name)' begins at byte \(piece.begin) where \(expected) is expected")
      }
      expected = piece.end
    }
    guard expected == bytes.count - start else {
      throw refuse("its tensors need \(expected) bytes and it has \(bytes.count - start); was it cut off?")
    }
    self.metadata = metadata
    tensors = pieces.map { piece in
      let values = stride(from: start + piece.begin, to: start + piece.end, by: 4).map { place in
        Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) })
      }
      return Tensor(name: piece.name, shape: piece.shape, values: values)
    }
  }
}

/// A member of the header: a tensor's description, or the metadata.
private enum HeaderEntry: Codable {
  case metadata([String: String])
  case tensor(type: String, shape: [Int], begin: Int, end: Int)

  private struct Description: Codable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]
  }

  init(from decoder: any Decoder) throws {
    if decoder.codingPath.last?.stringValue == "__metadata__" {
      self = .metadata(try [String: String](from: decoder))
      return
    }
    let description = try Description(from: decoder)
    guard description.data_offsets.count == 2 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "two offsets"))
    }
    self = .tensor(
      type: description.dtype, shape: description.shape, begin: description.data_offsets[0],
      end: description.data_offsets[1])
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .metadata(let strings): try strings.encode(to: encoder)
    case .tensor(let type, let shape, let begin, let end):
      try Description(dtype: type, shape: shape, data_offsets: [begin, end]).encode(to: encoder)
    }
  }
}
