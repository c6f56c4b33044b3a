import CLI
import Diagnostics
import Files
import NeuralNetwork
import Tabular
import Training

/// What the user asked of mlp-train, checked, with nothing filled in that depends on the data.
struct Settings {
  enum ClassWeight: String, CaseIterable { case none, balanced }
  enum ProgressWhen: String, CaseIterable { case auto, always, never }

  let inputs: [String]
  let output: String
  private(set) var terminal: Terminal

  let table: TableOptions
  let targets: [String]?
  let task: TaskType
  let weight: String?
  let group: String?
  let time: String?
  let classWeight: ClassWeight
  let scaling: Scaling
  let bins: Int?
  /// The most inputs that the pieces of a column become; nil for an input a piece.
  let numberEmbedding: Int?
  /// How many frequencies a periodic embedding of a number has; nil for none.
  let frequencies: Int?
  let targetTransform: TargetTransform.Curve
  let clipsOutput: Bool
  let validation: String?
  let validationFraction: Double

  let preset: Preset
  let members: Int?
  /// How many networks share all but factors of the inputs and the last layer; nil for as many as suit the preset.
  let heads: Int?
  /// Whether inputs are multiplied by factors that are learned; nil for what suits the preset.
  let frontScale: Bool?
  let learnsSlopes: Bool
  let folds: Int?
  let hidden: [Int]
  let activation: Activation
  let initialization: Initialization?
  let loss: Loss.Function?
  let lossParameter: Float?
  let labelSmoothing: Float?
  let calibration: Calibration?
  let batchSize: Int?
  let training: TrainingOptions
  let threads: Int?
  let search: SearchSettings?
  let checkpoint: CheckpointSettings?

  let arguments: Arguments<TrainOption>

  /// Throws `.usage` for what cannot be; `usual` is the optimizer where none is given.
  init(_ arguments: Arguments<TrainOption>, usual: Optimizer.Method = .adamw) throws(Failure) {
    self.arguments = arguments
    inputs = arguments.operands
    guard !inputs.isEmpty else {
      throw Failure(.usage, "which data? Name a CSV file, or - for standard input; see --help")
    }
    validation = arguments[.validation]
    guard (inputs + [validation, arguments[.config]]).count(where: { $0 == "-" }) <= 1 else {
      throw Failure(.usage, "standard input can be read only once")
    }
    output = try arguments.path(.output) ?? Self.modelName(for: inputs[0])
    search = try SearchSettings(arguments, output: output)
    checkpoint = try CheckpointSettings(arguments)
    try FileIdentity.refuseOverlap(
      inputs: inputs + [validation, arguments[.config]].compactMap { $0 },
      outputs: [("output", output)] + [search?.table].compactMap { $0 }.map { ("search-table", $0) }
        + [checkpoint?.path].compactMap { $0 }.map { ("checkpoint", $0) })
    let when = try arguments.word(.progress, as: ProgressWhen.self) ?? .auto
    guard !(arguments.contains(.quiet) && arguments.contains(.verbose)) else {
      throw Failure(.usage, "--quiet and --verbose exclude each other")
    }
    terminal = Terminal(
      program: "mlp-train",
      level: arguments.contains(.quiet) ? .quiet : arguments.contains(.verbose) ? .verbose : .usual,
      progress: when == .auto ? nil : when == .always)

    guard !(arguments.contains(.header) && arguments.contains(.noHeader)) else {
      throw Failure(.usage, "--header and --no-header exclude each other")
    }
    var table = TableOptions()
    table.delimiter = try arguments.byte(.delimiter)
    table.header = arguments.contains(.header) ? true : arguments.contains(.noHeader) ? false : nil
    if let words = arguments.list(.missing) { table.missing = MissingValues(words) }
    table.numeric = arguments.list(.numeric) ?? []
    table.categorical = arguments.list(.categorical) ?? []
    table.ignored = arguments.list(.ignore) ?? []
    table.limits.columns = try arguments.integer(.maxColumns, in: 1...10_000_000) ?? table.limits.columns
    table.limits.fieldBytes =
      try arguments.bytes(.maxField, in: TableLimits.fieldBytesRange) ?? table.limits.fieldBytes
    table.limits.categories = try arguments.integer(.maxCategories, in: 2...10_000_000)
    table.limits.memory = MemoryLimit.bytes
    self.table = table
    targets = arguments.list(.target)
    task = try arguments.word(.task, as: TaskType.self) ?? .auto
    weight = arguments[.weight]
    group = arguments[.group]
    time = arguments[.time]
    classWeight = try arguments.word(.classWeight, as: ClassWeight.self) ?? .none
    scaling = try arguments.word(.scaling, as: Scaling.self) ?? .robust
    validationFraction =
      try arguments.number(.validationFraction, "a number from 0 to 0.9") { $0 >= 0 && $0 <= 0.9 } ?? 0.2
    guard validation == nil || !arguments.contains(.validationFraction) else {
      throw Failure(.usage, "--validation and --validation-fraction exclude each other")
    }
    guard group == nil || time == nil else {
      throw Failure(.usage, "--group and --time exclude each other")
    }
    guard (group == nil && time == nil) || (validation == nil && validationFraction > 0) else {
      throw Failure(
        .usage,
        "--\(group == nil ? "time" : "group") is for a split of the data, and there is none with "
          + "--validation or a fraction of 0")
    }

    preset = try arguments.word(.preset, as: Preset.self) ?? .default
    training = try Self.training(arguments, preset, usual: usual)
    let optimizer = training.optimizer.name
    bins = try arguments.integer(.bins, in: 1...1024) ?? optimizer.bins
    let size = try arguments.integer(.numberEmbedding, in: 0...1024) ?? (optimizer.isFullBatch ? 0 : 16)
    numberEmbedding = size > 0 ? size : nil
    guard !arguments.contains(.numberEmbedding) || (bins ?? preset.maximumBins) > 1 else {
      throw Failure(.usage, "--number-embedding is for numbers in pieces, and there are none: see --bins")
    }
    let frequencies = try arguments.integer(.periodic, in: 0...Encoding.maximumFrequencies) ?? 0
    self.frequencies = frequencies > 0 ? frequencies : nil
    guard !arguments.contains(.frontScale) || !arguments.contains(.noFrontScale) else {
      throw Failure(.usage, "--front-scale and --no-front-scale exclude each other")
    }
    frontScale =
      arguments.contains(.frontScale) ? true : arguments.contains(.noFrontScale) ? false : nil
    learnsSlopes = arguments.contains(.learnedSlopes)
    members = try arguments.integer(.members, in: 1...1000) ?? optimizer.members
    heads = try arguments.integer(.heads, in: 1...1000) ?? (optimizer.isFullBatch ? 1 : nil)
    folds = try arguments.integer(.folds, in: 2...1000)
    for option in [TrainOption.members, .validation, .validationFraction, .time, .calibration, .search]
    where folds != nil && arguments.contains(option) {
      throw Failure(.usage, "--folds and --\(option.rawValue) exclude each other")
    }
    hidden = try arguments.integers(.hidden, in: 1...65_536) ?? optimizer.hidden
    activation =
      try arguments.word(.activation, as: Activation.self) ?? optimizer.activation ?? preset.activation
    initialization = try arguments.word(.initialization, as: Initialization.self)
    loss = try arguments.word(.loss, as: Loss.Function.self)
    let smoothing = try arguments.number(.labelSmoothing, "a number from 0 up to 1") { $0 >= 0 && $0 < 1 }
    targetTransform = try arguments.word(.targetTransform, as: TargetTransform.Curve.self) ?? .none
    guard targetTransform == .none || loss != .poisson else {
      throw Failure(.usage, "--loss poisson learns counts as they are; take --target-transform out")
    }
    guard !arguments.contains(.clipOutput) || !arguments.contains(.noClipOutput) else {
      throw Failure(.usage, "--clip-output and --no-clip-output exclude each other")
    }
    clipsOutput =
      arguments.contains(.clipOutput)
      || preset != .fast && !optimizer.isFullBatch && !arguments.contains(.noClipOutput)
    labelSmoothing = smoothing.map { Float($0) }
    let bound = loss == .quantile ? "a number between 0 and 1" : "a number above 0"
    let isQuantile = loss == .quantile
    lossParameter = try arguments.number(.lossParameter, bound) { $0 > 0 && ($0 < 1 || !isQuantile) }.map {
      Float($0)
    }
    guard lossParameter == nil || loss == .huber || loss == .quantile else {
      throw Failure(.usage, "--loss-parameter belongs to --loss huber or --loss quantile")
    }
    calibration = try arguments.word(.calibration, as: Calibration.self)
    guard calibration != .temperature || validation != nil || validationFraction > 0 else {
      throw Failure(.usage, "--calibration temperature needs validation rows, and there are none")
    }
    guard search == nil || validation != nil || validationFraction > 0 else {
      throw Failure(.usage, "--search needs validation rows, and there are none")
    }
    guard search == nil || !arguments.contains(.printConfig) else {
      throw Failure(.usage, "--search has to train, and --print-config does not; leave one of them out")
    }
    guard search == nil || !arguments.contains(.optimizer) || !optimizer.isFullBatch else {
      throw Failure(
        .usage,
        "--search tries options of minibatches, and --optimizer \(optimizer.rawValue) takes all rows at once")
    }
    batchSize = try arguments.integer(.batchSize, in: 1...1 << 24)
    threads = try arguments.integer(.threads, in: 1...1024)
    try refuseContradictions()
  }

  /// Whether the inputs of one head are multiplied by factors that are learned.
  var scalesInputs: Bool {
    frontScale ?? (preset.scalesInputs && !training.optimizer.name.isFullBatch)
  }

  /// The same, with what suits this optimizer where nothing is given.
  func suited(to optimizer: Optimizer.Method) throws(Failure) -> Settings {
    optimizer == training.optimizer.name ? self : try Settings(arguments, usual: optimizer)
  }

  /// The same with these values of options.
  func with(_ values: [TrainOption: String]) throws(Failure) -> Settings {
    try Settings(arguments.with(values))
  }

  /// The same, without a word to the terminal.
  var silent: Settings {
    var silent = self
    silent.terminal = Terminal(program: terminal.program, level: .quiet, progress: false)
    return silent
  }

  /// Whether the user gives this option.
  func gives(_ option: TrainOption) -> Bool { arguments.contains(option) }

  /// What the user gives for an option; empty for one without a value.
  func value(of option: TrainOption) -> String { arguments[option] ?? "" }

  /// Whether nothing is said of the network and how it is trained, so that both can be chosen by the data.
  var leavesTrainingOpen: Bool {
    let said: [TrainOption] = [
      .bins, .numberEmbedding, .periodic, .heads, .frontScale, .noFrontScale, .learnedSlopes, .rateFactors,
      .hidden, .activation, .dropout, .dropoutSchedule, .initialization, .loss, .optimizer, .beta1, .beta2,
      .parametrization, .learningRate, .schedule, .batchSize, .weightDecay, .weightDecaySchedule,
      .embeddingDecay, .ema, .l1, .l2, .clipNorm,
    ]
    return !said.contains(where: arguments.contains)
  }

  private static func training(
    _ arguments: Arguments<TrainOption>, _ preset: Preset, usual: Optimizer.Method
  ) throws(Failure) -> TrainingOptions {
    var options = TrainingOptions()
    let positive = { (x: Double) in x > 0 }
    let notNegative = { (x: Double) in x >= 0 }
    options.optimizer = Optimizer(try arguments.word(.optimizer, as: Optimizer.Method.self) ?? usual)
    try options.optimizer.name.check(arguments)
    try options.optimizer.setBetas(arguments)
    options.optimizer.parametrization = try arguments.parametrization()
    options.optimizer.rateFactors = try arguments.rateFactors()
    options.learningRate =
      try arguments.number(.learningRate, "a number above 0", positive)
      ?? options.optimizer.defaultLearningRate
    options.schedule = try arguments.word(.schedule, as: Schedule.self) ?? .cosine
    options.dropoutSchedule = try arguments.strengthSchedule(.dropoutSchedule)
    options.weightDecaySchedule = try arguments.strengthSchedule(.weightDecaySchedule)
    options.epochs = try arguments.integer(.epochs, in: 1...1_000_000) ?? options.optimizer.name.epochs
    options.patience =
      try arguments.integer(.patience, in: 1...1_000_000) ?? options.optimizer.name.patience
    options.dropout =
      try arguments.number(.dropout, "a number from 0 up to 1") { $0 >= 0 && $0 < 1 }
      ?? options.optimizer.name.dropout
    let decay = try arguments.number(.ema, "a number from 0 up to 1") { $0 >= 0 && $0 < 1 }
    let defaultDecay = options.optimizer.name.isFullBatch ? 0 : preset.averageDecay
    options.averageDecay = (decay ?? defaultDecay) > 0 ? decay ?? defaultDecay : nil
    options.seed = UInt64(try arguments.integer(.seed, in: 0...Int.max) ?? 1)
    options.timeLimit = try arguments.seconds(.timeLimit)
    if let decay = try arguments.number(.weightDecay, "a number of 0 or more", notNegative) {
      options.optimizer.weightDecay = Float(decay)
      if options.optimizer.name != .adamw { options.optimizer.embeddingDecay = Float(decay) }
    }
    if let decay = try arguments.number(.embeddingDecay, "a number of 0 or more", notNegative) {
      options.optimizer.embeddingDecay = Float(decay)
    }
    options.optimizer.l1 = Float(try arguments.number(.l1, "a number of 0 or more", notNegative) ?? 0)
    options.optimizer.l2 = Float(try arguments.number(.l2, "a number of 0 or more", notNegative) ?? 0)
    options.optimizer.clipNorm = try arguments.number(.clipNorm, "a number above 0", positive).map {
      Float($0)
    }
    if arguments.contains(.weightDecay) || arguments.contains(.l2) { options.optimizer.isBayesian = false }
    return options
  }

  /// The data's own name, without folder and endings.
  private static func modelName(for input: String) -> String {
    guard input != "-" else { return "model.safetensors" }
    var name = input.split(separator: "/").last.map { String($0) } ?? "model"
    for ending in [".gz", ".zst", ".csv", ".tsv", ".txt"]
    where name.hasSuffix(ending) && name.count > ending.count {
      name.removeLast(ending.count)
    }
    return name + ".safetensors"
  }
}
