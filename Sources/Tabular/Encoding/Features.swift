import Diagnostics
import LinearAlgebra
import NetworkInputs
import Parallel
import Synchronization

/// The columns that a network learns from, and how each becomes inputs of it.
///
/// Fitted on training rows only.
package struct Features: Hashable, Sendable {
  /// One column of the table.
  package struct Feature: Hashable, Sendable {
    package let name: String
    package let position: Int
    package let kind: ColumnKind
    package let encoding: Encoding
    /// How numbers are written in the column where they are not plain.
    package let notation: NumberFormat?

    package init(name: String, position: Int, kind: ColumnKind, encoding: Encoding, notation: NumberFormat?) {
      (self.name, self.position, self.kind) = (name, position, kind)
      (self.encoding, self.notation) = (encoding, notation)
    }
  }

  /// A column that is not used, and why.
  package struct Exclusion: Hashable, Sendable {
    package let name: String
    package let kind: ColumnKind
    package let reason: String

    /// The columns in a few lines: each by itself and why, more than five of a kind in one.
    package static func summary(_ exclusions: [Exclusion]) -> [String] {
      var kinds: [ColumnKind] = []
      for exclusion in exclusions where !kinds.contains(exclusion.kind) { kinds.append(exclusion.kind) }
      return kinds.flatMap { kind in
        let alike = exclusions.filter { $0.kind == kind }
        if alike.count > 5 {
          return ["\(grouped(alike.count)) \(kind.rawValue) columns: \(listed(alike.map(\.name), most: 3))"]
        }
        return alike.map { "column '\($0.name)' (\(kind.rawValue): \($0.reason))" }
      }
    }
  }

  /// What was made of the columns of a table.
  package struct Fit: Sendable {
    package var features: Features
    package var exclusions: [Exclusion]
    /// What the user should know of columns that are used, a sentence each.
    package var warnings: [Message]
  }

  package let features: [Feature]

  package init(features: [Feature]) { self.features = features }

  /// The inputs of the network, and how the rows of X tell them.
  package var inputs: InputLayout { InputLayout(features.flatMap(\.encoding.parts)) }

  /// The number of inputs, d(0).
  package var width: Int { features.reduce(0) { $0 + $1.encoding.width } }

  /// Fits all stored columns of a table but those at the excluded positions.
  ///
  /// `form` is what numbers become; of a column so many words are told apart. Throws where no column is left.
  package static func fit(
    _ table: Table, rows: [Int], excluding positions: Set<Int>, _ form: NumericEncodingOptions,
    maximumCategories: Int = Encoding.maximumCategories,
    on workers: ThreadPool = ThreadPool(threads: 1)
  ) throws(Failure) -> Fit {
    let columns = table.columns.filter { !positions.contains($0.position) }
    let found = Mutex([FittedColumn?](repeating: nil, count: columns.count))
    workers.run(columns.count) { k in
      let result = fit(columns[k], rows: rows, form, maximumCategories: maximumCategories)
      found.withLock { $0[k] = result }
    }
    var features: [Feature] = []
    var exclusions: [Exclusion] = []
    var warnings: [Message] = []
    for case let result? in found.withLock({ $0 }) {
      switch result {
      case .used(let feature, let warning):
        features.append(feature)
        if let warning { warnings.append(warning) }
      case .excluded(let exclusion): exclusions.append(exclusion)
      }
    }
    if features.isEmpty { throw .noFeatures(exclusions, in: table.header) }
    return Fit(features: Features(features: features), exclusions: exclusions, warnings: warnings)
  }

  private enum FittedColumn: Sendable {
    case used(Feature, warning: Message?)
    case excluded(Exclusion)
  }

  private static func fit(
    _ column: Column, rows: [Int], _ form: NumericEncodingOptions, maximumCategories: Int
  ) -> FittedColumn {
    let numbers = column.numbers.map { SortedNumbers($0, rows: rows) }
    let (kind, reason) = ColumnKind.recognise(column, numbers, rows: rows)
    guard kind.isUsed else {
      return .excluded(Exclusion(name: column.name, kind: kind, reason: reason ?? kind.rawValue))
    }
    let encoding = Encoding.fit(column, numbers, kind, rows: rows, form, maximumCategories: maximumCategories)
    let feature = Feature(
      name: column.name, position: column.position, kind: kind, encoding: encoding,
      notation: encoding.readsNumbers ? column.notation : nil)
    return .used(
      feature, warning: warning(column, encoding, rows: rows, maximumCategories: maximumCategories))
  }

  /// The warning for a column with more categories than are distinguished; nil for any other column.
  private static func warning(_ column: Column, _ encoding: Encoding, rows: [Int], maximumCategories: Int)
    -> Message?
  {
    guard case .categories(let known) = encoding, known.count == maximumCategories, let words = column.words
    else { return nil }
    let different = Set(rows.map { words.codes[$0] }).subtracting([-1]).count
    guard different > known.count else { return nil }
    return
      "column '\(column.name)': only the \(grouped(known.count)) most frequent of \(grouped(different)) categories "
      + "are distinguished; use \(option: .maxCategories) to raise the limit"
  }

  /// What to read of a file to predict.
  package var wanted: [ColumnRequest] {
    features.map {
      ColumnRequest(
        name: $0.name, position: $0.position, isNumeric: $0.encoding.readsNumbers, notation: $0.notation)
    }
  }

  /// The samples that are encoded together: their part of X stays in cache.
  private static let blockSize = 256

  /// X, the rows of `inputs` × N, of N rows of a table that holds the columns (all rows if none are named); and
  /// what was not known in each column, by name.
  package func encode(
    _ table: Table, rows: [Int]? = nil, on workers: ThreadPool = ThreadPool(threads: 1)
  ) -> (X: Matrix, unknown: [String: Encoding.Unknown]) {
    let rows = rows ?? Array(0..<table.rows)
    let inputs = inputs
    let X = Matrix(rows: inputs.rows, columns: rows.count)
    let columns = Dictionary(table.columns.map { ($0.name, $0) }) { first, _ in first }
    var place = RowPosition(in: inputs)
    let encoders = features.map { feature in
      defer { for part in feature.encoding.parts { place.pass(part) } }
      return columns[feature.name].map { ColumnEncoder($0, feature.encoding, at: place) }
    }
    let blocks = (rows.count + Self.blockSize - 1) / Self.blockSize
    let unknown = Mutex([Int: [Encoding.Unknown?]]())
    workers.run(blocks) { block in
      let range = block * Self.blockSize..<min((block + 1) * Self.blockSize, rows.count)
      let found = encode(rows[range], with: encoders, into: X.columns(range))
      if found.contains(where: { $0 != nil }) { unknown.withLock { $0[block] = found } }
    }
    var named: [String: Encoding.Unknown] = [:]
    for (_, found) in unknown.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      for case (let feature, let some?) in zip(features, found) {
        named[feature.name, default: Encoding.Unknown(count: 0, word: some.word, line: some.line)]
          .count += some.count
      }
    }
    return (X, named)
  }

  private func encode(_ rows: ArraySlice<Int>, with encoders: [ColumnEncoder?], into X: Matrix)
    -> [Encoding.Unknown?]
  {
    var unknown = [Encoding.Unknown?](repeating: nil, count: features.count)
    for k in features.indices { encoders[k]?.write(rows, into: X, unknown: &unknown[k]) }
    return unknown
  }
}
