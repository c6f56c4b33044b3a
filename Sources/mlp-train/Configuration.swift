import CommandLine
import Errors
import Files

// Options in a file: what --config takes, and what --print-config writes.

extension TrainOption {
  /// What cannot stand in a file.
  static let ofCommandLine: Set<TrainOption> = [.config, .printConfig, .help, .version]

  /// The option that this one takes back.
  var opposite: TrainOption? {
    switch self {
    case .header: .noHeader
    case .noHeader: .header
    case .frontScale: .noFrontScale
    case .noFrontScale: .frontScale
    case .clipOutput: .noClipOutput
    case .noClipOutput: .clipOutput
    case .quiet: .verbose
    case .verbose: .quiet
    case .validation: .validationFraction
    case .validationFraction: .validation
    default: nil
    }
  }
}

extension Arguments<TrainOption> {
  /// The same with the options of the file that `--config` names, where the command line does not say otherwise.
  ///
  /// Throws `.noInput` where it cannot be opened, `.usage` for what is wrong in it.
  func completedByConfig() throws(Failure) -> Arguments {
    guard let path = self[.config] else { return self }
    let file = try ByteSource(path: path, for: .options)
    let config = try Arguments(
      config: file.readAll(limit: 1 << 20), file: file.name, forbidden: TrainOption.ofCommandLine)
    return completed(by: config, opposite: \.opposite)
  }
}

extension Settings {
  /// The lines of a file that `--config` takes: what was `chosen`, by option, and what the user gave besides.
  ///
  /// What is no value of an option, since it follows from the others or does not apply, stands as a comment.
  func configuration(_ chosen: [String: String]) -> String {
    var lines: [(name: String, line: String)] = []
    for (name, value) in chosen {
      guard let option = TrainOption(rawValue: name), !givenBesides(option) else { continue }
      lines.append((name, line(option, value, hasPieces: chosen["bins"] != "1")))
    }
    let isChosen = { (option: TrainOption) in chosen[option.rawValue] != nil && !givenBesides(option) }
    for option in TrainOption.allCases
    where gives(option) && !isChosen(option) && !(option.opposite.map(isChosen) ?? false)
      && !TrainOption.ofCommandLine.contains(option)
    {
      lines.append((option.rawValue, assignment(option, value(of: option))))
    }
    return lines.sorted { $0.name < $1.name }.map { $0.line + "\n" }.joined()
  }

  /// What would be chosen in another way if it stood in the file.
  private func givenBesides(_ option: TrainOption) -> Bool {
    option == .validationFraction && gives(.validation)
  }

  private func line(_ option: TrainOption, _ value: String, hasPieces: Bool) -> String {
    let takesAll = training.optimizer.name.takesAllSamples
    return switch (option, value) {
    case (.ema, "none") where !takesAll, (.numberEmbedding, "none") where !takesAll && hasPieces:
      assignment(option, "0")
    case (.numberEmbedding, _) where !hasPieces: "# \(option.rawValue): there are no pieces"
    case (.clipOutput, "false"): assignment(.noClipOutput, "")
    case (.frontScale, "false"): assignment(.noFrontScale, "")
    case (_, "true"): assignment(option, "")
    case (_, "none"), (_, "false"), (_, "all"), (_, "bayesian"): "# \(option.rawValue): \(value)"
    case _ where value.hasPrefix("up to "): "# \(option.rawValue): \(value)"
    default: assignment(option, value)
    }
  }

  private func assignment(_ option: TrainOption, _ value: String) -> String {
    option.row.value == nil ? option.rawValue : "\(option.rawValue) = \(value)"
  }
}
