import Diagnostics
import FoundationEssentials
import Testing

@testable import Files

/// A folder of its own for a test, removed afterwards.
struct Folder: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/mlp-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(filePath: path + "/" + name))
    return path + "/" + name
  }

  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

struct ByteSourceTests {
  /// `printf 'a,b\n1,2\n' | gzip -n`, and the same by `zstd`.
  static let text = Array("a,b\n1,2\n".utf8)
  static let gzip = bytes("H4sIAAAAAAAAA0vUSeIy1DHiAgB7B5cKCAAAAA==")
  static let zstd = bytes("KLUv/QRYQQAAYSxiCjEsMgo158rO")

  static func bytes(_ base64: String) -> [UInt8] { Data(base64Encoded: base64).map { Array($0) } ?? [] }

  static func read(_ path: String) throws -> [UInt8] { try ByteSource(path: path).readAll(limit: 1 << 30) }

  @Test("gzip and zstd are told by their first bytes and unpacked, several members and frames too")
  func packed() throws {
    let folder = try Folder()
    #expect(try Self.read(folder.file("plain", Self.text)) == Self.text)
    #expect(try Self.read(folder.file("a", Self.gzip)) == Self.text)
    #expect(try Self.read(folder.file("b", Self.zstd)) == Self.text)
    #expect(try Self.read(folder.file("c", Self.gzip + Self.gzip)) == Self.text + Self.text)
    #expect(try Self.read(folder.file("d", Self.zstd + Self.zstd)) == Self.text + Self.text)
    #expect(try Self.read(folder.file("padded", Self.gzip + [0, 0, 0])) == Self.text)
    #expect(try Self.read(folder.file("empty", [])) == [])
  }

  /// `yes "" | head -n 4000000 | zstd -19`.
  static let bomb = bytes(
    "KLUv/QRoTAAACAoBAPz/ORACAgAQCgIAEAoCABAKAgAQCgIAEAoCABAKAgAQCgIAEAoCABAKAgAQCgIAEAoCABAKAgAQCgIAEAoCABAKAgAQCgIAEAoCABAKAgAQCgIAEAoCABAKAgAQCgIAEAoCABAKAgAQCgIAEAoCABAKAgAQCgIAEAoDSAgKf5P+xw=="
  )

  @Test("what unpacks to far more than it was is refused where it is kept, and read where it is not")
  func bombs() throws {
    let folder = try Folder()
    let path = try folder.file("bomb", Self.bomb)
    func count(_ purpose: ByteSource.Purpose, _ expansion: ByteSource.Expansion) throws -> Int {
      try ByteSource(path: path, for: purpose, expansion: expansion).readAll(limit: 1 << 30).count
    }
    for purpose in [ByteSource.Purpose.table, .model, .options] {
      let failure = #expect(throws: Failure.self) { try count(purpose, .init(bytes: 1 << 20, ratio: 500)) }
      #expect(failure?.kind == .data)
      #expect(
        failure?.message.description
          == "'\(path)' decompresses to more than 1 MB and 500 times its compressed size, which is suspicious; if the file is "
          + "valid, decompress it first, or pipe it: zstd -dc FILE | … -")
      #expect(try count(purpose, .init(bytes: 4_000_000, ratio: 500)) == 4_000_000)
      #expect(try count(purpose, .init(bytes: 1 << 20, ratio: 100_000)) == 4_000_000)
    }
    #expect(try count(.rows, .init(bytes: 1 << 20, ratio: 500)) == 4_000_000)
  }

  @Test("packed data that is cut off anywhere, or damaged, is refused with the file's name")
  func damaged() throws {
    let folder = try Folder()
    for packed in [Self.gzip, Self.zstd] {
      for count in 6..<packed.count {
        let path = try folder.file("cut", Array(packed[..<count]))
        let failure = #expect(throws: Failure.self) { try Self.read(path) }
        #expect(failure?.kind == .data && failure?.message.description.contains("cut") == true)
      }
      var damaged = packed
      damaged[packed.count - 6] ^= 0xFF
      let path = try folder.file("damaged", damaged)
      #expect(throws: Failure.self) { try Self.read(path) }
    }
  }

  @Test("a missing file, a folder and a foreign kind of file are refused with their statuses")
  func refused() throws {
    let folder = try Folder()
    for (path, status) in [(folder.path + "/none", Failure.Kind.noInput), (folder.path, .noInput)] {
      #expect(#expect(throws: Failure.self) { try Self.read(path) }?.kind == status)
    }
    let zip = try folder.file("zip", [0x50, 0x4B, 3, 4, 0, 0])
    #expect(#expect(throws: Failure.self) { try Self.read(zip) }?.message.description.contains("zip") == true)
  }

  @Test("a model file is none to read as a table, and one whose text holds zeros is left to others")
  func models() throws {
    let folder = try Folder()
    let length: [UInt8] = [8, 1, 0, 0, 0, 0, 0, 0]
    let model = try folder.file("model", length + Array("{\"a\":".utf8))
    #expect(
      #expect(throws: Failure.self) { try Self.read(model) }?.message.description
        == "'\(model)' is a model file, not data")
    #expect(try ByteSource(path: model, for: .model).next(8) == length)
    #expect(try Self.read(folder.file("other", length + [0x7B])) == length + [0x7B])
  }

  @Test("the first bytes can be looked at before the rest is read")
  func opening() throws {
    let folder = try Folder()
    for bytes in [Self.text, Self.gzip, Self.zstd] {
      let file = try ByteSource(path: folder.file("x", bytes))
      let opening = try file.next(3)
      #expect(opening == Array("a,b".utf8))
      #expect(try file.readAll(after: opening, limit: 8) == Self.text)
      #expect(try file.next(3) == [])
    }
  }

  @Test("a file larger than the limit is refused, also one without an end")
  func limit() {
    #expect(throws: Failure.self) { try ByteSource(path: "/dev/zero").readAll(limit: 1 << 20) }
  }
}
