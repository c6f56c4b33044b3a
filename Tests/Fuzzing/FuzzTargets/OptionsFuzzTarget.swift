import CLI
import Diagnostics
import Tabular

@testable import mlp_predict
@testable import mlp_train

/// Takes the lines of a text as the words behind the name of each program, and asks for the meaning of all of them.
///
/// Files are looked for, not opened.
func fuzzOptions(_ bytes: [UInt8]) throws -> FuzzOutcome {
  let words = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
    String(decoding: $0, as: UTF8.self)
  }
  let training = try refusable { try Settings(Arguments<TrainOption>(words)) }
  let predicting = try refusable { try understand(Arguments<PredictOption>(words)) }
  if case .success(let settings) = training { try takeAgain(settings) }
  switch (training, predicting) {
  case (.failure(let failure), .failure(let other)):
    // Both fit, or else the one that does not is told.
    throw failure.status == .usage ? other : failure
  case (.failure(let failure), _) where failure.status != .usage: throw failure
  case (_, .failure(let failure)) where failure.status != .usage: throw failure
  default: return .taken
  }
}

/// All that mlp-predict asks of its arguments.
private func understand(_ arguments: Arguments<PredictOption>) throws(Failure) {
  _ = try Paths(arguments)
  for text in arguments.all(.require) {
    let requirement = try Requirement(text)
    for value in [nil, 0, 1, .nan, -.infinity] as [Double?] { _ = requirement.complaint(value) }
  }
  _ = try arguments.integer(.threads, in: 1...1024)
  _ = try arguments.number(.intervals, "a number between 0 and 1") { $0 > 0 && $0 < 1 }
  _ = try arguments.number(.confidence, "a number between 0 and 1") { $0 > 0 && $0 < 1 }
  _ = try arguments.byte(.delimiter)
  _ = arguments.list(.keep)
}
