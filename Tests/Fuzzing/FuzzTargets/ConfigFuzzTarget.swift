import CLI
import Diagnostics

@testable import mlp_train

/// Takes bytes as a file of options, and asks for the meaning of all of them beside a command line of one operand.
func fuzzConfig(_ bytes: [UInt8]) throws -> FuzzOutcome {
  try takeAgain(settings(bytes, of: ["t.csv"]))
  return .taken
}

/// What the options of a file ask for, beside operands.
private func settings(_ bytes: [UInt8], of operands: [String]) throws(Failure) -> Settings {
  let config = try Arguments<TrainOption>(
    config: bytes, file: "o", forbidden: TrainOption.ofCommandLine)
  let (arguments, _) = try Arguments<TrainOption>(["--"] + operands).completed(by: config) {
    (arguments) throws(Failure) in _ = try Settings(arguments)
  }
  return try Settings(arguments)
}

/// What is printed of options means the same when it is taken again.
func takeAgain(_ wanted: Settings) throws {
  let printed = wanted.configuration([:])
  switch try refusable({ try settings(Array(printed.utf8), of: wanted.inputs) }) {
  case .failure(let failure): throw Contradiction("printed options are refused: \(failure.message)")
  case .success(let again):
    let second = again.configuration([:])
    if second != printed { throw Contradiction("printed options mean others: \(printed) / \(second)") }
  }
}
