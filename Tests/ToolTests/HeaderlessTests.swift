import Foundation
import Testing

/// Files without a header, whose columns are found by place.
struct HeaderlessTests {
  static let rows = (0..<90).map { "\($0 % 3).5,\($0 % 7),\(["a", "b", "c"][$0 % 3]),\($0 % 2 + 1)" }
    .joined(separator: "\n")
  static let train = ["--epochs", "2", "--hidden", "4", "-o", "m"]
  static let measure = ["-o", "/dev/null", "--metrics", "-"]

  @Test("a file without a header serves to train, to validate and to measure")
  func withoutHeader() throws {
    let sandbox = try Sandbox()
    try sandbox.file("nh.csv", Self.rows + "\n")
    let options = ["nh.csv", "--no-header", "-t", "3", "--weight", "4", "--validation", "nh.csv"]
    let trained = try sandbox.run("mlp-train", options + Self.train)
    #expect(trained.status == 0 && trained.errors.contains("90 training rows, 90 validation rows"))
    let measured = try sandbox.run(
      "mlp-predict", ["m", "nh.csv", "--no-header", "--weight", "4"] + Self.measure)
    #expect(measured.status == 0 && measured.errors.isEmpty, "\(measured.errors)")
    #expect(measured.output.contains("\"rows\":90"))
    let guessed = try sandbox.run("mlp-train", ["nh.csv", "-t", "3"] + Self.train)
    #expect(
      guessed.errors.contains(
        "the first line holds values, not names: the columns are called column_1, column_2, …"))
  }

  @Test("a model with names takes rows without, and one without names takes rows with names")
  func acrossHeaders() throws {
    let sandbox = try Sandbox()
    try sandbox.file("nh.csv", Self.rows + "\n")
    try sandbox.file("h.csv", "p,q,kind,w\n" + Self.rows + "\n")
    for (learned, told) in [("nh.csv", "h.csv"), ("h.csv", "nh.csv")] {
      #expect(try sandbox.run("mlp-train", [learned, "-t", "3"] + Self.train).status == 0)
      let expected = try sandbox.run("mlp-predict", ["m", learned, "--weight", "4"] + Self.measure)
      let other = try sandbox.run("mlp-predict", ["m", told, "--weight", "4"] + Self.measure)
      #expect(expected.status == 0 && other.output == expected.output, "\(other.errors)")
      #expect(other.errors.contains("\(told): ") && other.errors.contains("matched by position"))
    }
    #expect(try sandbox.run("mlp-train", ["h.csv", "-t", "kind"] + Self.train).status == 0)
    try sandbox.file("narrow.csv", "1.5,2\n2.5,3\n")
    let refused = try sandbox.run("mlp-predict", ["m", "narrow.csv"])
    #expect(refused.status == 65)
    #expect(
      refused.errors.contains("narrow.csv has 2 columns, but the model requires column 4 ('w')"))
  }
}
