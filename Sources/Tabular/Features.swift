import Errors
import LinearAlgebra

/// The columns that a network learns from, and how each becomes rows of X.
///
/// Fitted on training rows only.
package struct Features: Hashable, Codable, Sendable {
  /// One column of the table.
  package struct Feature: Hashable, Codable, Sendable {
    package let name: String
    package let position: Int
    package let kind: ColumnKind
    package let encoding: Encoding
  }

  /// A column that is not used, and why.
  package struct Exclusion: Hashable, Sendable {
    package let name: String
    package let kind: ColumnKind
    package let reason: String
  }

  package let features: [Feature]

  /// The rows of X, d(0).
  package var width: Int { features.reduce(0) { $0 + $1.encoding.width } }

  /// Fits all stored columns of a table but those at the excluded positions.
  ///
  /// Throws where none is left.
  package static func fit(
    _ table: Table, rows: [Int], excluding positions: Set<Int>, scaling: Scaling
  ) throws(Failure) -> (Features, [Exclusion]) {
    var features: [Feature] = []
    var exclusions: [Exclusion] = []
    for column in table.columns where !positions.contains(column.position) {
      let (kind, reason) = ColumnKind.recognise(column, rows: rows)
      if kind.isUsed {
        let encoding = Encoding.fit(column, kind, rows: rows, scaling: scaling)
        features.append(
          Feature(name: column.name, position: column.position, kind: kind, encoding: encoding))
      } else {
        exclusions.append(Exclusion(name: column.name, kind: kind, reason: reason ?? kind.rawValue))
      }
    }
    if features.isEmpty { throw .noFeatures() }
    return (Features(features: features), exclusions)
  }

  /// What to read of a file to predict.
  package var wanted: [RowReader.Wanted] {
    features.map {
      RowReader.Wanted(name: $0.name, position: $0.position, isNumeric: $0.encoding.readsNumbers)
    }
  }

  /// The samples that are encoded together: their part of X stays in cache.
  private static let blockSize = 256

  /// X, width × rows, of a table that holds the columns; and what was not known in each column, by name.
  package func encode(_ table: Table) -> (X: Matrix, unknown: [String: Encoding.Unknown]) {
    let X = Matrix(rows: width, columns: table.rows)
    let encoders = features.map { feature in
      table.columns.first { $0.name == feature.name }.map { ColumnEncoder($0, feature.encoding) }
    }
    var unknown = [Encoding.Unknown?](repeating: nil, count: features.count)
    for begin in stride(from: 0, to: table.rows, by: Self.blockSize) {
      let rows = begin..<min(begin + Self.blockSize, table.rows)
      let samples = X.columns(rows)
      var first = 0
      for k in features.indices {
        encoders[k]?.write(rows, into: samples, at: first, unknown: &unknown[k])
        first += features[k].encoding.width
      }
    }
    var named: [String: Encoding.Unknown] = [:]
    for (feature, found) in zip(features, unknown) { named[feature.name] = found }
    return (X, named)
  }
}
