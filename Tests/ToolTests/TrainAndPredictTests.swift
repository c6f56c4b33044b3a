import Foundation
import MLPInference
import Testing

struct TrainAndPredictTests {
  static let iris = Sandbox.data.appending(path: "iris.csv")

  @Test("the model has the same bytes for any number of threads, by path, by standard input and packed")
  func sameBytes() throws {
    let sandbox = try Sandbox()
    func model(_ words: [String], input: Data = Data()) throws -> Data {
      let result = try sandbox.run("mlp-train", words + ["--epochs", "3", "-o", "m"], input: input)
      #expect(result.status == 0, "\(result.errors)")
      return try sandbox.bytes("m")
    }
    let digits = Sandbox.data.appending(path: "digits.csv")
    let expected = try model([digits.path, "--threads", "1"])
    for threads in ["1", "2", "3"] { #expect(try model([digits.path, "--threads", threads]) == expected) }
    #expect(try model(["-"], input: Data(contentsOf: digits)) == expected)
    try FileManager.default.copyItem(at: digits, to: sandbox.folder.appending(path: "d.csv"))
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", sandbox.folder.appending(path: "d.csv").path]
    try gzip.run()
    gzip.waitUntilExit()
    #expect(try model(["d.csv.gz"]) == expected)
    #expect(try model([digits.path, "--seed", "2"]) != expected)
  }

  @Test("predictions come in the order of the rows, in the words of the data, with kept columns in front")
  func predictions() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris.path, "-q"]).status == 0)
    #expect(try sandbox.names() == ["iris.safetensors"])
    let result = try sandbox.run(
      "mlp-predict", ["iris.safetensors", Self.iris.path, "--keep", "species", "--probabilities"])
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines[0] == "species,prediction,probability_setosa,probability_versicolor,probability_virginica")
    #expect(lines.count == 151)
    let right = lines.dropFirst().count { $0.split(separator: ",")[0] == $0.split(separator: ",")[1] }
    #expect(right >= 143)
    for line in lines.dropFirst() {
      #expect(abs(line.split(separator: ",").dropFirst(2).reduce(0) { $0 + (Double($1) ?? .nan) } - 1) < 1e-5)
    }
  }

  @Test(
    "the members of a model are trainings of different seeds, the first of its own, and predict their mean")
  func members() throws {
    let sandbox = try Sandbox()
    func probabilities(_ words: [String]) throws -> [[Double]] {
      let words = [Self.iris.path, "-q", "--epochs", "3", "-o", "m", "--seed", "7"] + words
      #expect(try sandbox.run("mlp-train", words + ["--validation-fraction", "0"]).status == 0)
      return try predictions()
    }
    func predictions() throws -> [[Double]] {
      let result = try sandbox.run("mlp-predict", ["m", Self.iris.path, "--probabilities"])
      return result.output.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",").dropFirst().map { Double($0) ?? .nan }
      }
    }
    let both = try probabilities(["--ensemble", "2", "--threads", "1"])
    let bytes = try sandbox.bytes("m")
    #expect(try probabilities(["--ensemble", "2", "--threads", "2"]) == both)
    #expect(try sandbox.bytes("m") == bytes)
    let first = try probabilities(["--ensemble", "1"])
    var model = try TrainedModel(Array(bytes), file: "m")
    model.members.removeFirst()
    try Data(model.encoded()).write(to: sandbox.folder.appending(path: "m"))
    let second = try predictions()
    #expect(both.count == 150 && first != second)
    for (row, pair) in zip(both, zip(first, second)) {
      for (p, (a, b)) in zip(row, zip(pair.0, pair.1)) { #expect(abs(p - (a + b) / 2) < 1e-6) }
    }
  }

  @Test("a row predicts the same alone as among others")
  func alone() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris.path, "-q", "-o", "m"]).status == 0)
    let words = ["m", "-", "--probabilities"]
    let lines = try String(contentsOf: Self.iris, encoding: .utf8).split(separator: "\n")
    let all = try sandbox.run("mlp-predict", words, input: Data(contentsOf: Self.iris)).output.split(
      separator: "\n")
    for row in [1, 75, 150] {
      let one = try sandbox.run("mlp-predict", words, input: Data("\(lines[0])\n\(lines[row])\n".utf8)).output
      #expect(one.split(separator: "\n")[1] == all[row])
    }
  }

  @Test("a requirement that does not hold ends with status 1 and says by how much")
  func requirements() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris.path, "-q", "-o", "m"]).status == 0)
    let words = ["m", Self.iris.path, "-o", "/dev/null"]
    #expect(try sandbox.run("mlp-predict", words + ["--require", "accuracy>=0.9"]).status == 0)
    let failed = try sandbox.run("mlp-predict", words + ["--require", "accuracy > 1"])
    #expect(failed.status == 1 && failed.errors.contains("required > 1"))
    let metrics = try sandbox.run("mlp-predict", words + ["--metrics", "-"]).output
    #expect(metrics.hasPrefix("{\"accuracy\":") && metrics.contains("\"rows\":150"))
    #expect(
      try sandbox.run("mlp-predict", words + ["--require", "acuracy>1"]).errors.contains(
        "did you mean accuracy?"))
  }

  @Test("several numeric targets are predicted in their units")
  func severalTargets() throws {
    let sandbox = try Sandbox()
    let rows = (0..<300).map { "\($0 % 17),\($0 % 5),\(1000 + 10 * ($0 % 17)),\(Double($0 % 5) / 100)" }
    try sandbox.file("d.csv", "a,b,big,small\n" + rows.joined(separator: "\n") + "\n")
    #expect(
      try sandbox.run("mlp-train", ["d.csv", "-t", "big,small", "--task", "regression", "-o", "m"]).status
        == 0)
    let result = try sandbox.run("mlp-predict", ["m", "d.csv", "--require", "r2>0.95"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("prediction_big,prediction_small\n"))
  }
}
