import CLI
import Diagnostics

/// What the user asked of the search.
struct SearchSettings {
  /// More would not end.
  static let maximumTrials = 10_000

  let trials: Int
  /// After which no trial goes on; nil for no limit.
  let seconds: Double?
  /// The file of the trials.
  let table: String
  /// The options that make a trial what it is, as they were given.
  let given: String

  /// Nil where no search is asked for; `output` is the model.
  ///
  /// Throws `.usage` for what cannot be.
  init?(_ arguments: Arguments<TrainOption>, output: String) throws(Failure) {
    guard let limit = arguments[.search] else {
      guard !arguments.contains(.searchTable) else {
        throw Failure(.usage, "--search-table is for a search; say --search as well")
      }
      return nil
    }
    if limit.allSatisfy({ ("0"..."9").contains($0) }) {
      trials = try arguments.integer(.search, in: 1...Self.maximumTrials) ?? 1
      seconds = nil
    } else {
      trials = Self.maximumTrials
      seconds = try? arguments.seconds(.search)
      guard seconds != nil else {
        throw arguments.refusal(
          .search, limit, "a number of trials, such as 30, or a length of time, such as 10min")
      }
    }
    guard let table = try arguments.path(.searchTable) ?? Self.name(beside: output), table != "-" else {
      throw Failure(.usage, "the trials of a search are kept in a file: name it with --search-table")
    }
    self.table = table
    given =
      (TrainOption.allCases.filter { $0 != .seed && !Self.withoutEffect.contains($0) }
      .compactMap { option in
        arguments[option].map { "--\(option.rawValue)" + ($0.isEmpty ? "" : " \($0)") }
      } + ["--seed \(arguments[.seed] ?? "1")"]).joined(separator: " ")
  }

  /// What changes no trial; the data are compared by themselves.
  private static let withoutEffect: [TrainOption] = [
    .search, .searchTable, .validation, .members, .timeLimit, .threads, .output, .checkpoint,
    .checkpointEvery, .resume,
    .progress, .quiet, .verbose, .config,
  ]

  private static func name(beside output: String) -> String? {
    guard output != "-" else { return nil }
    let folder = output.lastIndex(of: "/").map { output[...$0] } ?? ""
    let name = output.dropFirst(folder.count)
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
    return folder + (stem.isEmpty ? name : stem) + ".trials.csv"
  }
}
