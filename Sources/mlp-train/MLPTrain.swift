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
    let settings = try settings.suited(to: data.optimizer)
    let network = try network(for: data, settings, seed: settings.training.seed)
    var options = settings.training
    options.batchSize = settings.batchSize ?? batchSize(rows: data.training.count)
    let count =
      settings.members
      ?? settings.preset.members(parameters: network.parameters.all.count, rows: data.training.count)
    let blas = BLAS.current
    terminal.detail(
      "\(blas.library), kernel \(blas.kernel ?? "unknown")"
        + (blas.replacedKernel.map { " (instead of \($0))" } ?? "") + ", \(workers.threads) threads")
    terminal.say(
      "\(describe(data)): \(data.training.count) rows to learn from, \(data.validation?.count ?? 0) to judge by; "
        + (count > 1 ? "\(count) networks " : "network ")
        + "\(network.widths.map(String.init).joined(separator: "-"))")

    var chosen = describe(options, settings, network)
    chosen["bins"] = "\(data.bins)"
    chosen["members"] = "\(count)"
    terminal.detail(
      "options: " + chosen.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))

    let (members, outcome) = try members(count, network, of: data, settings, options, workers)
    let metrics = data.validation.map { measure(members, $0, data.target, workers) } ?? []
    let baselines = try Baselines(of: data, for: network, terminal, on: workers)
    let model = Model(
      members: members, features: data.features, target: data.target, missing: data.missing,
      provenance: Model.Provenance(
        program: "mlp-train \(version)", seed: options.seed,
        options: chosen,
        metrics: Dictionary(
          // JSON has no other numbers.
          uniqueKeysWithValues: metrics.filter(\.1.isFinite).map { ($0.0.rawValue, $0.1) }),
        trainingRows: data.training.count, validationRows: data.validation?.count ?? 0,
        epochs: outcome.epochs, bestEpoch: outcome.bestEpoch,
        baselines: baselines.map { baselines in
          Dictionary(
            uniqueKeysWithValues: baselines.values.map {
              ("\($0.0.rawValue) \(baselines.metric.rawValue)", $0.1)
            })
        }))
    try OutputFile.write(model.encoded(), to: settings.output)

    let end =
      [
        .patience: ", no better since", .converged: ", converged", .timeLimit: ", time is up",
        .interrupted: ", interrupted",
      ][outcome.end] ?? ""
    terminal.say("best epoch \(outcome.bestEpoch) of \(outcome.epochs)\(end); \(fixed(outcome.seconds, 2)) s")
    if !metrics.isEmpty {
      terminal.say(
        "validation: " + metrics.map { "\($0.0.rawValue) \(significant($0.1))" }.joined(separator: ", "))
    }
    baselines?.compare(with: metrics, terminal)
    if settings.output != "-" { terminal.say("wrote \(settings.output)") }
    return Interrupts.pending ?? .success
  }

  /// The best networks of as many trainings as are asked for, which differ in their seed alone, and what the
  /// first came to, with the seconds of all.
  ///
  /// The time limit is for all of them; when it or a signal ends a training, those behind it are not begun.
  static func members(
    _ count: Int, _ first: Network, of data: Dataset, _ settings: Settings, _ options: TrainingOptions,
    _ workers: Workers
  ) throws -> ([Network], Outcome) {
    let terminal = settings.terminal
    var members: [Network] = []
    var outcomes: [Outcome] = []
    var options = options
    while members.count < count {
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
    try checkSize(widths, copies: settings.training.optimizer.name.copies)
    let parameters = Parameters(widths: widths)
    (settings.initialization ?? settings.activation.initialization).fill(
      parameters, seed: seed)
    if name == .poisson { startAtMeans(parameters, data.training) }
    let network = Network(parameters: parameters, activation: settings.activation, loss: loss)
    try settings.training.optimizer.name.check(network, rows: data.training.count)
    return network
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

  /// The metrics of the task, in the user's units.
  static func measure(_ members: [Network], _ examples: Examples, _ target: Target, _ workers: Workers) -> [(
    Metric, Double
  )] {
    let P = Predictor(members).predictions(for: examples.X, on: workers)
    let Y = examples.Y.copy()
    target.restore(P)
    target.restore(Y)
    return Metric.allCases.compactMap { metric in
      metric.value(P, Y, weights: examples.weights, loss: members[0].loss).map { (metric, $0) }
    }
  }
}
