import CLI
import Diagnostics
import MLP
import Options

/// What mlp-train is asked besides the training itself: where files go, and what is shown.
struct ProgramOptions: Sendable {
  enum ProgressWhen: String, CaseIterable, Sendable { case auto, always, never }

  var output: String?
  var search: String?
  var searchLog: String?
  var checkpoint: String?
  var checkpointEvery = "60s"
  var resumes = false
  var threads: Int?
  var progress = ProgressWhen.auto
  var isQuiet = false
  var showsWarnings = true
  var isVerbose = false
  var config: String?
  var printsConfig = false
}

extension OptionName {
  static let checkpointEvery: OptionName = "checkpoint-every"
  static let progress: OptionName = "progress"
  static let verbose: OptionName = "verbose"
  static let config: OptionName = "config"
  static let printConfig: OptionName = "print-config"
}

extension ProgramOptions {
  static let rows: [OptionRow<ProgramOptions>] = [
    .init(
      .search, "TRIALS|TIME", group: "Training", \.search, .text, traits: .outsideTrials,
      help:
        "hyperparameter search with this many trials (30) or for this long (10min): try values of learning rate, network, batch size, dropout, weight decay, label smoothing, bins and the transform of a skewed target, unless they are given; compare them on the validation rows, and train with the best. The same command continues an interrupted search"
    ),
    .init(
      .searchLog, "FILE", group: "Training", \.searchLog, .path, traits: .outsideTrials,
      default: "the name of the model file with .trials.csv", help: "CSV of the trials of a search"),
    .threads(\.threads, group: "Training", help: "number of threads; the model does not depend on it"),
    .init(
      .output, "FILE", letter: "o", group: "Output", \.output, .path, traits: [.outsideTrials, .basic],
      default: "NAME.safetensors", help: "model file"),
    .init(
      .checkpoint, "FILE", group: "Output", \.checkpoint, .path, traits: .outsideTrials,
      help:
        "save the state of the training in this file, from which \(option: .resume) continues; it is removed when the training is complete"
    ),
    .init(
      .checkpointEvery, "N|TIME", group: "Output", \.checkpointEvery, .text, traits: .outsideTrials,
      help: "how often to save it: every N epochs, or after a time such as 5min"),
    .init(
      flag: .resume, group: "Output", \.resumes, traits: .outsideTrials,
      help:
        "continue from the file of \(option: .checkpoint), if it exists. With the same data and options, the model is the same as that of an uninterrupted training"
    ),
    .init(
      .progress, "WHEN", group: "Output", \.progress, .word, traits: .outsideTrials,
      help: "progress line: auto (on a terminal), always or never"),
    .quiet(\.isQuiet),
    .warnings(\.showsWarnings),
    .init(
      flag: .verbose, letter: "v", group: "Output", \.isVerbose, traits: [.outsideTrials, .basic],
      help: "print what was inferred and chosen"),
    .init(
      .config, "FILE", group: "Other", \.config, .text, traits: [.commandLineOnly, .outsideTrials],
      help:
        "read more options from FILE, in lines name = value; the command line takes precedence, and conflicting lines of the file are dropped and listed. A value may be enclosed in double quotes, with the escapes \\\", \\\\ and \\n"
    ),
    .init(
      flag: .printConfig, group: "Other", \.printsConfig, traits: [.commandLineOnly, .outsideTrials],
      help: "print the options chosen for the data, in the format of \(option: .config), and do not train"),
  ]

  /// Throws `.usage` for values that cannot be, and for options that exclude one another.
  init(_ given: GivenOptions) throws(Failure) {
    self.init()
    try given.apply(Self.rows, to: &self)
    guard !(isQuiet && isVerbose) else {
      throw Failure(.usage, "\(option: .quiet) and \(option: .verbose) cannot be combined")
    }
    guard search == nil || !printsConfig else {
      throw Failure(
        .usage,
        "\(option: .search) and \(option: .printConfig) cannot be combined: a search trains")
    }
  }

  /// What was asked of a search; nil where none is.
  func searchOptions(output: String) throws(Failure) -> SearchOptions? {
    guard let search else {
      guard searchLog == nil else {
        throw Failure(.usage, "\(option: .searchLog) needs \(option: .search)")
      }
      return nil
    }
    guard let log = searchLog ?? Self.logName(beside: output), log != "-" else {
      throw Failure(
        .usage, "a search needs a file for its trials; name it with \(option: .searchLog)")
    }
    if search.allSatisfy({ ("0"..."9").contains($0) }) {
      let trials = try OptionValue.integer(1...SearchOptions.maximumTrials).parse(.search, search)
      return SearchOptions(trials: trials, log: log)
    }
    guard let seconds = parseSeconds(search) else {
      throw refusal(.search, search, "a number of trials, such as 30, or a length of time, such as 10min")
    }
    return SearchOptions(seconds: seconds, log: log)
  }

  private static func logName(beside output: String) -> String? {
    guard output != "-" else { return nil }
    let folder = output.lastIndex(of: "/").map { output[...$0] } ?? ""
    let name = output.dropFirst(folder.count)
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
    return folder + (stem.isEmpty ? name : stem) + ".trials.csv"
  }

  /// What was asked of checkpoints; nil where none are.
  func checkpointOptions(_ given: GivenOptions) throws(Failure) -> CheckpointOptions? {
    guard let checkpoint else {
      for option in [OptionName.resume, .checkpointEvery] where given.contains(option) {
        throw Failure(
          .usage,
          "\(option: option) needs \(option: .checkpoint) FILE")
      }
      return nil
    }
    guard checkpoint != "-" else {
      throw Failure(
        .usage,
        "\(option: .checkpoint): expected a file, found '-'")
    }
    return CheckpointOptions(path: checkpoint, interval: try interval(), resumes: resumes)
  }

  private func interval() throws(Failure) -> CheckpointOptions.Interval {
    if let epochs = Int(checkpointEvery), (1...1_000_000).contains(epochs) { return .epochs(epochs) }
    if Double(checkpointEvery) == nil, let seconds = parseSeconds(checkpointEvery) {
      return .seconds(seconds)
    }
    throw refusal(
      .checkpointEvery, checkpointEvery,
      "a number of epochs from 1 to 1000000, such as 5, or a length of time, such as 10min")
  }
}
