import Diagnostics
import MLPInference
import Testing

struct SafeTensorsTests {
  static let sample = SafeTensors(
    metadata: ["mlp": "{}"],
    tensors: [
      .init(name: "b", shape: [2], values: [1.5, -2]), .init(name: "a", shape: [2, 1], values: [0.25, .pi]),
    ])

  /// A file with this header and this many bytes of numbers.
  static func file(_ header: String, numbers: Int) -> [UInt8] {
    let text = Array(header.utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
      + [UInt8](repeating: 0, count: numbers)
  }

  @Test("what was written is read again")
  func roundTrip() throws {
    let bytes = try Self.sample.encoded()
    #expect(try SafeTensors(bytes, file: "m") == Self.sample)
    #expect(try Self.sample.encoded() == bytes)
  }

  /// Written by hand after the format's description.
  @Test("a file is a length, a JSON header and little-endian numbers")
  func format() throws {
    let bytes =
      Self.file(#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, numbers: 0) + [0, 0, 0x80, 0x3F]
    #expect(
      try SafeTensors(bytes, file: "m")
        == SafeTensors(metadata: [:], tensors: [.init(name: "x", shape: [1], values: [1])]))
  }

  @Test("a file cut off anywhere is refused")
  func truncation() throws {
    let bytes = try Self.sample.encoded()
    for count in 0..<bytes.count {
      #expect(throws: Failure.self) { try SafeTensors(Array(bytes[..<count]), file: "m") }
    }
  }

  @Test(
    "a file that lies is refused, and the message says how",
    arguments: [
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#, 8, "needs 4 bytes"),
      (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, 12, "expected 0"),
      (
        #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        4, "expected 4"
      ),
      (
        #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#,
        12, "expected 4"
      ),
      (#"{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "invalid shape"),
      (#"{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#, 0, "invalid shape"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, "needs 4 bytes"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, 4, "needs 4 bytes"),
      (
        #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}"#, 4,
        "not valid safetensors JSON"
      ),
      (#"{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 8, "has type F64"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8, "need 4 bytes, but it has 8"),
      (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4, "not valid safetensors JSON"),
      (#"{"x":1,"x":2}"#, 0, "'x' twice"),
      ("[]", 0, "not valid safetensors JSON"),
      (String(repeating: "[", count: 100_000), 0, "nested more than"),
      ("{\"x\":", 0, "not valid safetensors JSON"),
    ])
  func lies(_ header: String, _ numbers: Int, _ says: String) {
    let failure = #expect(throws: Failure.self) {
      try SafeTensors(Self.file(header, numbers: numbers), file: "m")
    }
    #expect(failure?.kind == .data)
    #expect(failure?.message.description.contains(says) == true, "\(failure?.message.description ?? "")")
  }

  @Test("a header that would be refused is not written")
  func largestHeader() {
    let word = String(repeating: "a", count: SafeTensors.headerLimit)
    let failure = #expect(throws: Failure.self) {
      try SafeTensors(metadata: ["word": word], tensors: []).encoded()
    }
    #expect(
      failure?.kind == .data && failure?.message.description.contains("the maximum is 100000000") == true)
  }

  @Test("a header of no length, of more than the file, of 2⁶³ bytes, or of invalid UTF-8 is refused")
  func headers() {
    for length: [UInt8] in [
      [0, 0, 0, 0, 0, 0, 0, 0], [9, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0x80],
    ] {
      #expect(throws: Failure.self) { try SafeTensors(length + Array("{}".utf8), file: "m") }
    }
    #expect(throws: Failure.self) { try SafeTensors([2, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0xFF], file: "m") }
  }
}
