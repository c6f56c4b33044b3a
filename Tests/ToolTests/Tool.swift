import Foundation
import Testing

/// A built program, run in a fresh folder.
struct Sandbox: ~Copyable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "mlp-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Where the programs are: in the folder that the environment names, or else beside the tests.
  static let products =
    ProcessInfo.processInfo.environment["MLP_PROGRAMS"].map { URL(filePath: $0) }
    ?? URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()

  /// The project's data.
  static let data = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "data")

  func file(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// Runs `program` with these words; its standard input is `input`.
  func run(_ program: String, _ words: [String], input: Data = Data()) throws -> Result {
    try run(Self.products.appending(path: program), words, input: input)
  }

  /// Runs a script of the shell, which knows the programs by name.
  func shell(_ script: String) throws -> Result {
    try run(URL(filePath: "/bin/sh"), ["-c", "PATH='\(Self.products.path)':\"$PATH\"\n" + script])
  }

  private func run(_ executable: URL, _ words: [String], input: Data = Data()) throws -> Result {
    let process = Process()
    process.executableURL = executable
    process.arguments = words
    process.currentDirectoryURL = folder
    let streams = (
      input: folder.appending(path: ".in"), output: folder.appending(path: ".out"),
      errors: folder.appending(path: ".err")
    )
    try input.write(to: streams.input)
    for url in [streams.output, streams.errors] { try Data().write(to: url) }
    process.standardInput = try FileHandle(forReadingFrom: streams.input)
    process.standardOutput = try FileHandle(forWritingTo: streams.output)
    process.standardError = try FileHandle(forWritingTo: streams.errors)
    try process.run()
    process.waitUntilExit()
    let result = Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: streams.output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: streams.errors), as: UTF8.self))
    for url in [streams.input, streams.output, streams.errors] { try FileManager.default.removeItem(at: url) }
    return result
  }
}
