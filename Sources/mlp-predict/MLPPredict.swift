import CLI
import Diagnostics
import Files
import FoundationEssentials
import LinearAlgebra
import MLPInference
import NeuralNetwork
import Parallel
import Tabular

/// mlp-predict: model and CSV in, predictions out.
///
/// Rows stream: memory does not grow with the file.
@main
enum MLPPredict {
  static let version = "0.1.0"

  static func main() {
    CrashHandler.install("mlp-predict")
    runProgram("mlp-predict") {
      let arguments = try Arguments<PredictOption>(Array(CommandLine.arguments.dropFirst()))
      if arguments.contains(.help) { return try show(help) }
      if arguments.contains(.version) { return try show("mlp-predict \(version)\n") }
      return try predict(arguments)
    }
  }

  static let help = helpText(
    usage: "mlp-predict [OPTION]... MODEL [DATA.csv[.gz|.zst] | -]",
    about: "Predicts with a model file the rows of a table, and checks the predictions.", PredictOption.self)

  static func show(_ text: String) throws -> ExitStatus {
    try OutputFile(path: "-").write(Array(text.utf8))
    return .success
  }

  static func predict(_ arguments: Arguments<PredictOption>) throws -> ExitStatus {
    SignalHandling.install()
    retainFreedPages()
    let paths = try Paths(arguments)
    guard !(arguments.contains(.header) && arguments.contains(.noHeader)) else {
      throw Failure(.usage, "--header and --no-header exclude each other")
    }
    var requirements: [Requirement] = []
    for text in arguments.all(.require) { requirements.append(try Requirement(text)) }
    let threads = try arguments.integer(.threads, in: 1...1024)
    let level = try arguments.number(.intervals, "a number between 0 and 1") { $0 > 0 && $0 < 1 }
    let confidence = try arguments.number(.confidence, "a number between 0 and 1") { $0 > 0 && $0 < 1 }
    guard confidence == nil || paths.metrics != nil else {
      throw Failure(.usage, "--confidence is of metrics; say where they go with --metrics FILE")
    }
    let terminal = Terminal(program: "mlp-predict", level: arguments.contains(.quiet) ? .quiet : .usual)
    if let metrics = paths.metrics { try OutputFile.check(path: metrics) }

    var limits = TableLimits()
    limits.columns = try arguments.integer(.maxColumns, in: 1...10_000_000) ?? limits.columns
    limits.fieldBytes = try arguments.bytes(.maxField, in: TableLimits.fieldBytesRange) ?? limits.fieldBytes

    let model = try Model(path: paths.model)
    let intervals = try level.map { level throws(Failure) in
      try Intervals(model, level: level, file: paths.model)
    }
    let metrics = Scores.names(
      of: model.network.loss, outputs: model.network.widths.last ?? 0, intervals: intervals)
    for requirement in requirements { try requirement.check(among: metrics) }
    var options = TableOptions()
    options.delimiter = try arguments.byte(.delimiter)
    options.header = arguments.contains(.header) ? true : arguments.contains(.noHeader) ? false : nil
    options.missing = model.missing
    options.limits = limits
    let measures = paths.metrics != nil || !requirements.isEmpty
    var wanted = model.features.wanted
    if measures { wanted += model.target.wanted }
    if let weight = arguments[.weight] { wanted.append(.init(name: weight, position: nil, isNumeric: true)) }
    if paths.data == "-" && Terminal.isInput { terminal.say("reading rows from standard input") }
    let file = try ByteSource(path: paths.data, for: .rows)
    let source = ByteStream(name: file.name) { (bytes, range) throws(Failure) in
      try file.read(into: &bytes, at: range)
    }
    let keep = arguments[.keep] == "all" ? nil : arguments.list(.keep) ?? []
    var reader = try RowReader(source, wanted: wanted, keep: keep, options: options)
    for warning in reader.warnings { terminal.warn(warning) }
    let text = try PredictionText(
      model, probabilities: arguments.contains(.probabilities), intervals: intervals)
    var result = try Destination(paths.output, outlivesReader: measures)
    try result.write(text.header(kept: reader.keptNames))

    let predictor = BatchPredictor(model.members, temperature: model.temperature)
    let workers = ThreadPool(
      threads: try MemoryLimit.threads(wanted: threads ?? ProcessInfo.processInfo.activeProcessorCount))
    if MemoryLimit.isBounded { workers.takeBuffers() }
    var scores = Scores(
      model.target, model.network.loss, intervals: intervals, weight: arguments[.weight])
    var oddities = Oddities(in: file.name, isStrict: arguments.contains(.strict))
    try reader.read(
      on: workers,
      work: { (rows) throws(Failure) in
        try SignalHandling.check()
        let (X, unknown) = model.features.encode(rows.table)
        let P = predictor.predictions(for: X)
        model.target.inverseTransform(P)
        model.target.clip(P)
        return (P, paths.output == nil ? [] : text.records(P, kept: rows.kept), unknown)
      },
      handOver: { (rows, firstLine, made) throws(Failure) in
        try SignalHandling.check()
        let (P, records, unknown) = made
        try oddities.add(rows.unreadable, unknown, firstLine: firstLine)
        try result.write(records)
        if measures { try scores.add(P, rows, file: file.name, firstLine: firstLine) }
      })
    try SignalHandling.check()
    try result.commit()
    for warning in oddities.warnings { terminal.warn(warning) }
    guard measures else { return .success }
    let measured = try scores.measured(confidence: confidence, on: workers)
    return try check(measured, requirements, paths.metrics, terminal)
  }

  static func check(
    _ measured: Measured, _ requirements: [Requirement], _ path: String?, _ terminal: Terminal
  ) throws -> ExitStatus {
    try SignalHandling.check()
    var destination = try Destination(path, outlivesReader: true)
    try destination.write(measured.json())
    try destination.commit()
    let complaints = requirements.compactMap { $0.complaint(measured[$0.metric]) }
    for complaint in complaints { terminal.fail(complaint) }
    return complaints.isEmpty ? .success : .requirement
  }
}
