import Foundation
import Testing

/// `--config` reads options from a file, and `--print-config` prints those that were chosen.
struct ConfigTests {
  static let iris = Sandbox.data.appending(path: "iris.csv").path
  static let diabetes = Sandbox.data.appending(path: "diabetes.csv").path

  @Test(
    "a printed configuration trains the same model as the options it was printed for",
    arguments: [
      [iris, "--epochs", "6", "--ensemble", "1"], [iris, "--epochs", "6", "--preset", "fast", "--seed", "7"],
      [iris, "--epochs", "6", "--ensemble", "2", "--front-scale", "--parametric-activation", "--tabm", "1"],
      [diabetes, "--ensemble", "1"], [diabetes, "--optimizer", "lbfgs", "--hidden", "8", "--epochs", "9"],
      [diabetes, "--preset", "fast", "--clip-output", "--epochs", "3", "--ignore", "sex,bmi"],
      [
        diabetes, "--optimizer", "adamw", "--no-clip-output", "--epochs", "3", "--ensemble", "1",
        "--lr-multipliers", "biases=0.5",
      ],
      [iris, "--epochs", "6", "--folds", "3"],
      [iris, "--epochs", "6", "--ensemble", "1", "--calibration", "none"],
      [iris, "--epochs", "6", "--ensemble", "1", "--validation", iris],
      [
        iris, "--epochs", "6", "--ensemble", "1", "--pbld", "4", "--tabm", "2", "--lr-multipliers",
        "factors=2",
      ],
      [
        iris, "--epochs", "6", "--ensemble", "1", "--no-front-scale", "--bins", "1", "--class-weight",
        "balanced",
      ],
    ])
  func same(_ words: [String]) throws {
    let sandbox = try Sandbox()
    let printed = try sandbox.run("mlp-train", words + ["--print-config"])
    #expect(printed.status == 0, "\(printed.errors)")
    try sandbox.file("c.conf", printed.output)
    #expect(try sandbox.run("mlp-train", words + ["-q", "-o", "a"]).status == 0)
    let trained = try sandbox.run("mlp-train", [words[0], "--config", "c.conf", "-q", "-o", "b"])
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(try sandbox.bytes("a") == sandbox.bytes("b"))
  }

  @Test("the command line takes precedence over the file, and --print-config trains nothing")
  func order() throws {
    let sandbox = try Sandbox()
    try sandbox.file("c.conf", "# mine\nepochs = 3\nseed = 5\nverbose\npreset = fast\n")
    let printed = try sandbox.run(
      "mlp-train", [Self.iris, "--config", "c.conf", "--seed", "9", "-q", "--print-config", "-o", "m"])
    #expect(printed.status == 0 && printed.errors.isEmpty, "\(printed.errors)")
    let lines = printed.output.split(separator: "\n")
    for line in ["epochs = 3", "seed = 9", "preset = fast", "activation = relu", "tabm = 1", "ema = 0"] {
      #expect(lines.contains(Substring(line)), "\(line)")
    }
    #expect(throws: (any Error).self) { try sandbox.bytes("m") }
  }

  @Test(
    "a printed configuration trains the same model for a table of categories only",
    arguments: [[], ["--no-front-scale"]])
  func words(_ more: [String]) throws {
    let sandbox = try Sandbox()
    try sandbox.file(
      "t.csv",
      "a,b,y\n" + (0..<300).map { "v\($0 % 12),w\($0 * 7 % 10),\($0 % 3 == 0 ? "no" : "yes")\n" }.joined())
    let words = ["t.csv", "--epochs", "3", "--ensemble", "1"] + more
    let printed = try sandbox.run("mlp-train", words + ["--print-config"])
    #expect(printed.output.contains("# lr-multipliers: none\n"), "\(printed.output)")
    try sandbox.file("c.conf", printed.output)
    #expect(try sandbox.run("mlp-train", words + ["-q", "-o", "a"]).status == 0)
    let trained = try sandbox.run("mlp-train", ["t.csv", "--config", "c.conf", "-q", "-o", "b"])
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(try sandbox.bytes("a") == sandbox.bytes("b"))
  }

  @Test("a printed configuration preserves names with blanks, line breaks and quotes")
  func strangeValues() throws {
    let sandbox = try Sandbox()
    let header = "x\t\" a\"\t\"b\nc\"\t\"y=z \"\n"
    try sandbox.file(
      "t.csv",
      header
        + (0..<60).map { "\($0 % 7)\t\($0 % 5)\t\($0 % 4)\t\($0 % 9 == 0 ? " " : "\($0 % 3)")\n" }.joined())
    let words = [
      "t.csv", "--delimiter", "\t", "--target", "y=z ", "--ignore", " a,b\nc", "--missing", " ", "--task",
      "classification",
      "--epochs", "2", "--preset", "fast",
    ]
    let printed = try sandbox.run("mlp-train", words + ["--print-config"])
    for line in ["delimiter = tab", "target = \"y=z \"", #"ignore = " a,b\nc""#, "missing = \" \""] {
      #expect(printed.output.contains("\n\(line)\n"), "\(line)")
    }
    try sandbox.file("c.conf", printed.output)
    #expect(try sandbox.run("mlp-train", words + ["-q", "-o", "a"]).status == 0)
    let trained = try sandbox.run("mlp-train", ["t.csv", "--config", "c.conf", "-q", "-o", "b"])
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(try sandbox.bytes("a") == sandbox.bytes("b"))
  }

  /// What is printed with the command line over the file that is printed for these words.
  private func printed(for words: [String], then more: [String], in sandbox: borrowing Sandbox) throws
    -> Sandbox.Result
  {
    let config = try sandbox.run("mlp-train", words + ["--print-config"])
    #expect(config.status == 0, "\(config.errors)")
    try sandbox.file("c.conf", config.output)
    return try sandbox.run("mlp-train", [words[0], "--config", "c.conf", "--print-config"] + more)
  }

  @Test(
    "lines of a printed file that conflict with the command line are dropped and listed",
    arguments: [
      ([iris], ["--bins", "1"], "numeric-embedding", "bins = 1"),
      (
        [iris, "--parametrization", "neural-tangent", "--learning-rate", "0.02"], ["--optimizer", "sgd"],
        "beta1, beta2, parametrization, learning-rate, weight-decay, embedding-decay", "learning-rate = 0.1"
      ),
      ([iris], ["--folds", "5"], "validation-fraction, calibration", "folds = 5"),
      ([iris], ["--validation-fraction", "0"], "calibration", "validation-fraction = 0.0"),
      ([iris], ["--loss", "hinge"], "label-smoothing, calibration", "loss = hinge"),
      ([iris], ["--validation", iris], "validation-fraction", "validation = \(iris)"),
      ([iris, "--folds", "4"], ["--ensemble", "2"], "folds", "ensemble = 2"),
      ([iris, "--group", "sepal_width"], ["--time", "sepal_length"], "group", "time = sepal_length"),
      ([iris, "--preset", "fast"], ["--tabm", "4"], "front-scale", "tabm = 4"),
      (
        [iris, "--lr-multipliers", "factors=3"], ["--no-front-scale"], "lr-multipliers",
        "no-front-scale"
      ),
      (
        [iris, "--parametric-activation"], ["--activation", "identity"], "parametric-activation",
        "activation = identity"
      ),
      ([iris, "--quiet"], ["--verbose"], "quiet", "verbose"),
      (
        [iris], ["--optimizer", "sgd"], "beta1, beta2, learning-rate, weight-decay, embedding-decay",
        "learning-rate = 0.1"
      ),
      (
        [iris], ["--optimizer", "lbfgs"],
        "bins, numeric-embedding, tabm, front-scale, dropout, dropout-schedule, beta1, beta2, parametrization, "
          + "learning-rate, schedule, batch-size, epochs, patience, ema, weight-decay, embedding-decay, "
          + "weight-decay-schedule, l1", "epochs = 1000"
      ),
      (
        [diabetes], ["--optimizer", "adamw"],
        "bins, clip-output, hidden, activation, init, epochs, patience",
        "hidden = 256,256"
      ),
      (
        [iris], ["--preset", "fast"], "bins, numeric-embedding, front-scale, activation, init, ema",
        "ensemble = 1"
      ),
      (
        [diabetes], ["--preset", "fast"],
        "bins, clip-output, hidden, activation, init, optimizer, epochs, patience", "optimizer = adamw"
      ),
      ([diabetes], ["--preset", "best"], "bins, clip-output, activation, init", "hidden = 10"),
    ] as [([String], [String], String, String)])
  func fallsAway(_ words: [String], _ more: [String], _ leftOut: String, _ line: String) throws {
    let sandbox = try Sandbox()
    let result = try printed(for: words, then: more, in: sandbox)
    #expect(result.status == 0 && result.output.contains("\(line)\n"), "\(result)")
    #expect(
      result.errors.contains("dropped from 'c.conf' in favor of the command line: \(leftOut)\n"),
      "\(result.errors)")
  }

  @Test(
    "a flag of the command line replaces that of the file, on or off, without a message",
    arguments: [
      (iris, "--no-front-scale", "no-front-scale"), (diabetes, "--clip-output", "clip-output"),
    ])
  func negated(_ table: String, _ flag: String, _ line: String) throws {
    let sandbox = try Sandbox()
    let result = try printed(for: [table], then: [flag], in: sandbox)
    #expect(result.status == 0 && "\n\(result.output)".contains("\n\(line)\n"), "\(result)")
    #expect(!result.errors.contains("dropped"), "\(result.errors)")
  }

  @Test(
    "a different preset or optimizer on the command line brings its own defaults, not those of the file",
    arguments: [
      ([iris], ["--preset", "fast"]), ([iris], ["--preset", "best"]),
      ([iris, "--preset", "fast"], ["--preset", "default"]),
      ([iris], ["--optimizer", "sgd"]), ([iris], ["--optimizer", "lbfgs"]),
      ([iris, "--optimizer", "lbfgs"], ["--optimizer", "adamw"]),
      ([iris, "--tabm", "4"], ["--tabm", "1"]),
      ([iris], ["--tabm", "4"]), ([diabetes], ["--preset", "fast"]), ([diabetes], ["--preset", "best"]),
      ([diabetes], ["--optimizer", "adamw"]), ([iris], ["--no-front-scale"]),
    ])
  func chosenAnew(_ words: [String], _ more: [String]) throws {
    let sandbox = try Sandbox()
    #expect(
      try printed(for: words, then: more, in: sandbox).output
        == sandbox.run("mlp-train", [words[0], "--print-config"] + more).output)
  }

  @Test("the same preset or optimizer on the command line drops nothing from the file")
  func nothingFallsAway() throws {
    let sandbox = try Sandbox()
    let words = [
      Self.iris, "--preset", "fast", "--optimizer", "sgd", "--learning-rate", "0.3", "--hidden", "8", "--ema",
      "0.5",
    ]
    let result = try printed(for: words, then: ["--preset", "fast", "--optimizer", "sgd"], in: sandbox)
    #expect(try result.output == String(decoding: sandbox.bytes("c.conf"), as: UTF8.self))
    #expect(!result.errors.contains("dropped"))
  }

  @Test(
    "an error about options of the file names their lines",
    arguments: [
      (
        "seed = 1\nepochs = x\n", [],
        "--epochs: expected a whole number from 1 to 1000000, found 'x' (--epochs at c.conf:2)"
      ),
      (
        "folds = 4\n\nensemble = 2", [],
        "--folds and --ensemble cannot be combined (--folds at c.conf:1, --ensemble at c.conf:3)"
      ),
      (
        "lr-multipliers = embeddings=2\nbins = 1", [],
        "(--lr-multipliers at c.conf:1, --bins at c.conf:2)"
      ),
      ("loss = huber", [], "(--loss at c.conf:1)"),
      ("epochs = 3", ["--epochs", "x"], "--epochs: expected a whole number from 1 to 1000000, found 'x'\n"),
      ("epochs = 3", ["--folds", "3", "--ensemble", "3"], "--folds and --ensemble cannot be combined\n"),
    ] as [(String, [String], String)])
  func located(_ config: String, _ words: [String], _ message: String) throws {
    let sandbox = try Sandbox()
    try sandbox.file("c.conf", config)
    let result = try sandbox.run("mlp-train", [Self.iris, "--config", "c.conf", "-o", "m"] + words)
    #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
  }

  @Test("an invalid configuration is refused")
  func refused() throws {
    let sandbox = try Sandbox()
    try sandbox.file("c.conf", "epochs = 3\nepohcs = 4\n")
    let misspelt = try sandbox.run("mlp-train", [Self.iris, "--config", "c.conf"])
    #expect(misspelt.status == 64)
    #expect(misspelt.errors.contains("c.conf:2: unknown option --epohcs; did you mean --epochs?"))
    #expect(try sandbox.run("mlp-train", [Self.iris, "--config", "none.conf"]).status == 66)
    #expect(try sandbox.run("mlp-train", [Self.iris, "--print-config", "--search", "3"]).status == 64)
    #expect(try sandbox.run("mlp-train", ["-", "--config", "-"]).status == 64)
    try sandbox.file("d.conf", "epochs = 3\n")
    #expect(try sandbox.run("mlp-train", [Self.iris, "--config", "d.conf", "-o", "d.conf"]).status == 64)
    try sandbox.file("e.conf", "print-config\n")
    #expect(try sandbox.run("mlp-train", [Self.iris, "--config", "e.conf"]).status == 64)
  }
}
