import CLI
import CheckpointFile
import Diagnostics
import Files
import Glibc
import LinearAlgebra
import MLPInference
import NeuralNetwork
import Parallel
import Tabular
import Training

/// mlp-train: CSV in, model out.
@main
enum MLPTrain {
  static func main() {
    CrashHandler.install("mlp-train")
    runProgram("mlp-train") {
      let arguments = try Arguments<TrainOption>(Array(CommandLine.arguments.dropFirst()))
      if arguments.contains(.help) { return try show(help) }
      if arguments.contains(.version) { return try show("mlp-train \(version)\n") }
      let settings = try Settings(commandLine: arguments)
      do {
        return try train(settings)
      } catch let failure as Failure where failure.status.isOfSignal {
        throw Failure(failure.status, "interrupted before the first epoch ended; no model was written")
      } catch let failure as Failure {
        throw settings.located(failure)
      }
    }
  }

  static let help = helpText(
    usage: "mlp-train [OPTION]... TRAIN.csv[.gz|.zst]... | -",
    about: "Trains a multilayer perceptron on a table and writes a model file.", TrainOption.self)

  static func show(_ text: String) throws -> ExitStatus {
    try OutputFile(path: "-").write(Array(text.utf8))
    return .success
  }

  static func train(_ settings: Settings) throws -> ExitStatus {
    SignalHandling.install()
    retainFreedPages()
    let terminal = settings.terminal
    try OutputFile.check(path: settings.output)
    if let checkpoint = settings.checkpoint { try OutputFile.check(path: checkpoint.path) }
    let earlier = try settings.checkpoint?.read(searches: settings.search != nil, terminal)

    let workers = ThreadPool(threads: try MemoryLimit.threads(wanted: settings.threads ?? cores()))
    if MemoryLimit.isBounded { workers.takeBuffers() }
    let found = try settings.search.map { search in
      try earlier?.found.map { try Search.Found($0, settings, on: workers) }
        ?? Search.run(search, settings, on: workers)
    }
    let data = try found?.data ?? Dataset(settings, on: workers)
    let settings = try (found?.settings ?? settings).suited(to: data.optimizer)
    let network = try network(for: data, settings, seed: settings.training.seed)
    let options = options(for: network, rows: data.training.count, settings)
    let count =
      settings.folds ?? settings.members ?? settings.preset.members(data.optimizer)
    try Model.check(data.features, data.target, network, members: count)
    let maximumWork =
      settings.folds == nil && settings.members == nil ? settings.preset.maximumWork : .infinity
    let isOpen = count > 1 && maximumWork.isFinite
    let calibration = data.folds == nil ? try Calibration(settings, network.loss) : .none
    let blas = BLAS.current
    terminal.detail(
      "\(blas.library), kernel \(blas.kernel ?? "unknown")"
        + (blas.replacedKernel.map { " (instead of \($0))" } ?? "") + ", \(workers.threads) threads")
    terminal.say(
      "\(describe(data)): \(data.training.count) rows to learn from, \(data.validation?.count ?? 0) to judge by"
        + (data.folds.map { ", in each of \($0.count) folds; " } ?? "; ")
        + (count > 1 ? "\(isOpen ? "up to " : "")\(count) networks " : "network ")
        + "\(network.widths.map(String.init).joined(separator: "-"))"
        + (network.heads > 1 ? " of \(network.heads) heads" : ""))

    var chosen = describe(options, settings, network)
    chosen["bins"] = "\(data.bins)"
    chosen["members"] = (isOpen ? "up to " : "") + "\(count)"
    chosen["calibration"] = calibration.rawValue
    if settings.gives(.printConfig) { return try show(settings.configuration(chosen)) }
    if let found { chosen["search"] = counted(found.trials, "trial") }
    if let folds = data.folds { chosen["folds"] = "\(folds.count)" }
    terminal.detail(
      "options: " + chosen.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))

    var asked = chosen
    if settings.search != nil { asked["search"] = settings.value(of: .search) }
    // A search that was interrupted goes on by its own table.
    var checkpointing = try (found?.members == nil ? settings.checkpoint : nil).map {
      try Checkpointing(
        $0,
        Checkpoint(
          program: "mlp-train \(version)", kernel: blas.kernel ?? "unknown", data: data.fingerprint,
          options: asked, found: found?.kept),
        after: earlier, terminal)
    }
    if found != nil && earlier == nil { checkpointing?.write() }
    let members =
      try found?.members
      ?? Members(
        count, maximumWork: maximumWork, network, data, settings, options, &checkpointing, workers)
    chosen["members"] = "\(members.networks.count)"
    if data.folds != nil { chosen["folds"] = "\(members.folds.folds.count) of \(count)" }
    let outcome = members.outcome
    // With folds each row of the first one's validation part was learned from by another network.
    let judgement =
      data.folds != nil
      ? nil
      : data.validation.map {
        Judgement(
          of: members.networks, by: $0, data.target, calibration: calibration, on: workers
        )
      }
    if let line = judgement?.calibration { terminal.detail("calibration: \(line)") }
    let baselines = judgement == nil ? nil : try Baselines(of: data, for: network, terminal, on: workers)
    let model = Model(
      members: members.networks, temperature: judgement?.temperature, intervals: judgement?.intervals,
      features: data.features, target: data.target, missing: data.missing,
      provenance: Model.Provenance(
        program: "mlp-train \(version)", seed: options.seed, options: chosen,
        metrics: judgement?.byName ?? members.folds.byName, trainingRows: data.training.count,
        validationRows: data.validation?.count ?? 0, epochs: outcome.epochs, bestEpoch: outcome.bestEpoch,
        baselines: baselines?.byName))
    try OutputFile.write(model.encoded(), to: settings.output)

    let end =
      [
        .patience: ", no better since", .converged: ", converged", .timeLimit: ", time is up",
        .interrupted: ", interrupted",
      ][outcome.end] ?? ""
    let trained = members.networks.count
    let isCut = !members.isComplete && trained > 1
    terminal.say(
      (isCut ? "cut short by \(SignalHandling.pending == nil ? "the time limit" : "a signal"): " : "")
        + (trained > 1 ? "\(trained) networks; of the first the " : "")
        + "best epoch \(outcome.bestEpoch) of \(outcome.epochs)\(end); \(fixed(outcome.seconds, 2)) s")
    if let judgement {
      terminal.say("validation: \(judgement.line(seed: options.seed, on: workers))")
    } else if let folds = data.folds {
      terminal.say(members.folds.text(of: folds.count))
    }
    if let judgement { baselines?.compare(with: judgement, terminal) }
    if SignalHandling.pending == nil {
      members.networks[0].idleUnitWarnings(for: data.training.X).forEach(terminal.warn)
    }
    if settings.output != "-" { terminal.say("wrote \(settings.output)") }
    let signal = SignalHandling.pending
    if let checkpointing {
      // After a signal the model lacks the baselines; going on adds them.
      if members.isComplete && signal == nil {
        checkpointing.remove()
      } else if let failure = checkpointing.failure, signal == nil {
        throw failure
      } else {
        checkpointing.sayHowItGoesOn()
      }
    }
    return signal ?? .success
  }
}
