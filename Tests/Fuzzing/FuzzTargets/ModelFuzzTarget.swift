import Diagnostics
import LinearAlgebra
import MLPInference
import NeuralNetwork
import Parallel
import Tabular

@testable import PredictCommand

/// Opens a model and, where it opens, predicts a few rows with it and writes it again.
func fuzzModel(_ bytes: [UInt8]) throws -> FuzzOutcome {
  let model = try TrainedModel(bytes, file: "m")
  for header in [true, false] {
    // That rows do not fit the model is no fault of either.
    _ = try refusable { try predict(with: model, rows: model.rows(header: header), header: header) }
  }
  let again = try refusable { try TrainedModel(model.encoded(), file: "m") }
  guard case .success(let same) = again, same.features == model.features, same.target == model.target else {
    throw Contradiction("what opens is not written again: \(again)")
  }
  return .taken
}

extension TrainedModel {
  /// A few rows of cells that suit some of its columns, and of some that suit none, the target among them.
  fileprivate func rows(header: Bool) -> [UInt8] {
    let wanted = features.wanted + target.wanted
    var csv = CSVWriter()
    if header {
      for column in wanted { csv.append(CellText(column.name)) }
      csv.endRecord()
    }
    let known = features.features.map { feature -> [CellText] in
      switch feature.encoding {
      case .categories(let words), .ordinal(let words, _):
        Array(words.prefix(2)) + (words.last.map { [$0] } ?? [])
      default: []
      }
    }
    let classes: [CellText] = if case .classes(_, _, let words) = target { words } else { [] }
    let strange: [CellText] = [
      "0", "2.5", "-1e30", "", "2024-02-29", "31.12.1999", "low", "sunday", "w1", "1e-45", "12:30 PM",
    ]
    for n in 0..<strange.count {
      for k in wanted.indices {
        let own = k < known.count ? known[k] : classes
        csv.append(n < own.count ? own[n] : strange[(n + k) % strange.count])
      }
      csv.endRecord()
    }
    return csv.bytes
  }
}

/// What mlp-predict does, without its files.
private func predict(with model: TrainedModel, rows: [UInt8], header: Bool) throws {
  var options = TableOptions()
  (options.missing, options.header, options.delimiter) = (model.missing, header, UInt8(ascii: ","))
  let hasProbabilities =
    if case .classes = model.target { model.network.loss.name != .hinge } else { false }
  let intervals = try? PredictionIntervals(model, level: 0.5, file: "m")
  let text = try PredictionCSV(model, probabilities: hasProbabilities, intervals: intervals)
  let inference = model.inference
  var scores = MetricAccumulator(model.target, model.network.loss, intervals: intervals, weight: nil)
  let wanted = model.features.wanted + model.target.wanted
  var reader = try RowReader(
    ByteStream(name: "f", bytes: rows), wanted: wanted, keep: nil, options: options)
  _ = text.header(kept: reader.keptNames)
  try reader.read(
    on: ThreadPool(threads: 1),
    work: { (rows) throws(Failure) in
      let P = inference.predict(rows.table, with: model.features).P
      _ = text.records(P, kept: rows.kept)
      return P
    },
    handOver: { (rows, firstLine, P) throws(Failure) in
      try scores.add(P, rows, file: "f", firstLine: firstLine)
    })
  _ = try scores.measured(confidence: nil, on: ThreadPool(threads: 1)).json()
}
