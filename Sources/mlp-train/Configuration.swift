import CLI
import Diagnostics
import Files
import Training

// Options in a file: what --config takes, and what --print-config writes.

extension TrainOption {
  /// What cannot stand in a file.
  static let ofCommandLine: Set<TrainOption> = [.config, .printConfig, .help, .version]

  /// What is written as the lack of another.
  fileprivate static let lacks: Set<TrainOption> = [.noClipOutput, .noFrontScale]
}

extension Settings {
  /// What the command line asks for, completed by the file that `--config` names.
  ///
  /// The command line goes before: an option of the file that does not go with it falls away, and so does what another
  /// preset or optimizer chooses; that is said.
  ///
  /// Throws `.noInput` where the file cannot be opened, `.usage` for what is wrong in it or cannot be.
  init(commandLine: Arguments<TrainOption>) throws(Failure) {
    guard let path = commandLine[.config] else {
      try self.init(commandLine)
      return
    }
    let file = try ByteSource(path: path, for: .options)
    let config = try Arguments(
      config: file.readAll(limit: 1 << 20), file: file.name, forbidden: TrainOption.ofCommandLine)
    do {
      let (arguments, leftOut) = try commandLine.completed(
        by: config, without: commandLine.choices(insteadOf: config)
      ) { (arguments) throws(Failure) in _ = try Settings(arguments) }
      try self.init(arguments)
      if !leftOut.isEmpty {
        terminal.say(
          "left out of '\(file.name)', for what the command line says: "
            + leftOut.map(\.rawValue).joined(separator: ", "))
      }
    } catch {
      throw config.without(commandLine.contains).located(error)
    }
  }

  /// The same failure, which says where in the file of `--config` the options stand that it names.
  func located(_ failure: Failure) -> Failure { arguments.located(failure) }
}

extension Arguments<TrainOption> {
  /// What is chosen anew where another preset or optimizer stands here than in a file.
  fileprivate func choices(insteadOf file: Arguments) -> Set<TrainOption> {
    let before = file[.optimizer].flatMap(Optimizer.Method.init) ?? .adamw
    var anew: Set<TrainOption> = []
    var optimizer = self[.optimizer].flatMap(Optimizer.Method.init)
    if let preset = self[.preset], preset != file[.preset] {
      anew = Preset.choices
      // Small networks are a choice too, which this preset does not make.
      if preset == Preset.fast.rawValue && before == .levenbergMarquardt && optimizer == nil {
        optimizer = .adamw
        anew.insert(.optimizer)
      }
    }
    return anew.union(optimizer?.choices(insteadOf: before) ?? [])
  }
}

extension Preset {
  /// What a preset chooses.
  fileprivate static let choices: Set<TrainOption> = [
    .activation, .initialization, .ema, .frontScale, .noFrontScale, .members, .bins, .clipOutput,
    .noClipOutput,
  ]
}

extension Optimizer.Method {
  /// What it chooses in another way than another optimizer: the numbers that are its own, and what an epoch is.
  fileprivate func choices(insteadOf other: Optimizer.Method) -> Set<TrainOption> {
    guard self != other else { return [] }
    var choices: Set<TrainOption> = [.learningRate, .beta1, .beta2, .weightDecay, .embeddingDecay]
    if isFullBatch != other.isFullBatch {
      choices.formUnion([.epochs, .patience, .bins, .members, .clipOutput, .noClipOutput])
    }
    // One of them is for small networks, and finds out how much their weights decay.
    if [self, other].contains(.levenbergMarquardt) {
      choices.formUnion([.hidden, .activation, .initialization, .l2])
    }
    return choices
  }
}

extension Settings {
  /// The lines of a file that `--config` takes: what was `chosen`, by option, and what the user gave besides.
  ///
  /// What is no value of an option, since it follows from the others or does not apply, stands as a comment.
  func configuration(_ chosen: [String: String]) -> String {
    var lines: [TrainOption: String] = [:]
    for (name, value) in chosen {
      guard let option = TrainOption(rawValue: name) else { continue }
      lines[option] = line(option, value, hasPieces: chosen["bins"] != "1")
    }
    for option in TrainOption.allCases
    where gives(option) && lines[option] == nil && !TrainOption.lacks.contains(option)
      && !TrainOption.ofCommandLine.contains(option)
    {
      // A tab by its name can be seen.
      lines[option] = option.line(
        option == .delimiter && value(of: option) == "\t" ? "tab" : value(of: option))
    }
    return lines.sorted { $0.key.rawValue < $1.key.rawValue }.map { $0.value + "\n" }.joined()
  }

  private func line(_ option: TrainOption, _ value: String, hasPieces: Bool) -> String {
    let takesAll = training.optimizer.name.isFullBatch
    let comment = { (text: String) in "# \(option.rawValue): \(text)" }
    return switch (option, value) {
    case (.members, _) where folds != nil: comment("a network for each fold")
    case (.calibration, _) where folds != nil: comment(value)
    case (.validationFraction, _) where folds != nil: comment("there are folds")
    case (.validationFraction, _) where validation != nil: comment("there is a file")
    case (.numberEmbedding, _) where !hasPieces: comment("there are no pieces")
    case _ where gives(option) && self.value(of: option) == value: option.line(value)
    case (.rateFactors, _): gives(option) ? option.line(self.value(of: option)) : comment(value)
    case (.ema, "none") where !takesAll, (.numberEmbedding, "none") where !takesAll: option.line("0")
    case (.clipOutput, "false"): TrainOption.noClipOutput.line("")
    case (.frontScale, "false"): TrainOption.noFrontScale.line("")
    case (_, "true"): option.line("")
    case (_, "none"), (_, "false"), (_, "all"), (_, "bayesian"): comment(value)
    case _ where value.hasPrefix("up to "): comment(value)
    default: option.line(value)
    }
  }
}
