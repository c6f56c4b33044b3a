import Diagnostics
import Files
import FoundationEssentials
import Glibc
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

  @Test("the temporary file is hidden, tells its maker, and is no longer than any name may be")
  func temporary() throws {
    let folder = try Folder()
    let name = String(repeating: "x", count: 255)
    let files = try (OutputFile(path: folder.path + "/" + name), OutputFile(path: folder.path + "/y"))
    let pid = ProcessInfo.processInfo.processIdentifier
    #expect(try folder.names() == [".mlp-\(pid)-0.tmp", ".mlp-\(pid)-1.tmp"])
    try files.0.commit()
    try files.1.commit()
    #expect(try folder.names() == [name, "y"])
    let longer = folder.path + "/x" + name
    #expect(#expect(throws: Failure.self) { try OutputFile.check(path: longer) }?.kind == .cannotCreate)
  }

  @Test("a check opens no pipe, which would be at its end for its reader")
  func namedPipe() throws {
    let folder = try Folder()
    let path = folder.path + "/p"
    mkfifo(path, 0o600)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    try OutputFile.check(path: path)
    // The other end was never open: nothing hangs up.
    var place = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    #expect(poll(&place, 1, 0) == 0)
    close(reader)
  }

  @Test("a link that leads to nothing yet stays a link, and its target is made and removed")
  func linkToNothing() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/sub", withIntermediateDirectories: false)
    // One link leads to the other, which says where from its own folder.
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.path + "/sub/link")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/sub/link", withDestinationPath: "../target")
    try OutputFile.write([2], to: folder.path + "/link")
    #expect(try folder.names() == ["link", "sub", "target"])
    #expect(try Data(contentsOf: URL(filePath: folder.path + "/target")) == Data([2]))
    OutputFile.remove(folder.path + "/link")
    #expect(try folder.names() == ["link", "sub"])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/circle", withDestinationPath: folder.path + "/circle")
    #expect(throws: Failure.self) { try OutputFile.write([2], to: folder.path + "/circle") }
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
      #expect(#expect(throws: Failure.self) { try OutputFile.check(path: path) }?.kind == .cannotCreate)
    }
    #expect(try folder.names() == [])
  }

  @Test("a full device is an error of writing")
  func full() {
    #expect(
      #expect(throws: Failure.self) { try OutputFile.write([1], to: "/dev/full") }?.kind == .inputOutput)
  }
}
