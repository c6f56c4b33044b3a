import CLI
import Diagnostics
import Files
import FoundationEssentials
import LinearAlgebra
import MLPInference
import NeuralNetwork
import Options
import Parallel
import Tabular

/// mlp-predict: model and CSV in, predictions out.
///
/// Rows stream: memory does not grow with the file.
package enum PredictCommand {
  package static let options = OptionList(
    PredictOptions.rows.map { $0.description(defaults: PredictOptions()) } + terminatingOptions)

  package static let help = HelpText(
    usage: "mlp-predict [OPTION]... MODEL [DATA.csv[.gz|.zst] | -]",
    about: "Predicts the rows of a table with a model file, and evaluates the predictions.",
    options: options.options,
    examples: [
      ("mlp-predict model.safetensors data.csv -o predictions.csv", "one prediction per row"),
      (
        "mlp-predict model.safetensors data.csv --keep id --probabilities",
        "with the probability of each class"
      ),
      (
        "mlp-predict model.safetensors test.csv --metrics - --require 'accuracy>=0.93'",
        "check a model in a script: status 1 if the condition does not hold"
      ),
    ],
    exitStatuses: exitStatuses(
      requirement: "a condition of --require does not hold", interrupted: "no partial output remains"))

  /// Runs the program with the words of its command line.
  package static func run(_ words: [String]) throws -> ExitStatus {
    if words == ["-h"] { return try show(help.short) }
    let arguments = try Arguments(words, options)
    if arguments.contains(.helpAll) { return try show(help.complete) }
    if arguments.contains(.version) { return try show("mlp-predict \(mlpVersion)\n") }
    return try predict(try PredictOptions(arguments.given), arguments.operands)
  }

  private static func show(_ text: String) throws -> ExitStatus {
    try OutputFile(path: "-").write(Array(text.utf8))
    return .success
  }

  private static func predict(_ options: PredictOptions, _ operands: [String]) throws -> ExitStatus {
    SignalHandling.install()
    retainFreedPages()
    let paths = try Paths(operands, options)
    let terminal = Terminal(
      program: "mlp-predict", level: !options.showsWarnings ? .errors : options.isQuiet ? .quiet : .usual)
    if let metrics = paths.metrics { try OutputFile.check(path: metrics) }
    var run = try PredictionRun(paths, options, terminal)
    try run.predictRows()
    return try run.check()
  }
}
