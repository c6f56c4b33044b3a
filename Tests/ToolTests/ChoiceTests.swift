import Foundation
import MLPInference
import NeuralNetwork
import Testing

/// What is chosen by the size of the data, and what is said of it.
struct ChoiceTests {
  static let diabetes = Sandbox.data.appending(path: "diabetes.csv").path
  static let iris = Sandbox.data.appending(path: "iris.csv").path
  static let choice = "few rows: training small networks with levenberg-marquardt"

  private func train(_ words: [String]) throws -> String {
    let sandbox = try Sandbox()
    let result = try sandbox.run("mlp-train", words + ["--epochs", "2", "-o", "m"])
    #expect(result.status == 0)
    return result.errors
  }

  @Test("numbers of few rows are learned by Levenberg–Marquardt")
  func small() throws {
    let said = try train([Self.diabetes])
    #expect(said.contains(Self.choice) && said.contains("4 networks of 10-10-1"))
  }

  @Test(
    "who says anything of the network or the training gets AdamW",
    arguments: [
      ["--hidden", "16"], ["--optimizer", "adamw"], ["--learning-rate", "0.01"], ["--preset", "fast"],
      ["--bins", "1", "--ensemble", "1"], ["--loss", "huber"], ["--pbld", "4"], ["--tabm", "2"],
      ["--front-scale"],
      ["--no-front-scale"], ["--parametric-activation"], ["--lr-multipliers", "biases=0.5"],
    ])
  func said(_ words: [String]) throws {
    #expect(!(try train([Self.diabetes] + words)).contains(Self.choice))
  }

  @Test("classes are learned by AdamW, and so are numbers of many columns")
  func others() throws {
    #expect(!(try train([Self.iris])).contains(Self.choice))
    let sandbox = try Sandbox()
    let columns = 40
    let lines = (0..<60).map { n in (0..<columns).map { "\((n * ($0 + 3)) % 59)" }.joined(separator: ",") }
    try sandbox.file(
      "d.csv", (0..<columns).map { "c\($0)" }.joined(separator: ",") + "\n" + lines.joined(separator: "\n"))
    let result = try sandbox.run("mlp-train", ["d.csv", "--task", "regression", "--epochs", "2", "-o", "m"])
    #expect(result.status == 0 && !result.errors.contains(Self.choice))
  }

  /// Columns of numbers, of two values each, and of classes.
  private func table(_ numbers: Int, _ flags: Int) -> String {
    let names = (0..<numbers).map { "c\($0)" } + (0..<flags).map { "f\($0)" } + ["y"]
    let lines = (0..<90).map { n in
      ((0..<numbers).map { "\((n * ($0 + 3)) % 401)" } + (0..<flags).map { "\((n + $0) % 2)" }
        + [n % 2 == 0 ? "a" : "b"]).joined(separator: ",")
    }
    return ([names.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  @Test(
    "very many columns of numbers are not cut into pieces, which is said; those of two values do not count",
    arguments: [(256, 3), (257, 0), (3, 300)])
  func manyColumns(_ numbers: Int, _ flags: Int) throws {
    let sandbox = try Sandbox()
    try sandbox.file("d.csv", table(numbers, flags))
    let result = try sandbox.run("mlp-train", ["d.csv", "--epochs", "2", "--ensemble", "1", "-o", "m", "-v"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("bins \(numbers > 256 ? 1 : 4),"))
    #expect(
      result.errors.contains("numeric columns are too many for the piecewise-linear encoding")
        == (numbers > 256))
    let asked = try sandbox.run("mlp-train", ["d.csv", "--epochs", "1", "--bins", "4", "-o", "m", "-v"])
    #expect(asked.errors.contains("bins 4,") && !asked.errors.contains("too many for the piecewise-linear"))
  }

  @Test("best trains sixteen networks, and no two seeds have one in common")
  func best() throws {
    let sandbox = try Sandbox()
    let best = try sandbox.run(
      "mlp-train",
      [Sandbox.data.appending(path: "iris.csv").path, "--epochs", "1", "-o", "m", "--preset", "best"])
    #expect(best.errors.contains("; 16 networks of ") && best.errors.contains("trained 16 networks in"))
    var weights: Set<[Float]> = []
    for seed in 1...3 {
      // All networks judge by the same rows, and learn from the same.
      let iris = Sandbox.data.appending(path: "iris.csv").path
      #expect(
        try sandbox.run(
          "mlp-train",
          [
            iris, "--validation", iris, "--epochs", "1", "--hidden", "8", "--ensemble", "3", "--seed",
            "\(seed)", "-q", "-o", "m",
          ]
        ).status == 0)
      let model = try TrainedModel(Array(sandbox.bytes("m")), file: "m")
      for member in model.members { weights.insert(member.parameters.all.elements) }
    }
    #expect(weights.count == 9)
  }

  @Test(
    "the factors of the inputs of one head learn six times as fast where nothing else is said",
    arguments: [
      ([], "factors=6.0"), (["--tabm", "2"], "none"), (["--no-front-scale"], "none"),
      (["--lr-multipliers", "factors=2,biases=3"], "biases=3.0,factors=2.0"),
    ] as [([String], String)])
  func learningRateMultipliers(_ words: [String], _ factors: String) throws {
    #expect(
      try train([Self.iris, "-v", "--ensemble", "1"] + words).contains(", lr-multipliers \(factors)"))
  }

  @Test("so are numbers of few rows where there is a column of more than a hundred words")
  func manyWords() throws {
    let sandbox = try Sandbox()
    let lines = (0..<300).map { "w\($0 * 7 % 120),\($0 % 13),\(Double($0 * 7 % 120) / 10 + Double($0 % 13))" }
    try sandbox.file("d.csv", "word,x,y\n" + lines.joined(separator: "\n") + "\n")
    let result = try sandbox.run("mlp-train", ["d.csv", "--epochs", "2", "-o", "m"])
    #expect(result.status == 0 && !result.errors.contains(Self.choice))
    #expect(result.errors.contains("(linear without the columns of many categories)"))
    let predicted = try sandbox.run("mlp-predict", ["m", "d.csv"])
    #expect(predicted.status == 0 && predicted.output.split(separator: "\n").count == 301)
  }

  @Test("what the network gains over the baselines is said and kept")
  func baselines() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.run("mlp-train", [Self.diabetes, "--epochs", "30", "-o", "m"])
    #expect(result.errors.contains(#/baselines: rmse [\d.]+ \(constant\), [\d.]+ \(linear\); the network/#))
    let model = String(decoding: try sandbox.bytes("m").prefix(20_000), as: UTF8.self)
    #expect(model.contains("constant rmse") && model.contains("linear rmse"))
  }
}
