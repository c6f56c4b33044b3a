import CLI
import Diagnostics
import Files
import MLPInference
import Parallel
import Tabular

/// The rows of a file on their way to predictions, and to the metrics of these.
struct PredictionRun {
  private let paths: Paths
  private let options: PredictOptions
  private let terminal: Terminal
  private let workers: ThreadPool
  private var stream: PredictionStream
  private let text: PredictionCSV
  private var result: OutputSink
  private var metrics: MetricAccumulator

  /// Reads the model and opens the data; what the options ask for is checked against the model.
  init(_ paths: Paths, _ options: PredictOptions, _ terminal: Terminal) throws {
    (self.paths, self.options, self.terminal) = (paths, options, terminal)
    let model = try TrainedModel(path: paths.model)
    let intervals = try options.intervals.map { (level) throws(Failure) in
      try PredictionIntervals(model, level: level, file: paths.model)
    }
    let loss = model.network.loss
    let names = MetricAccumulator.names(
      of: loss, outputs: model.network.widths.last ?? 0, intervals: intervals)
    for requirement in options.requirements { try requirement.check(among: names) }
    if paths.data == "-" && Terminal.isInput { terminal.say("reading rows from standard input") }
    stream = try PredictionStream(
      model, path: paths.data,
      .init(includesTarget: options.measures, weight: options.weight, kept: options.keptColumns),
      options.table, isStrict: options.isStrict)
    for warning in stream.warnings { terminal.warn(warning) }
    text = try PredictionCSV(model, probabilities: options.probabilities, intervals: intervals)
    result = try OutputSink(paths.output, outlivesReader: options.measures)
    try result.write(text.header(kept: stream.keptNames))
    workers = try ThreadPool(wanted: options.threads)
    metrics = MetricAccumulator(model.target, loss, intervals: intervals, weight: options.weight)
  }

  /// Predicts all rows, in the order in which they came in, and writes the predictions.
  mutating func predictRows() throws {
    let (text, writes, name) = (text, paths.output != nil, stream.name)
    var (stream, result, metrics) = (stream, result, metrics)
    try stream.read(
      on: workers,
      work: { rows, P in writes ? text.records(P, kept: rows.kept) : [] },
      handOver: { [options] (block, records) throws(Failure) in
        try result.write(records)
        if options.measures {
          try metrics.add(block.P, block.rows, file: name, firstLine: block.firstLine)
        }
      })
    (self.stream, self.result, self.metrics) = (stream, result, metrics)
    try result.commit()
    for warning in stream.unexpected.warnings { terminal.warn("\(warning)") }
  }

  /// Writes the metrics, and says which requirements do not hold.
  func check() throws -> ExitStatus {
    guard options.measures else { return .success }
    let values = try metrics.measured(confidence: options.confidence, on: workers)
    try Interruption.check()
    var destination = try OutputSink(paths.metrics, outlivesReader: true)
    try destination.write(values.json())
    try destination.commit()
    let complaints = options.requirements.compactMap { $0.complaint(values[$0.metric]) }
    for complaint in complaints { terminal.fail(complaint) }
    return complaints.isEmpty ? .success : .requirement
  }
}
