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
  init(_ operands: [String], _ options: PredictOptions) throws(Failure) {
    guard (1...2).contains(operands.count) else {
      throw Failure(.usage, "expected a model and a data file: mlp-predict MODEL DATA.csv (see --help)")
    }
    model = operands[0]
    data = operands.count > 1 ? operands[1] : "-"
    guard model != "-" || data != "-" else {
      throw Failure(.usage, "the model and the data cannot both come from standard input")
    }
    metrics = options.metrics
    output = options.output ?? (metrics == "-" ? nil : "-")
    try FileIdentity.refuseOverlap(
      inputs: [model, data],
      outputs: [(OptionName.output, output), (.metrics, metrics)].compactMap { (option, path) in
        path.map { (option, $0) }
      })
  }
}
