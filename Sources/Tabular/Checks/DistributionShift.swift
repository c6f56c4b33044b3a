import LinearAlgebra
import Parallel
import Synchronization

/// A column whose values in the rows to judge by are others than in those to learn from.
package struct DistributionShift: Equatable, Sendable {
  package let column: String
  /// The greatest distance of the two distribution functions of what the network gets of the column, from 0 to 1
  /// (Kolmogorov and Smirnov).
  package let distance: Double

  /// The rows of each part that are looked at, so that it takes next to no time.
  private static let maximumRows = 2_000
  private static let suspicious = 0.2
  /// In units of √(1 / n + 1 / m): beyond this, chance is hardly the reason, even with hundreds of columns (p < 10⁻⁵).
  private static let beyondChance = 2.5

  /// The columns that differ, the most different first; of X, the rows of `features.inputs` × N, of both parts.
  package static func find(
    _ features: Features, learned: Matrix, judged: Matrix, on workers: ThreadPool = ThreadPool(threads: 1)
  ) -> [DistributionShift] {
    let counts = [learned, judged].map { min($0.columns, maximumRows) }
    guard counts[0] > 0 && counts[1] > 0 else { return [] }
    let chance = beyondChance * (1 / Double(counts[0]) + 1 / Double(counts[1])).squareRoot()
    var place = RowPosition(in: features.inputs)
    let rows = features.features.map { $0.encoding.parts.flatMap { place.rows(of: $0) } }
    let found = Mutex([Double](repeating: 0, count: rows.count))
    workers.run(rows.count) { k in
      let distance = rows[k].reduce(0) { most, row in
        max(most, separation(sorted(learned, row, counts[0]), sorted(judged, row, counts[1])))
      }
      found.withLock { $0[k] = distance }
    }
    return zip(features.features, found.withLock { $0 }).filter { $0.1 >= max(suspicious, chance) }
      .map { DistributionShift(column: $0.name, distance: $1) }.sorted { $0.distance > $1.distance }
  }

  /// The values of so many samples, from all parts of X.
  private static func sorted(_ X: Matrix, _ row: Int, _ count: Int) -> [Float] {
    (0..<count).map { X[row, $0 * X.columns / count] }.sorted()
  }

  private static func separation(_ x: [Float], _ y: [Float]) -> Double {
    var (i, j, most) = (0, 0, 0.0)
    while i < x.count && j < y.count {
      let value = min(x[i], y[j])
      while i < x.count && x[i] == value { i += 1 }
      while j < y.count && y[j] == value { j += 1 }
      most = max(most, abs(Double(i) / Double(x.count) - Double(j) / Double(y.count)))
    }
    return most
  }
}
