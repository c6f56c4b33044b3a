import Foundation
import Testing

/// What fuzzing found worth keeping is taken or refused, as everything else.
struct CorpusTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Corpus")

  static func files(_ attack: FuzzTarget) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: folder.appending(path: attack.rawValue), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }

  @Test("every input that is kept is taken or refused", arguments: FuzzTarget.allCases)
  func replay(_ attack: FuzzTarget) throws {
    let files = try Self.files(attack)
    #expect(!files.isEmpty)
    for file in files {
      let flaw = attack.flaw(of: Array(try Data(contentsOf: file)))
      #expect(flaw == nil, "\(file.lastPathComponent)")
    }
  }

  @Test("the corpus is small")
  func size() throws {
    let bytes = try FuzzTarget.allCases.flatMap(Self.files).map { try Data(contentsOf: $0).count }
    #expect(bytes.reduce(0, +) < 300_000)
  }
}
