import Diagnostics
import FoundationEssentials
import Tabular

/// A file of named tensors, after the safetensors format: the length of the header in 8 bytes, little
/// endian; the header, a JSON object; the numbers of all tensors, without a gap.
///
/// Reading trusts nothing: every length, offset, shape and count is checked before it is used.
package struct SafeTensors: Equatable, Sendable {
  /// Row-major, that is, the last index moves fastest.
  package enum Numbers: Equatable, Sendable {
    case single([Float])
    case double([Double])

    fileprivate var type: ElementType {
      switch self {
      case .single: .F32
      case .double: .F64
      }
    }

    fileprivate var count: Int {
      switch self {
      case .single(let values): values.count
      case .double(let values): values.count
      }
    }
  }

  /// The types of numbers that are known, as the format calls them.
  package enum ElementType: String, Sendable {
    case F32, F64

    fileprivate var size: Int { self == .F32 ? 4 : 8 }
  }

  package struct Tensor: Equatable, Sendable {
    package var name: String
    package var shape: [Int]
    package var numbers: Numbers

    package init(name: String, shape: [Int], values: [Float]) {
      self.name = name
      self.shape = shape
      numbers = .single(values)
    }

    package init(name: String, shape: [Int], numbers: Numbers) {
      self.name = name
      self.shape = shape
      self.numbers = numbers
    }

    /// The numbers of a tensor of type F32; none of another.
    package var values: [Float] { if case .single(let values) = numbers { values } else { [] } }
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
  /// Equal tensors give equal bytes. Throws `.data` where the header would be larger than any that is read.
  package func encoded() throws -> [UInt8] {
    var entries: [String: HeaderEntry] = ["__metadata__": .metadata(metadata)]
    var offset = 0
    for tensor in tensors {
      let type = tensor.numbers.type
      let size = type.size * tensor.numbers.count
      entries[tensor.name] = .tensor(
        type: type.rawValue, shape: tensor.shape, begin: offset, end: offset + size)
      offset += size
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var header = [UInt8](try encoder.encode(entries))
    // The numbers begin at a multiple of eight.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    guard header.count <= Self.headerLimit else {
      throw Failure(
        .data,
        "the header with the columns, categories and networks has \(header.count) bytes, and the maximum is "
          + "\(Self.headerLimit); use \(option: .ignore) to leave out columns, or reduce \(option: .maxCategories) or \(option: .ensemble)"
      )
    }
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    bytes.reserveCapacity(8 + header.count + offset)
    bytes += header
    for tensor in tensors {
      switch tensor.numbers {
      case .single(let values): for value in values { append(value.bitPattern, to: &bytes) }
      case .double(let values): for value in values { append(value.bitPattern, to: &bytes) }
      }
    }
    return bytes
  }

  /// Reads a file.
  ///
  /// `file` is its name in messages, and `kind` what it should be. Throws `.data` for every way in which it can be
  /// wrong; one is that it has numbers of other types than `types`.
  package init(
    _ bytes: [UInt8], file: String, kind: String = "model", types: Set<ElementType> = [.F32]
  ) throws(Failure) {
    let reader = SafeTensorsReader(bytes: bytes, file: file, kind: kind, types: types)
    let length = try reader.headerLength()
    var metadata: [String: String] = [:]
    var extents: [TensorExtent] = []
    for (name, entry) in try reader.header(of: length) {
      switch entry {
      case .metadata(let strings): metadata = strings
      case .tensor(let type, let shape, let begin, let end):
        extents.append(try reader.extent(name, type, shape, begin, end))
      }
    }
    extents.sort { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }
    let start = 8 + length
    try reader.checkTiling(extents, from: start)
    self.metadata = metadata
    tensors = extents.map { $0.tensor(in: bytes, from: start) }
  }
}

/// Where the numbers of a tensor are, in bytes behind the header.
private struct TensorExtent {
  let name: String
  let type: SafeTensors.ElementType
  let shape: [Int]
  let begin: Int
  let end: Int

  func tensor(in bytes: [UInt8], from start: Int) -> SafeTensors.Tensor {
    let places = stride(from: start + begin, to: start + end, by: type.size)
    let numbers: SafeTensors.Numbers =
      switch type {
      case .F32: .single(places.map { Float(bitPattern: word(at: $0, in: bytes)) })
      case .F64: .double(places.map { Double(bitPattern: word(at: $0, in: bytes)) })
      }
    return SafeTensors.Tensor(name: name, shape: shape, numbers: numbers)
  }
}

/// The steps of reading a file, each of which refuses what is wrong.
private struct SafeTensorsReader {
  let bytes: [UInt8]
  let file: String
  let kind: String
  let types: Set<SafeTensors.ElementType>

  private func refuse(_ reason: String) -> Failure {
    Failure(.data, "'\(file)' is not an mlp \(kind) file: \(reason)")
  }

  /// The number of bytes of the header, which are there.
  func headerLength() throws(Failure) -> Int {
    guard bytes.count >= 8 else {
      throw refuse("it is \(counted(bytes.count, "byte")) long, shorter than a safetensors header")
    }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
    guard length <= SafeTensors.headerLimit else {
      throw refuse("it declares a header of \(length) bytes")
    }
    guard length >= 2, Int(length) <= bytes.count - 8 else {
      throw refuse(
        "its header of \(length) bytes does not fit into the file of \(bytes.count) bytes; the file may be truncated"
      )
    }
    return Int(length)
  }

  func header(of length: Int) throws(Failure) -> [String: HeaderEntry] {
    let header = Array(bytes[8..<8 + length])
    if let flaw = StrictJSON.flaw(in: header) { throw refuse("its header \(flaw)") }
    do {
      return try JSONDecoder().decode([String: HeaderEntry].self, from: Data(header))
    } catch {
      throw refuse("its header is not valid safetensors JSON")
    }
  }

  /// The place of a tensor whose type, shape and size agree.
  func extent(
    _ name: String, _ type: String, _ shape: [Int], _ begin: Int, _ end: Int
  ) throws(Failure) -> TensorExtent {
    guard let known = SafeTensors.ElementType(rawValue: type), types.contains(known) else {
      throw refuse("tensor '\(name)' has type \(type), expected F32")
    }
    var size = known.size
    for extent in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else {
        throw refuse("tensor '\(name)' has the invalid shape \(shape)")
      }
      size = product
    }
    guard begin >= 0, end >= begin, end - begin == size else {
      throw refuse(
        "tensor '\(name)' of shape \(shape) needs \(size) bytes, but its data offsets are \(begin) to \(end)")
    }
    return TensorExtent(name: name, type: known, shape: shape, begin: begin, end: end)
  }

  /// Throws where the tensors, in the order of their bytes, leave a gap, overlap or do not end with the file.
  func checkTiling(_ extents: [TensorExtent], from start: Int) throws(Failure) {
    var expected = 0
    for extent in extents {
      guard extent.begin == expected else {
        throw refuse("tensor '\(extent.name)' begins at byte \(extent.begin), expected \(expected)")
      }
      expected = extent.end
    }
    guard expected == bytes.count - start else {
      throw refuse(
        "its tensors need \(expected) bytes, but it has \(bytes.count - start); the file may be truncated")
    }
  }
}

/// Appends the bytes of a word, the lowest first.
private func append<Word: FixedWidthInteger>(_ word: Word, to bytes: inout [UInt8]) {
  for k in 0..<Word.bitWidth / 8 { bytes.append(UInt8(truncatingIfNeeded: word >> Word(8 * k))) }
}

/// The word whose bytes stand at a place, the lowest first.
private func word<Word: FixedWidthInteger>(at place: Int, in bytes: [UInt8]) -> Word {
  (0..<Word.bitWidth / 8).reduce(0) { $0 | Word(bytes[place + $1]) << Word(8 * $1) }
}

/// A member of the header: a tensor's description, or the metadata.
private enum HeaderEntry: Codable {
  case metadata([String: String])
  case tensor(type: String, shape: [Int], begin: Int, end: Int)

  private struct TensorEntry: Codable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]
  }

  init(from decoder: any Decoder) throws {
    if decoder.codingPath.last?.stringValue == "__metadata__" {
      self = .metadata(try [String: String](from: decoder))
      return
    }
    let description = try TensorEntry(from: decoder)
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
      try TensorEntry(dtype: type, shape: shape, data_offsets: [begin, end]).encode(to: encoder)
    }
  }
}
