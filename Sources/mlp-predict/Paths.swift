import CLI
import Diagnostics
import Files

/// The files of a run, none of which is both read and written.
struct Paths {
  let model: String
  let data: String
  /// Where predictions go; nil where only their metrics are wanted.
  let output: String?
  let metrics: String?

  /// Throws `.usage` for what cannot be.
  init(_ arguments: Arguments<PredictOption>) throws(Failure) {
    guard (1...2).contains(arguments.operands.count) else {
      throw Failure(.usage, "name a model and the data: mlp-predict MODEL DATA.csv; see --help")
    }
    model = arguments.operands[0]
    data = arguments.operands.count > 1 ? arguments.operands[1] : "-"
    guard model != "-" || data != "-" else {
      throw Failure(.usage, "standard input can be read only once: as the model, or as the data")
    }
    metrics = try arguments.path(.metrics)
    output = try arguments.path(.output) ?? (metrics == "-" ? nil : "-")
    try FileIdentity.refuseOverlap(
      inputs: [model, data],
      outputs: [("output", output), ("metrics", metrics)].compactMap { (option, path) in
        path.map { (option, $0) }
      })
  }
}
