import Errors
import Files
import FoundationEssentials
import Testing

struct OutputFileTests {
  @Test("a file appears whole at commit, and until then the old one stays")
  func commit() throws {
    let folder = try Folder()
    let path = try folder.file("x", Array("old".utf8))
    let file = try OutputFile(path: path)
    try file.write(Array("new".utf8))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    try file.commit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try folder.names() == ["x"])
  }

  @Test("what is not committed leaves nothing behind")
  func abandoned() throws {
    let folder = try Folder()
    do {
      let file = try OutputFile(path: folder.path + "/x")
      try file.write([1, 2, 3])
    }
    #expect(try folder.names() == [])
  }

  @Test("a link stays a link and its target is replaced; permissions are kept")
  func linksAndPermissions() throws {
    let folder = try Folder()
    let path = try folder.file("target", [1])
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: path)
    try OutputFile.write([2], to: folder.path + "/link")
    #expect(try Data(contentsOf: URL(filePath: path)) == Data([2]))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/link") == path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? UInt16
    #expect(mode == 0o640)
  }

  @Test("a folder, and a file in a folder that is not there, cannot be created")
  func refused() throws {
    let folder = try Folder()
    for path in [folder.path, folder.path + "/none/x"] {
      #expect(#expect(throws: Failure.self) { try OutputFile.check(path: path) }?.status == .cannotCreate)
    }
    #expect(try folder.names() == [])
  }

  @Test("a full device is an error of writing")
  func full() {
    #expect(
      #expect(throws: Failure.self) { try OutputFile.write([1], to: "/dev/full") }?.status == .inputOutput)
  }
}
