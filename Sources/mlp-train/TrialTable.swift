import Diagnostics
import Files
import FoundationEssentials
import Tabular
import Training

/// The runs of a search as a CSV, for people to read and for a search to go on where it stopped.
///
/// A row holds all that tells it from one of another search, so a table that is read is compared with what would be
/// written.
struct TrialTable {
  let path: String
  let criterion: Criterion
  let options: [TrainOption]
  /// All that there can be.
  let trials: [Trial]
  /// The data and the given options that it is about.
  let data: String
  let given: String

  private var header: [String] {
    ["trial", "rung", criterion.metric.rawValue] + options.map(\.rawValue) + ["data", "options"]
  }

  /// An empty cell is as usual.
  private func cells(_ run: SuccessiveHalving.Run) -> [String] {
    let (job, trial) = (run.job, trials[run.job.trial - 1])
    return [
      "\(job.trial)", "\(job.rung)", "\(criterion.signed(run.cost))",
    ] + options.map { trial.values[$0] ?? "" } + [data, given]
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
  /// Throws `.data` where it is not a table of this search.
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
      throw refusal("is no table of trials")
    }
    while let row = try record() {
      guard row.count == names.count else { throw refusal("is damaged on line \(reader.line)") }
      if row[row.count - 2] != data { throw refusal("holds trials on other data") }
      if row[row.count - 1] != given {
        throw refusal("holds trials with other options (\(row[row.count - 1]), and now they are \(given))")
      }
      let tried = { (names: [String]) in names.dropFirst(3).dropLast(2).joined(separator: ", ") }
      guard names == header else {
        throw refusal("holds trials of \(tried(names)), and this search tries \(tried(header))")
      }
      // Trials come in one order only, which depends on the costs before.
      guard let cost = Double(row[2]).map(criterion.signed),
        let job = halving.next(of: trials.count),
        case let run = SuccessiveHalving.Run(job, cost: cost), row == cells(run)
      else {
        throw refusal("has on line \(reader.line) a trial that this search would not have made there")
      }
      halving.add(run)
    }
    return halving
  }

  private func refusal(_ what: String) -> Failure {
    Failure(
      .data, "'\(path)' \(what); name another file with --search-table, or remove it to begin the search anew"
    )
  }
}

extension Dataset {
  /// A few letters that other data, or other folds of them, would not have, made of all numbers to learn from and to
  /// judge by (FNV-1a).
  var fingerprint: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ word: UInt32) { hash = (hash ^ UInt64(word)) &* 0x100_0000_01b3 }
    for examples in [training, validation].compactMap({ $0 }) {
      for matrix in [examples.X, examples.Y, examples.weights] {
        mix(UInt32(truncatingIfNeeded: matrix.rows))
        mix(UInt32(truncatingIfNeeded: matrix.columns))
        for start in stride(from: 0, to: matrix.columns, by: 4096) {
          for x in matrix.columns(start..<min(start + 4096, matrix.columns)).elements { mix(x.bitPattern) }
        }
      }
    }
    for fold in folds?.judged ?? [] {
      mix(UInt32(truncatingIfNeeded: fold.count))
      for row in fold { mix(UInt32(truncatingIfNeeded: row)) }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
