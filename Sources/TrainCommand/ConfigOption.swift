import CLI
import Diagnostics
import Files
import MLP
import Options
import Training

// Options in a file: what --config takes, and what --print-config writes.

extension CommandRequest {
  /// What a command line asks for, completed by the file that `--config` names, and the options of it that were left
  /// out.
  ///
  /// The command line takes precedence: an option of the file that does not go with it is dropped, and so is what
  /// another preset or optimizer chooses.
  ///
  /// Throws `.noInput` where the file cannot be opened, `.usage` for what is wrong in it or cannot be.
  static func completed(
    _ commandLine: Arguments
  ) throws(Failure) -> (request: CommandRequest, leftOut: [OptionName], file: String) {
    guard let path = commandLine[.config] else { return (try CommandRequest(commandLine), [], "") }
    let file = try ByteSource(path: path, for: .options)
    let config = try Arguments(
      config: file.readAll(limit: 1 << 20), file: file.name, TrainCommand.options)
    do {
      let (arguments, leftOut) = try commandLine.completed(
        by: config, without: commandLine.given.choices(insteadOf: config.given)
      ) { (arguments) throws(Failure) in _ = try CommandRequest(arguments) }
      return (try CommandRequest(arguments), leftOut, file.name)
    } catch {
      throw config.without(commandLine.contains).located(error)
    }
  }
}

extension GivenOptions {
  /// What is chosen anew where another preset or optimizer stands here than in a file.
  fileprivate func choices(insteadOf file: GivenOptions) -> Set<OptionName> {
    let before = file[.optimizer].flatMap(Optimizer.Method.init) ?? .adamw
    var anew: Set<OptionName> = []
    var optimizer = self[.optimizer].flatMap(Optimizer.Method.init)
    if let preset = self[.preset], preset != file[.preset] {
      anew = TrainingOptionTable.names(.setByPreset)
      // Small networks are a choice too, which this preset does not make.
      if preset == Preset.fast.rawValue && before == .levenbergMarquardt && optimizer == nil {
        optimizer = .adamw
        anew.insert(.optimizer)
      }
    }
    return anew.union(optimizer?.choices(insteadOf: before) ?? [])
  }
}

extension Optimizer.Method {
  /// What it chooses in another way than another optimizer: the numbers that are its own, and what an epoch is.
  fileprivate func choices(insteadOf other: Optimizer.Method) -> Set<OptionName> {
    guard self != other else { return [] }
    var choices = TrainingOptionTable.names(.setByOptimizer)
    if isFullBatch != other.isFullBatch {
      choices.formUnion(TrainingOptionTable.names(.setByBatching))
    }
    // One of them is for small networks, and finds out how much their weights decay.
    if [self, other].contains(.levenbergMarquardt) {
      choices.formUnion(TrainingOptionTable.names(.setBySmallNetworks))
    }
    return choices
  }
}

extension CommandRequest {
  /// The lines of a file that `--config` takes: what was chosen for a plan, and what the user gave besides.
  ///
  /// What is no value of an option, since it follows from the others or does not apply, stands as a comment.
  func configuration(_ plan: TrainingPlan) -> String {
    let chosen = plan.provenance
    var lines: [OptionName: String] = [:]
    for (name, value) in chosen {
      guard let option = TrainCommand.options[OptionName(name)] else { continue }
      lines[option.name] = line(option, value, plan)
    }
    return Self.text(lines.merging(linesGiven) { chosen, _ in chosen })
  }

  /// The lines of what the user gave alone.
  var givenLines: String { Self.text(linesGiven) }

  private static func text(_ lines: [OptionName: String]) -> String {
    lines.sorted { $0.key < $1.key }.map { $0.value + "\n" }.joined()
  }

  private var linesGiven: [OptionName: String] {
    var lines: [OptionName: String] = [:]
    for option in TrainCommand.options.options where !option.traits.contains(.commandLineOnly) {
      guard let value = arguments[option.name] else { continue }
      // A tab by its name can be seen.
      lines[option.name] = option.line(option.name == .delimiter && value == "\t" ? "tab" : value)
    }
    return lines
  }

  private func line(_ option: OptionDescription, _ value: String, _ plan: TrainingPlan) -> String {
    let isFullBatch = plan.settings.optimizer.isFullBatch
    let given = arguments[option.name]
    let hasFolds = plan.settings.folds != nil
    let comment = { (text: String) in "# \(option.name.rawValue): \(text)" }
    return switch (option.name, value) {
    case (.ensemble, _) where hasFolds: comment("one network for each fold")
    case (.calibration, _) where hasFolds: comment(value)
    case (.validationFraction, _) where hasFolds: comment("not used with folds")
    case (.validationFraction, _) where plan.settings.validation != nil:
      comment("not used with a validation file")
    case (.numericEmbedding, _) where plan.data.bins <= 1: comment("no numeric column is binned")
    case _ where given == value: option.line(value)
    case (.lrMultipliers, _): given.map(option.line) ?? comment(value)
    case (.ema, "none") where !isFullBatch, (.numericEmbedding, "none") where !isFullBatch: option.line("0")
    case (.parametricActivation, Flag.off): comment(value)
    case _ where option.isFlag && value != "none": option.line(value)
    case (_, "none"), (_, "all"), (_, "bayesian"): comment(value)
    case _ where value.hasPrefix("up to "): comment(value)
    default: option.line(value)
    }
  }
}
