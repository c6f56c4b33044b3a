import CLI
import Diagnostics
import Files
import MLP
import Options

/// What a command line asks of mlp-train: the training, and what the program does with it.
struct CommandRequest {
  let training: TrainingRequest
  let program: ProgramOptions
  let output: String
  let arguments: Arguments

  /// Throws `.usage` for what cannot be.
  init(_ arguments: Arguments) throws(Failure) {
    self.arguments = arguments
    let given = arguments.given
    let inputs = arguments.operands
    guard !inputs.isEmpty else {
      throw Failure(.usage, "no input file: name a CSV file, or - for standard input (see --help)")
    }
    guard (inputs + [given[.validation], given[.config]]).count(where: { $0 == "-" }) <= 1 else {
      throw Failure(.usage, "standard input can be read only once")
    }
    program = try ProgramOptions(given)
    output = program.output ?? Self.modelName(for: inputs[0])
    let search = try program.searchOptions(output: output)
    let checkpoint = try program.checkpointOptions(given)
    try FileIdentity.refuseOverlap(
      inputs: inputs + [given[.validation], given[.config]].compactMap { $0 },
      outputs: [("output", output)] + [search?.log].compactMap { $0 }.map { ("search-log", $0) }
        + [checkpoint?.path].compactMap { $0 }.map { ("checkpoint", $0) })
    training = TrainingRequest(
      inputs: inputs, given: given, program: "mlp-train \(mlpVersion)", threads: program.threads,
      search: search, checkpoint: checkpoint)
    _ = try training.settings()
  }

  /// The data's own name, without folder and endings.
  private static func modelName(for input: String) -> String {
    guard input != "-" else { return "model.safetensors" }
    var name = input.split(separator: "/").last.map { String($0) } ?? "model"
    for ending in [".gz", ".zst", ".csv", ".tsv", ".txt"]
    where name.hasSuffix(ending) && name.count > ending.count {
      name.removeLast(ending.count)
    }
    return name + ".safetensors"
  }
}
