import Diagnostics
import Files
import LinearAlgebra
import Tabular
import Training

/// The rows of a validation file, read as the model in the making would read them.
struct ValidationData {
  let examples: LabeledSamples

  /// `learned` are the training rows, to look for duplicates among; `weight` is the column of sample weights.
  init(
    _ path: String, _ features: Features, _ target: Target, learned: DuplicateRows.ComparedRows,
    weight: Column?,
    options: TableOptions, in context: TrainingContext
  ) throws(Failure) {
    var wanted = features.wanted + target.wanted
    if let weight {
      wanted.append(
        ColumnRequest(
          name: weight.name, position: weight.position, isNumeric: true, notation: weight.notation))
    }
    var reader = try RowReader(ByteStream(path: path), wanted: wanted, options: options)
    let (table, unreadable) = try reader.readAll(on: context.workers)
    if table.rows == 0 { throw Failure(.data, "'\(path)' has no rows") }
    for warning in reader.warnings { context.observer(.dataWarning(warning)) }
    for cell in unreadable { context.observer(.unparsedCell(file: path, cell)) }
    // In the order in which they are wanted.
    let columns = Array(table.columns[features.features.count...].prefix(target.columns.count))
    let rows = Target.present(columns, rows: table.rows)
    if rows.isEmpty { throw Failure.noTarget(target.columns, in: path) }
    let part = DuplicateRows.ComparedRows(table, features, target, columns, rows: rows)
    if let repeated = DuplicateRows(part, among: learned) { context.observer(.duplicateRows(repeated)) }
    let weights = try SampleWeights(weight == nil ? nil : table.columns.last, rows: rows)
    examples = LabeledSamples(
      X: features.encode(table, rows: rows, on: context.workers).X,
      Y: try target.encode(columns, rows: rows), weights: try weights.of(rows, purpose: "of '\(path)'"))
  }
}

extension Failure {
  /// `file` is the validation file; nil for the training data.
  static func noTarget(_ columns: [String], in file: String? = nil) -> Failure {
    let found: Message = "no row has a value of the target \(listed(columns, most: 5))"
    guard let file else {
      return Failure(.data, found + "; use \(option: .target) to choose another column")
    }
    return Failure(.data, "\(file): \(found)")
  }
}
