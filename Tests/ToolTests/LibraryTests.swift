import Foundation
import MLP
import Testing

/// The libraries do what the programs do.
struct LibraryTests {
  static let data = Sandbox.data.path

  @Test(
    "the library trains, predicts and evaluates as the programs do, bit for bit",
    arguments: [
      ("iris.csv", "species", ["preset": "fast", "epochs": "5"]),
      (
        "orders.csv", "price",
        ["ignore": "returned,customer", "epochs": "2", "hidden": "16", "ensemble": "1"]
      ),
    ])
  func same(_ table: String, _ target: String, _ options: [String: String]) throws {
    let sandbox = try Sandbox()
    let path = "\(Self.data)/\(table)"
    let words = options.flatMap { ["--\($0.key)", $0.value] }
    #expect(try sandbox.run("mlp-train", [path, "--target", target, "-q", "-o", "m"] + words).status == 0)
    let version = try sandbox.run("mlp-train", ["--version"]).output.dropLast()
    let request = try TrainingRequest(
      paths: [path], targets: [target], options: options, program: String(version))
    let model = try request.train().model
    #expect(try Data(model.encoded()) == sandbox.bytes("m"))

    let predicted = try sandbox.run("mlp-predict", ["m", path, "--metrics", "metrics.json", "-q"])
    let predictions = try model.predict(path: path)
    let texts = predictions.labels + predictions.numbers.map { $0.description.replacing(/\.0$/, with: "") }
    #expect(predicted.output.split(separator: "\n").dropFirst().map(String.init) == texts)
    let metrics = try JSONDecoder().decode([String: Double?].self, from: sandbox.bytes("metrics.json"))
    let evaluation = try model.evaluate(path: path)
    var expected = metrics.compactMapValues { $0 }
    #expect(expected.removeValue(forKey: "rows") == Double(evaluation.rowCount))
    #expect(evaluation.metrics == expected)
  }
}
