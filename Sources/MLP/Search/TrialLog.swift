import Diagnostics
import Files
import FoundationEssentials
import Tabular
import Training

/// The runs of a search as a CSV, for people to read and for a search to continue where it stopped.
///
/// A row holds all that tells it from one of another search, so a log that is read is compared with what would be
/// written.
struct TrialLog {
  let path: String
  let selection: Selection
  let options: [OptionName]
  /// All that there can be.
  let trials: [Trial]
  /// The data and the given options that it is about.
  let data: String
  let given: String

  private var header: [String] {
    ["trial", "rung", selection.metric.rawValue] + options.map(\.rawValue) + ["data", "options"]
  }

  /// An empty cell has its default.
  private func cells(_ run: SuccessiveHalving.Run) -> [String] {
    let (job, trial) = (run.job, trials[run.job.trial - 1])
    return ["\(job.trial)", "\(job.rung)", "\(selection.signed(run.cost))"]
      + options.map { trial.values[$0] ?? "" } + [data, given]
  }

  /// Writes all runs, whole or not at all.
  func write(_ halving: SuccessiveHalving) throws(Failure) {
    var writer = CSVWriter()
    for cells in [header] + halving.runs.map(cells) {
      for cell in cells { writer.append(CellText(cell)) }
      writer.endRecord()
    }
    try OutputFile.write(writer.bytes, to: path)
  }

  /// The search as far as it is in the file; nothing where there is no file.
  ///
  /// Throws `.data` where it is not a log of this search.
  func read() throws(Failure) -> SuccessiveHalving {
    var halving = SuccessiveHalving()
    guard FileManager.default.fileExists(atPath: path) else { return halving }
    let file = try ByteSource(path: path)
    if file.size == 0 { return halving }
    var reader = try CSVReader(
      ByteStream(name: path, bytes: try file.readAll(limit: 64 << 20)), dialect: Dialect())
    func record() throws(Failure) -> [String]? {
      guard try reader.next() else { return nil }
      return reader.fields.map { String(decoding: reader.bytes[$0.start..<$0.end], as: UTF8.self) }
    }
    guard let names = try record() else { return halving }
    guard names.starts(with: header.prefix(2)), names.suffix(2) == header.suffix(2) else {
      throw refusal("'\(path)' is not a log of trials")
    }
    while let row = try record() {
      halving.add(try run(row, names, line: reader.line, after: halving))
    }
    return halving
  }

  /// The run of a row, which has to be the one that comes next: the order of trials depends on the costs before alone.
  private func run(
    _ row: [String], _ names: [String], line: Int, after halving: SuccessiveHalving
  ) throws(Failure) -> SuccessiveHalving.Run {
    guard row.count == names.count else {
      throw refusal("\(path):\(line): found \(counted(row.count, "field")), expected \(names.count)")
    }
    if row[row.count - 2] != data { throw refusal("'\(path)' holds trials of different data") }
    if row[row.count - 1] != given {
      throw refusal("'\(path)' holds trials of different options: \(row[row.count - 1]) (now \(given))")
    }
    let tried = { (names: [String]) in names.dropFirst(3).dropLast(2).joined(separator: ", ") }
    guard names == header else {
      throw refusal("'\(path)' holds trials of \(tried(names)), but this search tries \(tried(header))")
    }
    guard let cost = Double(row[2]).map(selection.signed), let job = halving.next(of: trials.count),
      case let run = SuccessiveHalving.Run(job, cost: cost), row == cells(run)
    else { throw refusal("\(path):\(line): this search would have run a different trial here") }
    return run
  }

  private func refusal(_ what: String) -> Failure {
    Failure(
      .data,
      "\(what); name another file with \(option: .searchLog)"
    )
  }
}

extension OptionName {
  package static let searchLog: OptionName = "search-log"
}
