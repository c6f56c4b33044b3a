import Foundation
import Testing

/// Memory that is not there ends a program with a sentence and a status of its own.
struct MemoryTests {
  /// Virtual memory, in KiB; the programs with their libraries take some of it.
  private func run(_ limit: Int, _ command: String, in sandbox: borrowing Sandbox) throws -> Sandbox.Result {
    try sandbox.shell("ulimit -v \(limit); exec timeout -k 1 60 \(command)")
  }

  static let iris = Sandbox.data.appending(path: "iris.csv").path

  @Test(
    "too little for the libraries is said at once",
    arguments: ["mlp-train '\(iris)' -o n", "mlp-predict m '\(iris)' -o n"])
  func none(_ command: String) throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris, "-q", "--epochs", "1", "-o", "m"]).status == 0)
    let result = try run(250_000, command, in: sandbox)
    #expect(
      result.status == 71
        && result.errors.contains("ulimit -v allows 244 MiB of memory, but at least"))
    #expect(try sandbox.names() == ["m"])
  }

  /// A thousand heads make minibatches of 300 MB.
  @Test("where it runs out the old model stays, nothing half-written is left, and no thread waits for ever")
  func runsOut() throws {
    let sandbox = try Sandbox()
    try sandbox.file("m", "old")
    let cores = ProcessInfo.processInfo.activeProcessorCount
    for spare in [100_000, 200_000] {
      let limit = 131_072 * (cores + 1) + spare
      let result = try run(
        limit, "mlp-train '\(Self.iris)' --tabm 1000 --hidden 400,400 --epochs 3 --threads 1 -o m",
        in: sandbox)
      #expect(result.status == 71, "\(result.errors)")
      #expect(
        result.errors.contains("mlp-train: error: not enough memory; no partial output remains")
      )
      #expect(try sandbox.names() == ["m"] && sandbox.bytes("m") == Data("old".utf8))
    }
  }
}
