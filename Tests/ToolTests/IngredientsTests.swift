import Foundation
import Testing

struct IngredientsTests {
  static let rows = (0..<300).map { "\($0 % 37),\(Double($0 % 37) * 1.5 + Double($0 % 7))\n" }.joined()

  @Test("the options that were given are listed with --verbose")
  func recorded() throws {
    let sandbox = try Sandbox()
    try sandbox.file("t.csv", "x,y\n" + Self.rows)
    let words = [
      "t.csv", "--preset", "fast", "--epochs", "3", "--verbose", "--schedule", "coslog4",
      "--dropout-schedule",
      "flat-cosine", "--weight-decay-schedule", "flat-cosine", "--ema", "0.9", "--beta1", "0.8",
      "--parametrization", "neural-tangent", "--learning-rate", "0.02",
      "--beta2", "0.95", "--pbld", "8", "--front-scale", "--parametric-activation", "--lr-multipliers",
      "factors=6,slopes=0.1",
    ]
    let trained = try sandbox.run("mlp-train", words)
    #expect(trained.status == 0, "\(trained.errors)")
    for option in [
      "schedule coslog4", "dropout-schedule flat-cosine", "weight-decay-schedule flat-cosine", "ema 0.9",
      "beta1 0.8",
      "beta2 0.95",
      "parametrization neural-tangent", "pbld 8", "front-scale true", "parametric-activation true",
      "lr-multipliers factors=6.0,slopes=0.1",
    ] {
      #expect([", ", ": "].contains { trained.errors.contains($0 + option) }, "\(option)")
    }
  }

  @Test(
    "an option without effect, or with an invalid value, is refused",
    arguments: [
      ["--dropout-schedule", "plateau"], ["--weight-decay-schedule", "plateau"],
      ["--parametrization", "neural-tangent"],
      ["--optimizer", "lbfgs", "--parametrization", "neural-tangent", "--learning-rate", "0.02"],
      ["--beta1", "1"], ["--beta2", "-0.1"], ["--optimizer", "sgd", "--beta1", "0.5"],
      ["--optimizer", "momentum", "--beta2", "0.5"], ["--optimizer", "lbfgs", "--beta1", "0.5"],
      ["--ema", "1"], ["--optimizer", "lbfgs", "--ema", "0.9"],
      ["--optimizer", "lbfgs", "--dropout-schedule", "cosine"],
      ["--optimizer", "lbfgs", "--weight-decay-schedule", "cosine"],
      ["--tabm", "0"], ["--optimizer", "lbfgs", "--tabm", "2"],
      ["--optimizer", "levenberg-marquardt", "--numeric-embedding", "4"],
      ["--clip-output", "--no-clip-output"], ["--pbld", "-1"], ["--pbld", "1025"],
      ["--optimizer", "lbfgs", "--pbld", "16"],
      ["--optimizer", "levenberg-marquardt", "--parametric-activation"],
      ["--optimizer", "lbfgs", "--front-scale"], ["--lr-multipliers", "factors"],
      ["--lr-multipliers", "factors=x"],
      ["--lr-multipliers", "factors=-1"], ["--lr-multipliers", "factors=inf"],
      ["--lr-multipliers", "heads=2"],
      ["--lr-multipliers", "biases=1,biases=2"], ["--lr-multipliers", "slopes=0.1"],
      ["--lr-multipliers", "frequencies=0.1"], ["--lr-multipliers", "factors=6", "--no-front-scale"],
      ["--front-scale", "--no-front-scale"],
      ["--lr-multipliers", "embeddings=0.1", "--bins", "1"],
      ["--lr-multipliers", "factors=2", "--preset", "fast"],
      ["--tabm", "2", "--no-front-scale"], ["--parametric-activation", "--activation", "identity"],
      ["--loss", "huber", "--label-smoothing", "0.1"], ["--loss", "huber", "--calibration", "temperature"],
      ["--task", "regression", "--loss", "hinge"], ["--task", "regression", "--label-smoothing", "0.1"],
      ["--task", "regression", "--calibration", "temperature"],
      ["--task", "regression", "--class-weight", "balanced"],
      ["--task", "classification", "--loss", "huber"], ["--task", "classification", "--no-clip-output"],
      ["--task", "classification", "--clip-output"],
      ["--task", "classification", "--target-transform", "log"],
    ])
  func refused(_ words: [String]) throws {
    let sandbox = try Sandbox()
    try sandbox.file("t.csv", "x,y\n" + Self.rows)
    #expect(try sandbox.run("mlp-train", ["t.csv"] + words).status == 64)
  }

  @Test(
    "an option for numeric columns is refused when there are none",
    arguments: [
      (["--pbld", "8"], "--pbld needs numeric columns with more than two values, but there are none"),
      (
        ["--front-scale"],
        "--front-scale scales dense inputs, but this network has none"
      ),
      (
        ["--lr-multipliers", "factors=6"],
        "--lr-multipliers names factors, but the network has none (see --front-scale and --tabm)"
      ),
    ])
  func noNumbers(_ words: [String], _ message: String) throws {
    let sandbox = try Sandbox()
    try sandbox.file(
      "t.csv",
      "a,b,y\n" + (0..<300).map { "v\($0 % 12),w\($0 * 7 % 10),\($0 % 3 == 0 ? "no" : "yes")\n" }.joined())
    let result = try sandbox.run("mlp-train", ["t.csv", "--epochs", "2", "-o", "m"] + words)
    #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
  }

  @Test(
    "the linear baseline takes binned columns, and the small networks for few rows do not clip predictions"
  )
  func usual() throws {
    let sandbox = try Sandbox()
    try sandbox.file("t.csv", "x,y\n" + (0...200).map { "\(Double($0) / 20),\(Double($0) / 2)\n" }.joined())
    let pieces = try sandbox.run("mlp-train", ["t.csv", "-o", "m", "--optimizer", "adamw", "--epochs", "3"])
    #expect(pieces.errors.contains("(linear); network:"), "\(pieces.errors)")
    #expect(try String(decoding: sandbox.bytes("m"), as: UTF8.self).contains(#"clipOutput\":true,\"column"#))
    #expect(try sandbox.run("mlp-train", ["t.csv", "-o", "m", "-q"]).status == 0)
    #expect(try !String(decoding: sandbox.bytes("m"), as: UTF8.self).contains(#"clipOutput\":true,\"column"#))
  }

  /// y = 10 x with training rows up to x = 10; beyond, a network continues to rise.
  @Test("--clip-output keeps predictions within the range of the target in the training rows")
  func clipped() throws {
    let sandbox = try Sandbox()
    try sandbox.file("t.csv", "x,y\n" + (0...200).map { "\(Double($0) / 20),\(Double($0) / 2)\n" }.joined())
    try sandbox.file("far.csv", "x\n-30\n40\n")
    func predictions(_ words: [String], preset: String = "fast") throws -> [Double] {
      // All rows are training rows, so that the range is known.
      let train = [
        "t.csv", "-o", "m", "--preset", preset, "--scaling", "standard", "--validation-fraction", "0",
      ]
      let trained = try sandbox.run("mlp-train", train + words)
      #expect(trained.status == 0, "\(trained.errors)")
      return try sandbox.run("mlp-predict", ["m", "far.csv"]).output.split(separator: "\n").compactMap {
        Double($0)
      }
    }
    let free = try predictions([])
    try #require(free.count == 2)
    #expect(free[1] > 100)
    #expect(try predictions(["--clip-output"]) == [max(0, free[0]), 100])
    let usual = ["--optimizer", "adamw", "--epochs", "20"]
    #expect(try predictions(usual, preset: "default").allSatisfy { $0 >= 0 && $0 <= 100 })
    #expect(try predictions(usual + ["--no-clip-output", "--bins", "1"], preset: "default")[1] > 100)
    try sandbox.file("c.csv", "x,y\n" + (0..<40).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined())
    #expect(try sandbox.run("mlp-train", ["c.csv", "--clip-output"]).status == 64)
  }
}
