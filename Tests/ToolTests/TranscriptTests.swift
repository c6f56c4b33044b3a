import Foundation
import Testing

/// The complete output of the programs for a number of commands.
///
/// A transcript is a file of Transcripts: commands after `$ `, their standard output unchanged, their standard error
/// after `! `, and a status other than 0 after `= `. The shell runs all commands of a file in one folder, with $DATA
/// naming the project's data. Seconds and metrics, which depend on the machine, are shown as N. `RECORD=1 swift test`
/// rewrites the files, so that their differences can be reviewed.
struct TranscriptTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  @Test("the programs print what the transcripts hold", arguments: names)
  func transcript(_ name: String) throws {
    let file = Self.folder.appending(path: name)
    let expected = try String(contentsOf: file, encoding: .utf8)
    let commands = expected.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map {
      String($0.dropFirst(2))
    }
    let sandbox = try Sandbox()
    var actual = ""
    for command in commands {
      let result = try sandbox.shell("DATA='\(Sandbox.data.path)'\n\(command)")
      actual += "$ \(command)\n\(result.output)"
      if !result.output.isEmpty && !result.output.hasSuffix("\n") { actual += "\n" }
      for line in result.errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        actual += "! \(Self.withoutMeasurements(line))\n"
      }
      if result.status != 0 { actual += "= \(result.status)\n" }
    }
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try actual.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(actual == expected)
    }
  }

  private static func withoutMeasurements(_ line: Substring) -> String {
    String(line).replacing(#/\d+\.\d\d s\b/#, with: "N s").replacing(#/\d\.\d{3,}/#, with: "N")
  }
}
