import Foundation

/// Whole processes, from the shell's point of view.
struct ProcessGroup {
  let tables: Tables
  /// The folder of mlp-train and mlp-predict.
  let programs: URL

  func run(_ report: (Figure) -> Void) throws {
    let iris = "data/iris.csv"
    let model = tables.folder.appending(path: "model.safetensors").path
    let output = tables.folder.appending(path: "predictions.csv").path
    try measure("mlp-train --version", train(["--version"]), rounds: 31, report)
    try measure(
      "iris to model, 4-16-3, 100 epochs",
      train([
        iris, "--preset", "fast", "--hidden", "16", "--batch-size", "16", "--patience", "100", "-q", "-o",
        model,
      ]),
      rounds: 21, report)
    try measure("iris to model, defaults", train([iris, "-q", "-o", model]), rounds: 11, report)

    let learned = try tables.path(rows: 200_000, columns: 49, classes: 3)
    let million = try tables.path(rows: 1_000_000, columns: 20)
    let small = try tables.path(rows: 20_000, columns: 20, classes: 3)
    let row = tables.folder.appending(path: "row.csv")
    let first = try String(contentsOf: URL(filePath: small), encoding: .utf8).prefix { $0 != "\n" }
    try "\(first)\n\(String(repeating: "1,", count: 20))c0\n".write(
      to: row, atomically: true, encoding: .utf8)
    let plain = ["--preset", "fast", "--hidden", "128,128", "--dropout", "0", "--batch-size", "256", "-q"]
    let predictor = tables.folder.appending(path: "20-128-128-3.safetensors").path
    _ = try Child(train([small, "--epochs", "3", "-o", predictor] + plain))
    try measure("one row to its prediction", predict([predictor, row.path]), rounds: 21, report)
    for threads in ["1", "2"] {
      try measure(
        "200,000 × 50 to model, 50-128-128-3, 10 epochs",
        train(
          [
            learned, "--epochs", "10", "--optimizer", "adam", "--schedule", "constant",
            "--validation-fraction", "0", "--threads", threads, "-o", model,
          ] + plain), threads: threads, rounds: 5, report)
      try measure(
        "1,000,000 × 20 to predictions, 20-128-128-3",
        predict([predictor, million, "--threads", threads, "-o", output]), threads: threads, rounds: 7, report
      )
    }
  }

  private func train(_ words: [String]) -> [String] { [programs.appending(path: "mlp-train").path] + words }

  private func predict(_ words: [String]) -> [String] {
    [programs.appending(path: "mlp-predict").path] + words
  }

  private func measure(
    _ name: String, _ words: [String], threads: String = "2", rounds: Int, _ report: (Figure) -> Void
  ) throws {
    var peak = 0.0
    let times = try alternating(
      rounds: rounds,
      [
        {
          let child = try Child(words)
          guard child.status == 0 else { throw Child.Missing(program: words.joined(separator: " ")) }
          peak = max(peak, child.peak)
          return child.seconds
        }
      ])
    report(
      Figure("process", name, threads: Int(threads) ?? 0, unit: "ms", times[0].map { $0 * 1e3 }, peak: peak))
  }
}
