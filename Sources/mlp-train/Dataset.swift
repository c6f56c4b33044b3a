import Errors
import Files
import LinearAlgebra
import Network
import Tabular
import Training

/// The data of a training: read, split, fitted on the training rows, encoded.
struct Dataset {
  let features: Features
  let target: Target
  let missing: MissingWords
  let training: Examples
  let validation: Examples?

  /// Reads the files and says what it found.
  ///
  /// Throws what is wrong with them.
  init(_ settings: Settings, on workers: Workers) throws(Failure) {
    let terminal = settings.terminal
    var options = settings.table
    // Said to be classes or numbers, the target is read as such.
    if let targets = settings.targets {
      if settings.task == .classification { options.categorical += targets }
      if settings.task == .regression { options.numeric += targets }
    }
    if let weight = settings.weight { options.numeric.append(weight) }
    var sources: [Source] = []
    for path in settings.inputs { sources.append(try open(path)) }
    let table = try Table(reading: sources, options: options, on: workers)
    for warning in table.warnings { terminal.warn(warning) }
    missing = table.missing

    let columns = try Self.targets(settings.targets, of: table)
    let weightColumn = try Self.column(settings.weight, of: table)
    let groupColumn = try Self.column(settings.group, of: table)
    let rows = Target.present(columns, rows: table.rows)
    if rows.isEmpty { throw Failure.noTarget(columns.map(\.name)) }
    if rows.count < table.rows {
      terminal.warn("\(table.rows - rows.count) rows without a target are left out")
    }
    let provisional = try Target.fit(columns, task: settings.task, rows: rows)

    let split: Split
    if settings.validation != nil || settings.validationFraction == 0 {
      split = Split(training: rows, validation: [])
    } else {
      var strata: [Int]?
      if case .classes = provisional { strata = columns[0].groups(rows) }
      split = Split(
        rows, fraction: settings.validationFraction, strata: strata, groups: groupColumn?.groups(rows),
        seed: settings.training.seed)
    }
    var counts = settings.loss == .poisson
    if case .classes = provisional { counts = false }
    let target = try Target.fit(columns, task: settings.task, rows: split.training, standardizes: !counts)
    self.target = target
    let excluded = Set((columns + [weightColumn, groupColumn].compactMap { $0 }).map(\.position))
    let (features, exclusions) = try Features.fit(
      table, rows: split.training, excluding: excluded, scaling: settings.scaling, on: workers)
    self.features = features
    for exclusion in exclusions {
      terminal.say("left out: column '\(exclusion.name)' (\(exclusion.kind.rawValue): \(exclusion.reason))")
    }
    for feature in features.features {
      terminal.detail("column '\(feature.name)': \(feature.kind.rawValue), \(feature.encoding.width) inputs")
    }

    func examples(_ rows: [Int]) throws(Failure) -> Examples {
      Examples(
        X: features.encode(table, rows: rows, on: workers).X,
        Y: try target.encode(columns, rows: rows), weights: try Self.weights(weightColumn, rows))
    }
    var learned = try examples(split.training)
    if settings.classWeight == .balanced { learned = try Self.balanced(learned, target) }
    training = Self.normalized(learned)
    if let path = settings.validation {
      validation = try Self.validation(path, features, target, weight: weightColumn?.name, settings, workers)
    } else {
      validation = split.validation.isEmpty ? nil : try examples(split.validation)
    }
    if settings.table.delimiter == nil {
      terminal.detail(
        "delimiter '\(Unicode.Scalar(table.dialect.delimiter))', \(table.dialect.hasHeader ? "a header" : "no header")"
      )
    }
  }

  private static func targets(_ names: [String]?, of table: Table) throws(Failure) -> [Column] {
    guard let names else {
      guard let last = table.columns.last else { throw Failure(.usage, "every column is ignored") }
      return [last]
    }
    var columns: [Column] = []
    for name in names { columns.append(try table.column(name)) }
    return columns
  }

  private static func column(_ name: String?, of table: Table) throws(Failure) -> Column? {
    guard let name else { return nil }
    return try table.column(name)
  }

  private static func weights(_ column: Column?, _ rows: [Int]) throws(Failure) -> Matrix? {
    guard let column, let numbers = column.numbers else { return nil }
    for row in rows where !(numbers[row] >= 0) {
      throw Failure(.data, "column '\(column.name)', the weight, is missing or negative in row \(row + 1)")
    }
    return Matrix(rows: 1, columns: rows.count, rows.map { numbers[$0] })
  }

  /// Each class has the same weight in all.
  private static func balanced(_ examples: Examples, _ target: Target) throws(Failure) -> Examples {
    guard case .classes(_, let words) = target else {
      throw Failure(.usage, "--class-weight balanced needs classes, and the target holds numbers")
    }
    var totals = [Float](repeating: 0, count: words.count)
    for n in 0..<examples.count { totals[Int(examples.Y[0, n])] += examples.weights[0, n] }
    let weights = (0..<examples.count).map {
      examples.weights[0, $0] / max(totals[Int(examples.Y[0, $0])], 1e-30)
    }
    return Examples(X: examples.X, Y: examples.Y, weights: Matrix(rows: 1, columns: examples.count, weights))
  }

  /// Weights with mean 1, so that they do not change the learning rate.
  private static func normalized(_ examples: Examples) -> Examples {
    let mean = Float(Elementwise.sum(examples.weights) / Double(examples.count))
    guard mean > 0 else { return examples }
    let weights = examples.weights.elements.map { $0 / mean }
    return Examples(X: examples.X, Y: examples.Y, weights: Matrix(rows: 1, columns: examples.count, weights))
  }

  private static func validation(
    _ path: String, _ features: Features, _ target: Target, weight: String?, _ settings: Settings,
    _ workers: Workers
  ) throws(Failure) -> Examples? {
    var wanted = features.wanted + target.wanted
    if let weight { wanted.append(RowReader.Wanted(name: weight, position: .max, isNumeric: true)) }
    var reader = try RowReader(open(path), wanted: wanted, options: settings.table)
    let (table, unreadable) = try reader.readAll(on: workers)
    if table.rows == 0 { throw Failure(.data, "'\(path)' has no rows") }
    for column in unreadable {
      settings.terminal.warn(
        "\(path), line \(column.line): '\(column.word)' in column '\(column.column)' is no number and counts as missing (\(column.count) in all)"
      )
    }
    var columns: [Column] = []
    for name in target.columns { columns.append(try table.column(name)) }
    let rows = Target.present(columns, rows: table.rows)
    if rows.isEmpty { throw Failure.noTarget(target.columns) }
    return Examples(
      X: features.encode(table, rows: rows, on: workers).X,
      Y: try target.encode(columns, rows: rows),
      weights: try weights(column(weight, of: table), rows))
  }
}

/// A file as the table reader wants it.
private func open(_ path: String) throws(Failure) -> Source {
  let file = try ByteSource(path: path)
  return Source(name: file.name) { (bytes, range) throws(Failure) in try file.read(into: &bytes, at: range) }
}

extension Failure {
  fileprivate static func noTarget(_ columns: [String]) -> Failure {
    Failure(
      .data,
      "column '\(columns.joined(separator: "', '"))', the target, has no value in any row; name another with --target"
    )
  }
}
