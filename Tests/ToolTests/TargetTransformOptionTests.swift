import Foundation
import Testing

struct TargetTransformOptionTests {
  @Test("a transformed target is predicted and evaluated in its original unit")
  func skewed() throws {
    let sandbox = try Sandbox()
    let rows = (0..<400).map { "\(Double($0 % 100) / 10),\(exp(Double($0 % 100) / 10))\n" }
    try sandbox.file("t.csv", "x,y\n" + rows.joined())
    for transform in ["log", "normal"] {
      let words = ["t.csv", "--target-transform", transform, "--preset", "fast", "-o", "m"]
      let trained = try sandbox.run("mlp-train", words)
      #expect(trained.status == 0, "\(trained.errors)")
      let predicted = try sandbox.run(
        "mlp-predict", ["m", "t.csv", "--require", "r2>=0.8", "--metrics", "-"])
      #expect(predicted.status == 0, "\(predicted.errors)")
    }
    try sandbox.file("c.csv", "x,y\n" + (0..<40).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined())
    #expect(try sandbox.run("mlp-train", ["c.csv", "--target-transform", "log"]).status == 64)
    #expect(
      try sandbox.run("mlp-train", ["t.csv", "--target-transform", "log", "--loss", "poisson"]).status == 64)
  }

  @Test("a target that looks like counts is reported, unless --loss is given")
  func counts() throws {
    let sandbox = try Sandbox()
    // Whole numbers of mean 9.5 and variance 33.
    let rows = (0..<600).map { "\($0 % 20),\($0 % 20)\n" }
    try sandbox.file("t.csv", "x,y\n" + rows.joined())
    let words = ["t.csv", "--task", "regression", "--preset", "fast", "--epochs", "2"]
    let said = "column 'y' looks like counts"
    #expect(try sandbox.run("mlp-train", words).errors.contains(said))
    #expect(try !sandbox.run("mlp-train", words + ["--loss", "huber"]).errors.contains(said))
  }
}
