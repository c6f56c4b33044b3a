import Foundation
import Testing

/// The programs make of the files what their readers make of them: rows, or a message and status 65.
struct ProgramCaseTests {
  static let cases = CSVCase.all.filter { $0.bytes.count < 1 << 16 }

  /// Where the programs are: beside the tests.
  static let products = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().path

  @Test("mlp-train says what is wrong with a file, and ends with status 65")
  func train() throws {
    let folder = try Folder()
    let refused = Self.cases.filter { $0.message != nil }
    try Self.run(refused, in: folder, "mlp-train f")
    for (n, file) in refused.enumerated() {
      let (output, errors) = (try folder.bytes("\(n)/out"), try folder.bytes("\(n)/err"))
      #expect(
        String(decoding: errors, as: UTF8.self) == "mlp-train: error: \(file.spelledMessage)\n65\n", "\(file)"
      )
      #expect(output.isEmpty, "\(file)")
    }
  }

  /// The model was trained without a header, so it takes the first column of any file.
  @Test("mlp-predict writes the rows of standard input as they are, or says what is wrong with them")
  func predict() throws {
    let folder = try Folder()
    let rows = (0..<30).map { "\($0 * 7 % 11).5,\($0 % 3)\n" }.joined()
    _ = try folder.file("rows", Array(rows.utf8))
    try Self.shell("mlp-train rows --no-header --epochs 1 --hidden 2 -q -o m", in: folder)
    try Self.run(Self.cases, in: folder, "mlp-predict ../m - --keep all")
    for (n, file) in Self.cases.enumerated() {
      let (output, errors) = (try folder.bytes("\(n)/out"), try folder.bytes("\(n)/err"))
      if let table = file.table {
        #expect(Self.holds(table, output), "\(file): \(String(decoding: output, as: UTF8.self))")
        #expect(errors.suffix(3).elementsEqual("\n0\n".utf8) || errors.elementsEqual("0\n".utf8), "\(file)")
      } else {
        let says = "mlp-predict: error: standard input\(file.spelledMessage.dropFirst())\n65\n"
        #expect(String(decoding: errors, as: UTF8.self).hasSuffix(says), "\(file)")
      }
    }
  }

  /// Whether an output has the names and the cells of a table, each row with a prediction behind them.
  private static func holds(_ table: [[Cell]], _ output: [UInt8]) -> Bool {
    var rest = output[...]
    for row in table {
      let start = row.flatMap { field($0.bytes) + [UInt8(ascii: ",")] }
      guard rest.starts(with: start), let end = rest.dropFirst(start.count).firstIndex(of: 10) else {
        return false
      }
      rest = rest[(end + 1)...]
    }
    return rest.isEmpty
  }

  /// A field as RFC 4180 writes it.
  private static func field(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
    let ends = [text.first, text.last]
    guard ends.contains(" ") || text.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return bytes
    }
    return [34] + bytes.flatMap { $0 == 34 ? [34, 34] : [$0] } + [34]
  }

  /// Runs a command on each file `f`, which is its standard input too, in a folder of its own.
  ///
  /// There it leaves `out` and `err`, with the exit status at the end.
  private static func run(_ files: [CSVCase], in folder: borrowing Folder, _ command: String) throws {
    var script = ""
    for (n, file) in files.enumerated() {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/\(n)", withIntermediateDirectories: true)
      _ = try folder.file("\(n)/f", file.bytes)
      let header = file.header.map { $0 ? " --header" : " --no-header" } ?? ""
      let delimiter = file.delimiter.map { " --delimiter '\(Unicode.Scalar($0))'" } ?? ""
      script += "cd \(n); \(command)\(header)\(delimiter) < f > out 2> err; echo $? >> err; cd ..\n"
    }
    try shell(script, in: folder)
  }

  private static func shell(_ script: String, in folder: borrowing Folder) throws {
    let path = try folder.file("script", Array("PATH='\(products)':\"$PATH\"\n\(script)".utf8))
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [path]
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}

extension CSVCase {
  /// The message as a program writes it, with dashes before the names of options.
  fileprivate var spelledMessage: String { (message ?? "").replacing(#/`([a-z-]+)`/#) { "--\($0.output.1)" } }
}
