import CLI
import Diagnostics

@testable import TrainCommand

/// Takes bytes as a file of options, and asks for the meaning of all of them beside a command line of one operand.
func fuzzConfig(_ bytes: [UInt8]) throws -> FuzzOutcome {
  try takeAgain(request(bytes, of: ["t.csv"]))
  return .taken
}

/// What the options of a file ask for, beside operands.
private func request(_ bytes: [UInt8], of operands: [String]) throws(Failure) -> CommandRequest {
  let config = try Arguments(config: bytes, file: "o", TrainCommand.options)
  let (arguments, _) = try Arguments(["--"] + operands, TrainCommand.options).completed(by: config) {
    (arguments) throws(Failure) in _ = try CommandRequest(arguments)
  }
  return try CommandRequest(arguments)
}

/// What is printed of options means the same when it is taken again.
func takeAgain(_ wanted: CommandRequest) throws {
  let printed = wanted.givenLines
  switch try refusable({ try request(Array(printed.utf8), of: wanted.training.inputs) }) {
  case .failure(let failure): throw Contradiction("printed options are refused: \(failure.message)")
  case .success(let again):
    let second = again.givenLines
    if second != printed { throw Contradiction("printed options mean others: \(printed) / \(second)") }
  }
}
