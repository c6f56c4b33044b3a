import CommandLine
import Errors
import Files
import Glibc
import LinearAlgebra
import ModelFile
import Network
import Tabular
import Training

/// mlp-train: CSV in, model out.
@main
enum MLPTrain {
  static func main() {
    runProgram("mlp-train") {
      let arguments = try Arguments<TrainOption>(Array(Swift.CommandLine.arguments.dropFirst()))
      if arguments.contains(.help) { return try show(help) }
      if arguments.contains(.version) { return try show("mlp-train \(version)\n") }
      do {
        return try train(Settings(arguments))
      } catch let failure as Failure where failure.status == .interrupted || failure.status == .terminated {
        throw Failure(failure.status, "interrupted before the first epoch ended; no model was written")
      }
    }
  }

  static let help = helpText(
    usage: "mlp-train [OPTION]... TRAIN.csv[.gz|.zst]... | -",
    about: "Trains a multilayer perceptron on a table and writes a model file.", TrainOption.self)

  static func show(_ text: String) throws -> Status {
    try OutputFile(path: "-").write(Array(text.utf8))
    return .success
  }

  static func train(_ settings: Settings) throws -> Status {
    Interrupts.takeOver()
    keepFreedMemory()
    let terminal = settings.terminal
    try OutputFile.check(path: settings.output)

    let workers = Workers(threads: Memory.threads(wanted: settings.threads ?? cores()))
    let data = try Dataset(settings, on: workers)
    let network = try network(for: data, settings, seed: settings.training.seed)
    var options = settings.training
    options.batchSize = settings.batchSize ?? batchSize(rows: data.training.count)
    let count = settings.members ?? settings.preset.members
    let blas = BLAS.current
    terminal.detail(
      "\(blas.library), kernel \(blas.kernel ?? "unknown")"
        + (blas.replacedKernel.map { " (instead of \($0))" } ?? "") + ", \(workers.threads) threads")
    terminal.say(
      "\(describe(data)): \(data.training.count) rows to learn from, \(data.validation?.count ?? 0) to judge by; "
        + (count > 1 ? "\(settings.members == nil ? "up to " : "")\(count) networks " : "network ")
        + "\(network.widths.map(String.init).joined(separator: "-"))")

    var chosen = describe(options, settings, network)
    chosen["bins"] = "\(data.bins)"
    chosen["members"] = (settings.members == nil && count > 1 ? "up to " : "") + "\(count)"
    let calibration = try Calibration(settings, network.loss)
    chosen["calibration"] = calibration.rawValue
    terminal.detail(
      "options: " + chosen.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))

    let (members, outcome) = try members(count, network, of: data, settings, options, workers)
    chosen["members"] = "\(members.count)"
    let judgement = data.validation.map {
      Judgement(
        of: members, by: $0, data.target, calibration: calibration, seed: options.seed, on: workers)
    }
    if let line = judgement?.calibration { terminal.detail("calibration: \(line)") }
    let model = Model(
      members: members, temperature: judgement?.temperature, intervals: judgement?.intervals,
      features: data.features, target: data.target,
      missing: data.missing,
      provenance: Model.Provenance(
        program: "mlp-train \(version)", seed: options.seed,
        options: chosen, metrics: judgement?.byName ?? [:],
        trainingRows: data.training.count, validationRows: data.validation?.count ?? 0,
        epochs: outcome.epochs,
        bestEpoch: outcome.bestEpoch))
    try OutputFile.write(model.encoded(), to: settings.output)

    let end =
      [.patience: ", no better since", .timeLimit: ", time is up", .interrupted: ", interrupted"][outcome.end]
      ?? ""
    terminal.say("best epoch \(outcome.bestEpoch) of \(outcome.epochs)\(end); \(fixed(outcome.seconds, 2)) s")
    if let judgement { terminal.say("validation: \(judgement.line)") }
    if settings.output != "-" { terminal.say("wrote \(settings.output)") }
    return Interrupts.pending ?? .success
  }

  /// The best networks of as many trainings as are asked for, which differ in their seed alone, and what the
  /// first came to, with the seconds of all.
  ///
  /// The time limit is for all of them; when it or a signal ends a training, those behind it are not begun. Where
  /// nobody said how many, none is begun that would take more work than is usual.
  static func members(
    _ count: Int, _ first: Network, of data: Dataset, _ settings: Settings, _ options: TrainingOptions,
    _ workers: Workers
  ) throws -> ([Network], Outcome) {
    let terminal = settings.terminal
    var members: [Network] = []
    var outcomes: [Outcome] = []
    var options = options
    let perEpoch = first.work(rows: data.training.count, batchSize: options.batchSize)
    let mostWork = settings.members == nil ? settings.preset.mostWork : .infinity
    var work = 0.0
    while members.count < count && work + work / max(1, Double(members.count)) <= mostWork {
      let k = members.count
      let network = k == 0 ? first : try network(for: data, settings, seed: options.seed)
      let outcome = try Trainer(options, workers: workers).run(
        network, training: data.training, validation: data.validation,
        interrupted: { Interrupts.pending != nil },
        report: { terminal.progress(line($0, member: count > 1 ? k + 1 : nil)) })
      if outcome.bestEpoch == 0 {
        if k > 0 { break }
        try Interrupts.check()
        terminal.warn("time was up before the first epoch ended: the model has learned little")
      }
      members.append(
        Network(parameters: outcome.parameters, activation: network.activation, loss: network.loss))
      outcomes.append(outcome)
      if outcome.end == .interrupted || outcome.end == .timeLimit { break }
      work += perEpoch * Double(outcome.epochs)
      options.seed &+= 1
      options.timeLimit = options.timeLimit.map { max(0, $0 - outcome.seconds) }
    }
    var outcome = outcomes[0]
    outcome.seconds = outcomes.reduce(0) { $0 + $1.seconds }
    return (members, outcome)
  }

  /// The network that the data and the options ask for, its weights drawn.
  static func network(for data: Dataset, _ settings: Settings, seed: UInt64) throws(Failure) -> Network {
    let outputs: Int
    let name: Loss.Name
    switch data.target {
    case .classes(_, _, let words):
      name = settings.loss ?? (words.count == 2 ? .binaryCrossEntropy : .crossEntropy)
      if name == .binaryCrossEntropy && words.count > 2 {
        throw Failure(
          .usage, "--loss binary-cross-entropy is for two classes, and the target has \(words.count)")
      }
      outputs = Loss(name).outputs(forClasses: words.count)
    case .numbers(let numbers):
      name = settings.loss ?? .squaredError
      if name == .poisson, let negative = numbers.first(where: { $0.least < 0 }) {
        throw Failure(
          .data, "--loss poisson is for counts, and column '\(negative.column)' has \(negative.least)")
      }
      outputs = numbers.count
    }
    let smooths = name == .binaryCrossEntropy || name == .crossEntropy
    if settings.labelSmoothing ?? 0 > 0 && !smooths {
      throw Failure(.usage, "--label-smoothing belongs to cross-entropies, and the loss is \(name.rawValue)")
    }
    // Many classes are told apart better by a network that is not driven to be certain.
    let smoothing = settings.labelSmoothing ?? (name == .crossEntropy && outputs > 2 ? 0.1 : 0)
    let loss = Loss(name, parameter: smooths ? smoothing : settings.lossParameter)
    if loss.isClassification, case .numbers = data.target {
      throw Failure(
        .usage,
        "--loss \(name.rawValue) is for classes, and the target holds numbers; say --task classification")
    }
    if !loss.isClassification, case .classes = data.target {
      throw Failure(
        .usage, "--loss \(name.rawValue) is for numbers, and the target holds classes; say --task regression")
    }
    let widths = [data.features.width] + settings.hidden + [outputs]
    try checkSize(widths)
    let parameters = Parameters(inputs: data.features.inputs, widths: settings.hidden + [outputs])
    (settings.initialization ?? settings.activation.initialization).fill(
      parameters, seed: seed)
    if name == .poisson { startAtMeans(parameters, data.training) }
    return Network(parameters: parameters, activation: settings.activation, loss: loss)
  }

  /// Counts are not standardized; without their logarithm to begin with, the network would take long to reach it.
  static func startAtMeans(_ parameters: Parameters, _ examples: Examples) {
    let bias = parameters.b[parameters.widths.count - 1]
    for i in 0..<bias.count {
      let sum = (0..<examples.count).reduce(0.0) { $0 + Double(examples.Y[i, $1]) }
      bias[i, 0] = Float(log(max(sum / Double(examples.count), 1e-6)))
    }
  }

  /// Small data needs small minibatches, to take enough steps.
  static func batchSize(rows: Int) -> Int {
    rows < 2_000 ? 32 : rows < 20_000 ? 128 : 256
  }
}
