import Foundation
import Testing

/// Intervals around predictions of numbers.
struct IntervalsTests {
  private static func table(_ n: Int) -> String {
    let rows = (0..<n).map { i in
      let x = Double(i * 7919 % 1009) / 100
      return "\(x),\(x * 3 + Double(i * 104729 % 997) / 997),\(x * x)"
    }
    return "x,y,z\n" + rows.joined(separator: "\n") + "\n"
  }

  private func train(_ sandbox: borrowing Sandbox, _ words: [String]) throws {
    let usual = ["d.csv", "--preset", "fast", "--hidden", "8", "--epochs", "20", "-q", "-o", "m"]
    let result = try sandbox.run("mlp-train", usual + words)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("an interval stands behind each prediction, and its metrics among the others")
  func predictions() throws {
    let sandbox = try Sandbox()
    try sandbox.file("d.csv", Self.table(500))
    try train(sandbox, ["-t", "y"])
    let lines = try sandbox.run("mlp-predict", ["m", "d.csv", "--prediction-intervals", "0.9"]).output.split(
      separator: "\n")
    #expect(lines[0] == "prediction,prediction_low,prediction_high" && lines.count == 501)
    for line in lines.dropFirst() {
      let numbers = line.split(separator: ",").compactMap { Float($0) }
      #expect(numbers.count == 3 && numbers[1] < numbers[0] && numbers[0] < numbers[2], "\(line)")
    }
    let words = [
      "m", "d.csv", "--prediction-intervals", "0.9", "--metrics", "-", "--metric-confidence", "0.95",
    ]
    let measured = try sandbox.run("mlp-predict", words + ["--require", "coverage>0.8"])
    #expect(measured.status == 0, "\(measured.errors)")
    let metrics = try JSONDecoder().decode([String: Double?].self, from: Data(measured.output.utf8))
    let coverage = try #require(metrics["coverage"] ?? nil)
    #expect(coverage > 0.8 && coverage < 1)
    #expect(try #require(metrics["mean-width"] ?? nil) > 0)
    #expect(try #require(metrics["coverage-low"] ?? nil) <= coverage)
  }

  @Test("each of several targets has its own interval")
  func targets() throws {
    let sandbox = try Sandbox()
    try sandbox.file("d.csv", Self.table(300))
    try train(sandbox, ["-t", "y,z"])
    let predicted = try sandbox.run("mlp-predict", ["m", "d.csv", "--prediction-intervals", "0.5"])
    let header =
      "prediction_y,prediction_y_low,prediction_y_high,prediction_z,prediction_z_low,prediction_z_high\n"
    #expect(predicted.output.hasPrefix(header))
  }

  @Test("intervals that cannot be are refused, and the message says why")
  func refusals() throws {
    let sandbox = try Sandbox()
    try sandbox.file("d.csv", Self.table(50))
    func refused(_ words: [String], _ status: Int32, _ says: String) throws {
      let result = try sandbox.run("mlp-predict", ["m", "d.csv"] + words)
      #expect(result.status == status && result.errors.contains(says), "\(result.errors)")
    }
    try train(sandbox, ["-t", "y"])
    try refused(
      ["--prediction-intervals", "0.95"], 64,
      "requires at least 19 validation residuals, but this model has 10")
    try refused(
      ["--prediction-intervals", "1"], 64,
      "--prediction-intervals: expected a number between 0 and 1, found '1'")
    try refused(["--require", "coverage>0.9"], 64, "--require coverage: this model has the metrics rmse")
    try train(sandbox, ["-t", "y", "--validation-fraction", "0"])
    try refused(["--prediction-intervals", "0.5"], 65, "'m' has no validation residuals")
    try sandbox.file(
      "d.csv", "x,y\n" + (0..<50).map { "\(Double($0) / 7),\($0 % 2 == 0 ? "a" : "b")\n" }.joined())
    try train(sandbox, [])
    try refused(
      ["--prediction-intervals", "0.5"], 64,
      "--prediction-intervals requires a regression model, but this model predicts classes")
  }
}
