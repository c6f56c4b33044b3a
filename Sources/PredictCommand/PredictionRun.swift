import CLI
import Diagnostics
import Files
import FoundationEssentials
import LinearAlgebra
import MLPInference
import NeuralNetwork
import Parallel
import Tabular

/// The rows of a file on their way to predictions, and to the metrics of these.
struct PredictionRun {
  private let paths: Paths
  private let options: PredictOptions
  private let terminal: Terminal
  private let model: TrainedModel
  private let workers: ThreadPool
  private let file: ByteSource
  private var reader: RowReader
  private let text: PredictionCSV
  private var result: OutputSink
  private var metrics: MetricAccumulator
  private var unexpected: UnexpectedValues

  /// Reads the model and opens the data; what the options ask for is checked against the model.
  init(_ paths: Paths, _ options: PredictOptions, _ terminal: Terminal) throws(Failure) {
    (self.paths, self.options, self.terminal) = (paths, options, terminal)
    model = try TrainedModel(path: paths.model)
    let intervals = try options.intervals.map { [model] level throws(Failure) in
      try PredictionIntervals(model, level: level, file: paths.model)
    }
    let loss = model.network.loss
    let names = MetricAccumulator.names(
      of: loss, outputs: model.network.widths.last ?? 0, intervals: intervals)
    for requirement in options.requirements { try requirement.check(among: names) }
    if paths.data == "-" && Terminal.isInput { terminal.say("reading rows from standard input") }
    file = try ByteSource(path: paths.data, for: .rows)
    reader = try Self.reader(of: file, model, options)
    for warning in reader.warnings { terminal.warn(warning) }
    text = try PredictionCSV(model, probabilities: options.probabilities, intervals: intervals)
    result = try OutputSink(paths.output, outlivesReader: options.measures)
    try result.write(text.header(kept: reader.keptNames))
    workers = ThreadPool(
      threads: try MemoryLimit.threads(
        wanted: options.threads ?? ProcessInfo.processInfo.activeProcessorCount))
    if MemoryLimit.isBounded { workers.takeBuffers() }
    metrics = MetricAccumulator(model.target, loss, intervals: intervals, weight: options.weight)
    unexpected = UnexpectedValues(in: file.name, isStrict: options.isStrict)
  }

  private static func reader(
    of file: ByteSource, _ model: TrainedModel, _ options: PredictOptions
  ) throws(Failure) -> RowReader {
    var table = options.table
    table.missing = model.missing
    var wanted = model.features.wanted
    if options.measures { wanted += model.target.wanted }
    if let weight = options.weight { wanted.append(.init(name: weight, position: nil, isNumeric: true)) }
    let source = ByteStream(name: file.name) { (bytes, range) throws(Failure) in
      try file.read(into: &bytes, at: range)
    }
    return try RowReader(source, wanted: wanted, keep: options.keptColumns, options: table)
  }

  /// Predicts all rows, in the order in which they came in, and writes the predictions.
  mutating func predictRows() throws {
    let (model, inference, text, writes) = (model, model.inference, text, paths.output != nil)
    var (reader, result, metrics, unexpected) = (reader, result, metrics, unexpected)
    try reader.read(
      on: workers,
      work: { (rows) throws(Failure) in
        try Interruption.check()
        let predictions = inference.predict(rows.table, with: model.features)
        return (predictions, writes ? text.records(predictions.P, kept: rows.kept) : [])
      },
      handOver: { [file, options] (rows, firstLine, made) throws(Failure) in
        try Interruption.check()
        let (predictions, records) = made
        try unexpected.add(rows.unreadable, predictions.unknown, firstLine: firstLine)
        try result.write(records)
        if options.measures {
          try metrics.add(predictions.P, rows, file: file.name, firstLine: firstLine)
        }
      })
    (self.reader, self.result, self.metrics, self.unexpected) = (reader, result, metrics, unexpected)
    try Interruption.check()
    try result.commit()
    for warning in unexpected.warnings { terminal.warn("\(warning)") }
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
