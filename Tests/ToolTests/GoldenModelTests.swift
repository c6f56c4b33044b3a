import Foundation
import MLPInference
import Testing

/// Model files that the programs of earlier commits wrote, with the predictions that those programs printed.
///
/// Tests/MLPInferenceTests/Golden has the files; its list.txt names each of them, and make.sh made them.
struct GoldenModelTests {
  static let folder = Sandbox.data.deletingLastPathComponent().appending(
    path: "Tests/MLPInferenceTests/Golden")

  /// The current names of those options in list.txt that have been renamed since.
  static let currentNames = ["--intervals": "--prediction-intervals"]

  /// The largest relative error of a number, which another BLAS or processor may cause.
  static let tolerance = 1e-5

  /// A line of list.txt.
  struct Golden: CustomTestStringConvertible {
    let name: String
    let version: Int
    let data: String
    let options: [String]

    var testDescription: String { name }
    var model: URL { folder.appending(path: name + ".safetensors") }
    var predictions: URL { folder.appending(path: name + ".csv") }

    init?(_ line: Substring) {
      let fields = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      guard !line.hasPrefix("#"), fields.count == 7, let version = Int(fields[1]) else { return nil }
      name = fields[0]
      self.version = version
      data = folder.appending(path: fields[3]).path
      options = fields[6].split(separator: " ").map { currentNames[String($0)] ?? String($0) }
    }
  }

  static let all = ((try? String(contentsOf: folder.appending(path: "list.txt"), encoding: .utf8)) ?? "")
    .split(separator: "\n").compactMap { Golden($0) }

  @Test("a model file of an earlier commit predicts what it predicted then", arguments: all)
  func predicts(_ golden: Golden) throws {
    let shop = try Sandbox()
    let result = try shop.run("mlp-predict", [golden.model.path, golden.data, "--quiet"] + golden.options)
    #expect(result.status == 0, "\(result.errors)")
    let actual = Self.rows(result.output)
    let expected = Self.rows(try String(contentsOf: golden.predictions, encoding: .utf8))
    try #require(actual.count == expected.count && expected.count > 1)
    #expect(actual[0] == expected[0])
    for (k, name) in expected[0].enumerated() {
      let column = expected.dropFirst().map { Double($0[k]) }
      // Rounding errors are relative to the terms of a sum, which may be larger than the sum.
      let scale = column.reduce(0) { max($0, abs($1 ?? 0)) } / 10
      for (row, (found, number)) in zip(actual.dropFirst(), column).enumerated() {
        let text = expected[row + 1][k]
        if let number, let value = Double(found[k]) {
          #expect(
            abs(value - number) <= Self.tolerance * max(abs(number), scale),
            "row \(row + 1), \(name): \(value) instead of \(number)")
        } else {
          #expect(found[k] == text, "row \(row + 1), \(name)")
        }
      }
    }
  }

  @Test("list.txt names every golden file, and the files have all versions of the format")
  func versions() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".safetensors") }
    #expect(Set(files) == Set(Self.all.map { $0.name + ".safetensors" }))
    for golden in Self.all {
      let file = try SafeTensors(Array(Data(contentsOf: golden.model)), file: golden.name)
      let description = try #require(file.metadata["mlp"])
      #expect(description.contains(#""version":\#(golden.version),"#), "\(golden.name)")
    }
    #expect(Set(Self.all.map(\.version)) == Set(1...6))
  }

  private static func rows(_ text: String) -> [[Substring]] {
    text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }
}
