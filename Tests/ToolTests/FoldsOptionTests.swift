import Foundation
import Testing

struct FoldsOptionTests {
  @Test(
    "with folds each row is judged once, and the model has a network for each fold, the same for any threads")
  func folds() throws {
    let sandbox = try Sandbox()
    let iris = Sandbox.data.appending(path: "iris.csv").path
    let words = [iris, "--folds", "5", "-v", "-o", "m"]
    let trained = try sandbox.run("mlp-train", words + ["--threads", "1"])
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(
      trained.errors.contains("120 training rows, 30 validation rows in each of 5 folds; 5 networks "))
    for fold in 1...5 { #expect(trained.errors.contains("fold \(fold): best epoch ")) }
    let mean = try #require(
      trained.errors.firstMatch(of: #/5 folds, mean and deviation: accuracy (\S+) ± \S+/#))
    #expect(try #require(Double(mean.1)) > 0.9)
    let bytes = try sandbox.bytes("m")
    #expect(bytes.range(of: Data("members.4.layers.1.weight".utf8)) != nil)
    #expect(try sandbox.run("mlp-train", words + ["--threads", "2"]).status == 0)
    #expect(try sandbox.bytes("m") == bytes)
    #expect(try sandbox.run("mlp-predict", ["m", iris, "--require", "accuracy>=0.95"]).status == 0)
  }

  @Test("folds that cannot be are refused")
  func refused() throws {
    let sandbox = try Sandbox()
    try sandbox.file("t.csv", "g,x,y\n" + (0..<40).map { "g\($0 % 3),\($0),\($0 * 7 % 40)\n" }.joined())
    for words in [["--ensemble", "2"], ["--validation", "t.csv"], ["--validation-fraction", "0.1"]] {
      let result = try sandbox.run("mlp-train", ["t.csv", "--folds", "5"] + words)
      #expect(result.status == 64 && result.errors.contains("cannot be combined"), "\(result.errors)")
    }
    let groups = try sandbox.run("mlp-train", ["t.csv", "--folds", "5", "--group", "g"])
    #expect(
      groups.status == 65
        && groups.errors.contains("--folds 5 needs at least as many groups of 'g', and there are fewer"))
  }
}
