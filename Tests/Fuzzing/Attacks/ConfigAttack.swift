import CommandLine
import Errors

@testable import mlp_train

/// Takes bytes as a file of options, and asks for the meaning of all of them beside a command line of one operand.
func attackConfig(_ bytes: [UInt8]) throws -> AttackOutcome {
  let config = try Arguments<TrainOption>(
    config: bytes, file: "o", forbidden: TrainOption.ofCommandLine)
  let settings = try Settings(
    Arguments<TrainOption>(["t.csv"]).completed(by: config, opposite: \.opposite))
  // What is printed of options can be taken again.
  let printed = settings.configuration([:])
  let again = try refusable {
    try Arguments<TrainOption>(
      config: Array(printed.utf8), file: "o", forbidden: TrainOption.ofCommandLine)
  }
  if case .failure(let failure) = again {
    throw Contradiction("printed options are refused: \(failure.message)")
  }
  return .taken
}
