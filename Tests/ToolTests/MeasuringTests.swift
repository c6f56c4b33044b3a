import Foundation
import Testing

/// Metrics and what is required of them.
struct MeasuringTests {
  static let iris = Sandbox.data.appending(path: "iris.csv").path

  @Test("a metric that the model does not have is refused before the data is read")
  func otherMetric() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris, "--epochs", "1", "-q", "-o", "m"]).status == 0)
    let refused = try sandbox.run("mlp-predict", ["m", "none.csv", "--require", "r2>0.5"])
    #expect(refused.status == 64)
    #expect(
      refused.errors.contains(
        "--require r2: this model has the metrics accuracy, balanced-accuracy, log-loss, f1"))
  }

  @Test("data without the target is told before anything is written")
  func noTarget() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris, "--epochs", "1", "-q", "-o", "m"]).status == 0)
    try sandbox.file("d.csv", "sepal_length,sepal_width,petal_length,petal_width\n1,2,3,4\n")
    let refused = try sandbox.run("mlp-predict", ["m", "d.csv", "--require", "accuracy>0"])
    #expect(refused.status == 65 && refused.output.isEmpty)
    #expect(refused.errors.contains("d.csv has no column 'species', the target"))
  }

  /// AUC and R² of one row are not defined, or are no finite number.
  @Test("a metric that is no finite number is null, and what is required of it does not hold")
  func notDefined() throws {
    let sandbox = try Sandbox()
    let rows = (0..<60).map { "\(Double($0) / 7),\($0 % 2 == 0 ? "no" : "yes")" }
    try sandbox.file("d.csv", "x,y\n" + rows.joined(separator: "\n") + "\n")
    #expect(
      try sandbox.run("mlp-train", ["d.csv", "--epochs", "2", "--hidden", "4", "-q", "-o", "m"]).status == 0)
    try sandbox.file("one.csv", "x,y\n1,no\n")
    let measured = try sandbox.run(
      "mlp-predict", ["m", "one.csv", "-o", "/dev/null", "--metrics", "-", "--require", "auc<2"])
    #expect(measured.status == 1 && measured.output.contains("\"auc\":null"))
    #expect(measured.errors.contains("auc is not defined for this data, required < 2"))
  }

  @Test("confidence intervals stand beside the metrics, the same for any number of threads")
  func confidence() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris, "--epochs", "3", "-q", "-o", "m"]).status == 0)
    let words = ["m", Self.iris, "--metrics", "-", "--metric-confidence", "0.9"]
    let one = try sandbox.run("mlp-predict", words + ["--threads", "1"])
    let metrics = try JSONDecoder().decode([String: Double?].self, from: Data(one.output.utf8))
    for name in ["accuracy", "log-loss", "mcc", "ece"] {
      let low = try #require(metrics["\(name)-low"] ?? nil)
      let high = try #require(metrics["\(name)-high"] ?? nil)
      #expect(low < high, "\(name)")
    }
    #expect(try sandbox.run("mlp-predict", words + ["--threads", "2"]).output == one.output)
    let alone = try sandbox.run("mlp-predict", ["m", Self.iris, "--metric-confidence", "0.9"])
    #expect(alone.status == 64 && alone.errors.contains("--metric-confidence needs --metrics FILE"))
  }

  @Test("smoothed labels make a network unsure, and a temperature makes it sure again")
  func calibration() throws {
    let sandbox = try Sandbox()
    func train(_ options: [String]) throws -> Sandbox.Result {
      try sandbox.run(
        "mlp-train",
        [Self.iris, "--preset", "fast", "--epochs", "30", "-o", "m"] + options)
    }
    let smooth = ["--label-smoothing", "0.3"]
    func metrics() throws -> [String: Double?] {
      let result = try sandbox.run("mlp-predict", ["m", Self.iris, "--metrics", "-"])
      return try JSONDecoder().decode([String: Double?].self, from: Data(result.output.utf8))
    }
    #expect(try train(smooth + ["--calibration", "none", "-q"]).status == 0)
    let before = try metrics()
    #expect(try train(smooth + ["-v"]).errors.contains("calibration: temperature 0."))
    let after = try metrics()
    #expect(after["accuracy"] == before["accuracy"])
    for name in ["log-loss", "ece"] {
      #expect(try #require(after[name] ?? nil) < #require(before[name] ?? nil), "\(name)")
    }
    let hinge = try train(["--calibration", "temperature", "--loss", "hinge"])
    #expect(hinge.status == 64 && hinge.errors.contains("needs a cross-entropy, and the loss is hinge"))
    let none = try train(["--calibration", "temperature", "--validation-fraction", "0"])
    #expect(none.status == 64 && none.errors.contains("needs validation rows, and there are none"))
  }

  @Test("a class is compared by number where all classes are numbers")
  func spellings() throws {
    let sandbox = try Sandbox()
    let rows = (0..<60).map { "\($0 % 2 == 0 ? 1 : -1).\($0 % 9),\(["0", "1", "0.0", "1.0"][$0 % 4])" }
    try sandbox.file("d.csv", "x,y\n" + rows.joined(separator: "\n") + "\n")
    let trained = try sandbox.run("mlp-train", ["d.csv", "--epochs", "2", "--hidden", "4", "-o", "m"])
    #expect(trained.status == 0)
    #expect(
      trained.errors.contains(
        "classification of 'y' (2 whole numbers taken as classes; use --task regression to predict numbers)"))
    try sandbox.file("other.csv", "x,y\n1,1.00\n2,+0\n")
    #expect(try sandbox.run("mlp-predict", ["m", "other.csv", "--require", "accuracy>=0"]).status == 0)
  }

  @Test("oddities are told with the file, its words made printable")
  func oddities() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris, "--epochs", "1", "-q", "-o", "m"]).status == 0)
    let header = "sepal_length,sepal_length,sepal_width,petal_length,petal_width"
    try sandbox.file("d.csv", header + "\n1,1,2,3,4\n1,1,2,\u{1B}[31mred,4\n")
    let result = try sandbox.run("mlp-predict", ["m", "d.csv"])
    #expect(result.status == 0 && !result.errors.contains("\u{1B}"))
    #expect(result.errors.contains(#"d.csv:3: '\u{1B}[31mred' in column 'petal_length' is not a number"#))
    #expect(result.errors.contains("d.csv: 1 duplicate name in the header: column 2 is renamed to"))
    let unknown = try sandbox.run("mlp-train", ["d.csv", "-t", "\u{1B}x"])
    #expect(unknown.status == 64 && unknown.errors.contains(#"no column '\u{1B}x'"#))
  }
}
