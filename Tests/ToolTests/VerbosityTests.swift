import Foundation
import Testing

/// `--quiet` and `--no-warnings`, and the form of warnings and errors.
struct VerbosityTests {
  static let iris = Sandbox.data.appending(path: "iris.csv").path

  /// Column `state` causes a warning, since it alone determines the target `bought`.
  private static let leaky =
    "x,state,bought\n"
    + (0..<200).map { "\($0 * 31 % 97),\(["paid,yes", "open,no"][$0 % 2])\n" }.joined()

  private static let train = ["d.csv", "--preset", "fast", "--epochs", "1", "-o", "m"]

  @Test("mlp-train --quiet prints warnings only, and --no-warnings prints nothing")
  func train() throws {
    let sandbox = try Sandbox()
    try sandbox.file("d.csv", Self.leaky)
    let all = try sandbox.run("mlp-train", Self.train)
    #expect(all.status == 0 && all.errors.contains("training rows") && all.errors.contains("wrote m\n"))
    let warnings = all.errors.split(separator: "\n").filter { $0.hasPrefix("mlp-train: warning: ") }
    #expect(warnings.contains { $0.contains("possible target leakage") })
    let quiet = try sandbox.run("mlp-train", Self.train + ["--quiet"])
    #expect(quiet.status == 0 && quiet.errors.split(separator: "\n") == warnings)
    let silent = try sandbox.run("mlp-train", Self.train + ["--no-warnings"])
    #expect(silent.status == 0 && silent.errors.isEmpty, "\(silent.errors)")
  }

  @Test("mlp-predict --quiet prints warnings only, and --no-warnings prints nothing")
  func predict() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("mlp-train", [Self.iris, "--epochs", "1", "-q", "-o", "m"]).status == 0)
    try sandbox.file("d.csv", "sepal_length,sepal_width,petal_length,petal_width\n5,x,1.4,0.2\n")
    let quiet = try sandbox.run("mlp-predict", ["m", "d.csv", "--quiet"])
    #expect(
      quiet.status == 0 && quiet.errors.hasPrefix("mlp-predict: warning: d.csv:2: column 'sepal_width': "))
    let silent = try sandbox.run("mlp-predict", ["m", "d.csv", "--no-warnings"])
    #expect(silent.status == 0 && silent.errors.isEmpty && silent.output == quiet.output, "\(silent.errors)")
  }

  @Test("errors are printed with --quiet and --no-warnings too", arguments: ["--quiet", "--no-warnings"])
  func errors(_ option: String) throws {
    let sandbox = try Sandbox()
    for program in ["mlp-train", "mlp-predict"] {
      let failed = try sandbox.run(program, ["none", option])
      #expect(failed.status == 66)
      #expect(failed.errors == "\(program): error: cannot open 'none': No such file or directory\n")
    }
    #expect(try sandbox.run("mlp-train", [Self.iris, "--epochs", "1", "-q", "-o", "m"]).status == 0)
    let refused = try sandbox.run(
      "mlp-predict", ["m", Self.iris, "-o", "/dev/null", "--require", "accuracy>2", option])
    #expect(refused.status == 1)
    #expect(
      refused.errors.hasPrefix("mlp-predict: error: --require 'accuracy > 2' does not hold: accuracy is "))
  }
}
