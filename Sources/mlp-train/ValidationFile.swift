import Diagnostics
import Files
import LinearAlgebra
import Parallel
import Tabular
import Training

extension Dataset {
  /// The rows of a file to judge by, read as the model that is in the making would read them.
  static func validation(
    _ path: String, _ features: Features, _ target: Target, _ learned: DuplicateRows.ComparedRows,
    weight: Column?,
    _ settings: Settings,
    _ workers: ThreadPool
  ) throws(Failure) -> LabeledSamples {
    var wanted = features.wanted + target.wanted
    if let weight {
      wanted.append(
        ColumnRequest(
          name: weight.name, position: weight.position, isNumeric: true, notation: weight.notation))
    }
    var reader = try RowReader(ByteStream(path: path), wanted: wanted, options: settings.table)
    let (table, unreadable) = try reader.readAll(on: workers)
    if table.rows == 0 { throw Failure(.data, "'\(path)' has no rows") }
    for warning in reader.warnings { settings.terminal.warn(warning) }
    for column in unreadable {
      settings.terminal.warn(
        "\(path), line \(column.line): '\(shortened(column.word))' in column '\(column.column)' is no number "
          + "and counts as missing (\(grouped(column.count)) in all)")
    }
    // In the order in which they are wanted.
    let columns = Array(table.columns[features.features.count...].prefix(target.columns.count))
    let rows = Target.present(columns, rows: table.rows)
    if rows.isEmpty { throw Failure.noTarget(target.columns) }
    let judged = DuplicateRows.ComparedRows(table, features, target, columns, rows: rows)
    if let repeated = DuplicateRows(judged, among: learned) { settings.terminal.warn(repeated.warning) }
    let weights = try Weights(weight == nil ? nil : table.columns.last, rows: rows)
    return LabeledSamples(
      X: features.encode(table, rows: rows, on: workers).X, Y: try target.encode(columns, rows: rows),
      weights: try weights.of(rows, purpose: "of '\(path)'"))
  }
}

extension ByteStream {
  /// A file as the table reader wants it.
  init(path: String) throws(Failure) {
    let file = try ByteSource(path: path)
    self.init(name: file.name, size: file.size) { (bytes, range) throws(Failure) in
      try file.read(into: &bytes, at: range)
    }
  }
}

extension Failure {
  static func noTarget(_ columns: [String]) -> Failure {
    Failure(
      .data,
      "column \(listed(columns, most: 5)), the target, has no value in any row; name another with --target")
  }
}
