import CLI
import Diagnostics
import Tabular

@testable import PredictCommand
@testable import TrainCommand

/// Takes the lines of a text as the words behind the name of each program, and asks for the meaning of all of them.
///
/// Files are looked for, not opened.
func fuzzOptions(_ bytes: [UInt8]) throws -> FuzzOutcome {
  let words = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
    String(decoding: $0, as: UTF8.self)
  }
  let training = try refusable { try CommandRequest(Arguments(words, TrainCommand.options)) }
  let predicting = try refusable { try understand(Arguments(words, PredictCommand.options)) }
  if case .success(let settings) = training { try takeAgain(settings) }
  switch (training, predicting) {
  case (.failure(let failure), .failure(let other)):
    // Both fit, or else the one that does not is told.
    throw failure.kind == .usage ? other : failure
  case (.failure(let failure), _) where failure.kind != .usage: throw failure
  case (_, .failure(let failure)) where failure.kind != .usage: throw failure
  default: return .taken
  }
}

/// All that mlp-predict asks of its arguments.
private func understand(_ arguments: Arguments) throws(Failure) {
  let options = try PredictOptions(arguments.given)
  _ = try Paths(arguments.operands, options)
  for requirement in options.requirements {
    for value in [nil, 0, 1, .nan, -.infinity] as [Double?] { _ = requirement.complaint(value) }
  }
  _ = options.keptColumns
}
