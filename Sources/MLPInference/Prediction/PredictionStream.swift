import Diagnostics
import Files
import LinearAlgebra
import Parallel
import Tabular

/// The rows of a file on their way to predictions: read in blocks, predicted on all threads, handed over in order.
///
/// Memory does not grow with the file.
package struct PredictionStream {
  /// What to read of a file besides the features of the model.
  package struct Columns {
    /// The target, to compare predictions with.
    package var includesTarget: Bool
    /// The column of sample weights.
    package var weight: String?
    /// The columns whose cells are kept as they were written; nil keeps all.
    package var kept: [String]?

    package init(includesTarget: Bool = false, weight: String? = nil, kept: [String]? = []) {
      (self.includesTarget, self.weight, self.kept) = (includesTarget, weight, kept)
    }
  }

  /// Some rows with their predictions.
  package struct Block: Sendable {
    package let rows: RowBatch
    /// outputs × N: probabilities of classes, or numbers in the units of the target.
    package let P: Matrix
    /// Values that training did not see, by column.
    package let unknown: [String: Encoding.Unknown]
    /// The line of the file on which the rows begin.
    package let firstLine: Int
  }

  /// The name of the file in messages.
  package let name: String
  /// What was read as missing so far.
  package private(set) var unexpected: UnexpectedValues
  private let model: TrainedModel
  private var reader: RowReader

  /// Opens a file, or standard input for `-`, and reads its header.
  ///
  /// Throws `.noInput` where that fails, `.data` where a column that is needed is not there.
  package init(
    _ model: TrainedModel, path: String, _ columns: Columns, _ options: TableOptions, isStrict: Bool = false
  ) throws(Failure) {
    let file = try ByteSource(path: path, for: .rows)
    let source = ByteStream(name: file.name) { (bytes, range) throws(Failure) in
      try file.read(into: &bytes, at: range)
    }
    var options = options
    options.missing = model.missing
    var wanted = model.features.wanted
    if columns.includesTarget { wanted += model.target.wanted }
    if let weight = columns.weight { wanted.append(.init(name: weight, position: nil, isNumeric: true)) }
    reader = try RowReader(source, wanted: wanted, keep: columns.kept, options: options)
    name = file.name
    unexpected = UnexpectedValues(in: file.name, isStrict: isStrict)
    self.model = model
  }

  /// What the user should know of the file.
  package var warnings: [Message] { reader.warnings }

  /// The names of the kept columns.
  package var keptNames: [String] { reader.keptNames }

  /// Predicts all rows.
  ///
  /// `work` is done on blocks side by side, given the rows and P; `handOver` gets each block with what was made of it,
  /// in the order of the file. Throws what is wrong with the file, what either of them throws, and `.interrupted`
  /// where a signal has asked for the end.
  package mutating func read<Product: Sendable>(
    on workers: ThreadPool, work: @Sendable (RowBatch, Matrix) throws(Failure) -> Product,
    handOver: (Block, Product) throws(Failure) -> Void
  ) throws(Failure) {
    let (inference, features) = (model.inference, model.features)
    var (reader, unexpected) = (reader, unexpected)
    try reader.read(
      on: workers,
      work: { (rows) throws(Failure) in
        try Interruption.check()
        let predictions = inference.predict(rows.table, with: features)
        return (predictions, try work(rows, predictions.P))
      },
      handOver: { (rows, firstLine, made) throws(Failure) in
        try Interruption.check()
        let (predictions, product) = made
        try unexpected.add(rows.unreadable, predictions.unknown, firstLine: firstLine)
        try handOver(
          Block(rows: rows, P: predictions.P, unknown: predictions.unknown, firstLine: firstLine), product)
      })
    (self.reader, self.unexpected) = (reader, unexpected)
    try Interruption.check()
  }
}
