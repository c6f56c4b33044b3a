import CLI
import Diagnostics
import Files
import LinearAlgebra
import MLP
import Options
import Parallel

/// mlp-train: CSV in, model out.
package enum TrainCommand {
  package static let options = OptionList(
    grouped(
      TrainingOptionTable.descriptions
        + ProgramOptions.rows.map { $0.description(defaults: ProgramOptions()) }
        + terminatingOptions))

  /// The options of each group together, in the order in which the groups first appear.
  private static func grouped(_ options: [OptionDescription]) -> [OptionDescription] {
    var groups: [String] = []
    for option in options where !groups.contains(option.group) { groups.append(option.group) }
    return groups.flatMap { group in options.filter { $0.group == group } }
  }

  /// Runs the program with the words of its command line.
  package static func run(_ words: [String]) throws -> ExitStatus {
    if words == ["-h"] { return try show(help.short) }
    let arguments = try Arguments(words, options)
    if arguments.contains(.helpAll) { return try show(help.complete) }
    if arguments.contains(.version) { return try show("mlp-train \(mlpVersion)\n") }
    let (request, leftOut, file) = try CommandRequest.completed(arguments)
    let terminal = Terminal(request.program)
    if !leftOut.isEmpty {
      let names = leftOut.map(\.rawValue).joined(separator: ", ")
      terminal.say("dropped from '\(file)' in favor of the command line: \(names)")
    }
    do {
      return try train(request, terminal)
    } catch let failure as Failure where failure.kind == .interrupted {
      throw Failure(
        .interrupted, "interrupted before the first epoch finished; no model was written")
    } catch let failure as Failure {
      throw request.arguments.located(failure)
    }
  }

  private static func train(_ request: CommandRequest, _ terminal: Terminal) throws -> ExitStatus {
    SignalHandling.install()
    retainFreedPages()
    try OutputFile.check(path: request.output)
    if let checkpoint = request.training.checkpoint { try OutputFile.check(path: checkpoint.path) }
    let trainer = try ModelTrainer(
      request.training, cancellation: Cancellation { Interruption.isRequested },
      observer: terminal.render)
    let plan = try trainer.plan()
    if request.program.printsConfig { return try show(request.configuration(plan)) }
    let result = try trainer.fit(plan)
    try OutputFile.write(result.model.encoded(), to: request.output)
    terminal.render(result, wasInterrupted: Interruption.isRequested, on: trainer.workers)
    if request.output != "-" { terminal.say("wrote \(request.output)") }
    let status = ExitStatus.ofSignal
    try result.closeCheckpoint(isCancelled: status != nil)
    return status ?? .success
  }

  private static func show(_ text: String) throws -> ExitStatus {
    try OutputFile(path: "-").write(Array(text.utf8))
    return .success
  }
}

extension Terminal {
  init(_ options: ProgramOptions) {
    self.init(
      program: "mlp-train",
      level: !options.showsWarnings
        ? .errors : options.isQuiet ? .quiet : options.isVerbose ? .verbose : .usual,
      progress: options.progress == .auto ? nil : options.progress == .always)
  }
}
