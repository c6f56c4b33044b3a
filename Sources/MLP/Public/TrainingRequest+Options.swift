import Diagnostics
import Files
import Options

extension TrainingRequest {
  /// A training of CSV files, as mlp-train would do it.
  ///
  /// What is not asked for follows from the data and the defaults: column types, the task, the network and how it is
  /// trained.
  ///
  /// - Parameters:
  ///   - paths: CSV files with the same columns, which may be compressed by gzip or zstd; `-` is standard input.
  ///   - targets: The columns to predict, by name or by position counted from 1; none for the last one.
  ///   - options: Options by their name on the command line of mlp-train without dashes, such as `["epochs": "50"]`:
  ///     those of `optionNames`. The value of a flag is `true` or `false`.
  ///   - threads: The number of threads; nil for one per core. The model does not depend on it.
  ///   - checkpoint: Where the state of the training is kept; nil for nowhere.
  ///   - program: The name and version of the program, which the model records; nil for those of this library.
  /// - Throws: `Failure` of kind `usage` for an unknown option, an invalid value, options that cannot be combined, and
  ///   a checkpoint that would overwrite an input. What depends on the data is checked by `train(cancellation:progress:)`.
  public init(
    paths: [String], targets: [String] = [], options: [String: String] = [:], threads: Int? = nil,
    checkpoint: CheckpointOptions? = nil, program: String? = nil
  ) throws {
    var values: [OptionName: [String]] = [:]
    for (name, value) in options.sorted(by: { $0.key < $1.key }) {
      values[OptionName(name)] = [try Self.checked(value, of: name)]
    }
    if !targets.isEmpty {
      guard values[.target] == nil else {
        throw Failure(.usage, "the targets and the option \(option: .target) cannot be combined")
      }
      values[.target] = [OptionValue<[String]>.list.write(targets)]
    }
    self.init(
      inputs: paths, given: GivenOptions(values), program: program ?? "MLP \(mlpVersion)", threads: threads,
      checkpoint: checkpoint)
    try checkFiles()
    _ = try settings()
  }

  /// The names of all options of a training.
  public static var optionNames: [String] { TrainingOptionTable.rows.map(\.name.rawValue) }

  private static func checked(_ value: String, of name: String) throws(Failure) -> String {
    guard let row = TrainingOptionTable.row(OptionName(name)) else {
      let question = nearest(name, among: optionNames).map { "; did you mean `\($0)`?" } ?? ""
      throw Failure(.usage, "unknown option '\(name)'\(question)")
    }
    guard !row.isFlag || [Flag.on, Flag.off].contains(value) else {
      throw refusal(row.name, value, "\(Flag.on) or \(Flag.off)")
    }
    return value
  }

  private func checkFiles() throws(Failure) {
    guard !inputs.isEmpty else { throw Failure(.usage, "no input file") }
    let read = inputs + [given[.validation]].compactMap { $0 }
    guard read.count(where: { $0 == "-" }) <= 1 else {
      throw Failure(.usage, "standard input can be read only once")
    }
    guard let checkpoint else { return }
    guard checkpoint.path != "-" else {
      throw Failure(.usage, "\(option: .checkpoint): expected a file, found '-'")
    }
    try FileIdentity.refuseOverlap(inputs: read, outputs: [(.checkpoint, checkpoint.path)])
  }
}
