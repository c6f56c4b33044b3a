import Diagnostics
import LinearAlgebra
import Parallel
import Tabular

extension TrainedModel {
  /// Predicts the rows of a CSV file.
  ///
  /// Columns are matched by name, or by position where the training data had no header; further columns are ignored.
  /// The file may be compressed by gzip or zstd. Predictions of a row do not depend on the other rows.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is standard input.
  ///   - options: How it is read.
  /// - Throws: `Failure` of kind `noInput` where the file cannot be opened, `data` where it is malformed or lacks a
  ///   column, `memory` where there is too little.
  public func predict(
    path: String, options: PredictionOptions = PredictionOptions()
  ) throws -> Predictions {
    var stream = try PredictionStream(
      self, path: path, .init(), try options.table(), isStrict: options.isStrict)
    var elements: [Float] = []
    var rows = 0
    try stream.read(on: try ThreadPool(wanted: options.threads), work: { _, _ in }) { block, _ in
      elements += block.P.elements
      rows += block.P.columns
    }
    let P = Matrix(rows: rows == 0 ? 0 : elements.count / rows, columns: rows, elements)
    return Predictions(P, of: self, stream.unexpected.cells, stream.warnings)
  }

  /// Predicts the rows of a CSV file of any size, block by block, in bounded memory.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is standard input.
  ///   - options: How it is read.
  ///   - receive: Called with the predictions of some thousand rows at a time, in the order of the file, on the
  ///     caller's thread. What it throws ends the reading.
  /// - Throws: What `receive` throws, and `Failure` as `predict(path:options:)` does.
  public func predict(
    path: String, options: PredictionOptions = PredictionOptions(), _ receive: (Predictions) throws -> Void
  ) throws {
    var stream = try PredictionStream(
      self, path: path, .init(), try options.table(), isStrict: options.isStrict)
    let (name, warnings) = (stream.name, stream.warnings)
    var thrown: (any Error)?
    do {
      try stream.read(on: try ThreadPool(wanted: options.threads), work: { _, _ in }) {
        (block, _) throws(Failure) in
        var unexpected = UnexpectedValues(in: name, isStrict: false)
        try unexpected.add(block.rows.unreadable, block.unknown, firstLine: block.firstLine)
        do {
          try receive(Predictions(block.P, of: self, unexpected.cells, warnings))
        } catch {
          thrown = error
          throw Failure(.interrupted, "the receiver ended the reading")
        }
      }
    } catch {
      throw thrown ?? error
    }
  }

  /// Predicts rows given as dictionaries from column names to cells.
  ///
  /// Cells are as they would stand in a CSV, numbers with a decimal point or as the column wrote them in training.
  /// An empty cell and one that a row lacks are missing; further columns are ignored.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - options: The number of threads, and whether unexpected cells are errors.
  /// - Throws: `Failure` of kind `data` for unexpected cells where the options are strict, `memory` where there is too
  ///   little.
  public func predict(
    rows: [[String: String]], options: PredictionOptions = PredictionOptions()
  ) throws -> Predictions {
    let batch = RowBatch(rows, wanted: features.wanted, missing: missing)
    // Few rows are predicted before other threads have started.
    let workers = rows.count < 1_000 ? nil : try ThreadPool(wanted: options.threads)
    let predictions = inference.predict(batch.table, with: features, on: workers)
    var unexpected = UnexpectedValues(in: "rows", isStrict: options.isStrict)
    try unexpected.add(batch.unreadable, predictions.unknown, firstLine: 1)
    let absent = featureNames.filter { name in !rows.isEmpty && rows.allSatisfy { $0[name] == nil } }
    if let first = absent.first, options.isStrict {
      throw Failure(.data, "no row has the column '\(first)'")
    }
    let cells = absent.map {
      UnexpectedCells(column: $0, cause: .absentColumn, count: rows.count, example: "", line: 1)
    }
    return Predictions(predictions.P, of: self, unexpected.cells + cells)
  }
}
