import Foundation
import Testing

/// `--config` takes options from a file, and `--print-config` writes those that were chosen.
struct ConfigTests {
  static let iris = Workshop.data.appending(path: "iris.csv").path
  static let diabetes = Workshop.data.appending(path: "diabetes.csv").path

  @Test(
    "what is printed trains the same model as what it was printed for",
    arguments: [
      [iris, "--epochs", "6", "--members", "1"], [iris, "--epochs", "6", "--preset", "fast", "--seed", "7"],
      [iris, "--epochs", "6", "--members", "2", "--front-scale", "--learned-slopes", "--heads", "1"],
      [diabetes, "--members", "1"], [diabetes, "--optimizer", "lbfgs", "--hidden", "8", "--epochs", "9"],
      [diabetes, "--preset", "fast", "--clip-output", "--epochs", "3", "--ignore", "sex,bmi"],
      [
        diabetes, "--optimizer", "adamw", "--no-clip-output", "--epochs", "3", "--members", "1",
        "--rate-factors", "biases=0.5",
      ],
    ])
  func same(_ words: [String]) throws {
    let shop = try Workshop()
    let printed = try shop.run("mlp-train", words + ["--print-config"])
    #expect(printed.status == 0, "\(printed.errors)")
    try shop.file("c.conf", printed.output)
    #expect(try shop.run("mlp-train", words + ["-q", "-o", "a"]).status == 0)
    let trained = try shop.run("mlp-train", [words[0], "--config", "c.conf", "-q", "-o", "b"])
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(try shop.bytes("a") == shop.bytes("b"))
  }

  @Test("the command line goes before the file, and nothing is trained to print")
  func order() throws {
    let shop = try Workshop()
    try shop.file("c.conf", "# mine\nepochs = 3\nseed = 5\nverbose\npreset = fast\n")
    let printed = try shop.run(
      "mlp-train", [Self.iris, "--config", "c.conf", "--seed", "9", "-q", "--print-config", "-o", "m"])
    #expect(printed.status == 0 && printed.errors.isEmpty, "\(printed.errors)")
    let lines = printed.output.split(separator: "\n")
    for line in ["epochs = 3", "seed = 9", "preset = fast", "activation = relu", "heads = 1", "ema = 0"] {
      #expect(lines.contains(Substring(line)), "\(line)")
    }
    #expect(throws: (any Error).self) { try shop.bytes("m") }
  }

  @Test("what cannot be is refused")
  func refused() throws {
    let shop = try Workshop()
    try shop.file("c.conf", "epochs = 3\nepohcs = 4\n")
    let misspelt = try shop.run("mlp-train", [Self.iris, "--config", "c.conf"])
    #expect(misspelt.status == 64)
    #expect(misspelt.errors.contains("'c.conf', line 2: unknown option --epohcs; did you mean --epochs?"))
    #expect(try shop.run("mlp-train", [Self.iris, "--config", "none.conf"]).status == 66)
    #expect(try shop.run("mlp-train", [Self.iris, "--print-config", "--search", "3"]).status == 64)
    #expect(try shop.run("mlp-train", ["-", "--config", "-"]).status == 64)
    try shop.file("d.conf", "epochs = 3\n")
    #expect(try shop.run("mlp-train", [Self.iris, "--config", "d.conf", "-o", "d.conf"]).status == 64)
    try shop.file("e.conf", "print-config\n")
    #expect(try shop.run("mlp-train", [Self.iris, "--config", "e.conf"]).status == 64)
  }
}
