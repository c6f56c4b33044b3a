import Diagnostics
import LinearAlgebra
import Parallel
import Synchronization

/// A column that alone tells the target of nearly every row: often something that is known only afterwards.
package struct TargetLeakage: Equatable, Sendable {
  package enum Measure: Sendable {
    /// Of classes: the share of the rows whose class the other rows of the same value, or of the next one, tell.
    case accuracy
    /// Of numbers: Spearman's ρ (1904), equal numbers sharing the mean of their ranks.
    case rankCorrelation
  }

  package let column: String
  package let target: String
  package let measure: Measure
  package let figure: Double

  /// What is suspicious: of classes only where no class has most of the rows anyway.
  private static let (suspiciousAccuracy, suspiciousCorrelation, maximumClassShare) = (0.995, 0.9999, 0.95)
  /// The rows that are looked at, and the cells in all, so that it takes next to no time.
  private static let (minimumRows, maximumRows, maximumCells) = (50, 5_000, 2_000_000)

  /// Looks at columns that a network learns from, in rows that it learns from, which have the target.
  package static func find(
    among features: Features, in table: Table, target: Target, _ targets: [Column], rows: [Int],
    on workers: ThreadPool = ThreadPool(threads: 1)
  ) throws(Failure) -> [TargetLeakage] {
    let positions = Set(features.features.map(\.position))
    let columns = table.columns.filter { positions.contains($0.position) }
    let count = min(rows.count, maximumRows, maximumCells / max(1, columns.count))
    guard count >= minimumRows else { return [] }
    let sample = (0..<count).map { rows[$0 * rows.count / count] }
    let found = Mutex([[TargetLeakage]](repeating: [], count: columns.count))
    switch target {
    case .classes(let name, _, let words):
      let classes = try target.encode(targets, rows: sample).elements.map { Int($0) }
      let most = (0..<words.count).map { k in classes.count { $0 == k } }.max() ?? 0
      guard Double(most) <= maximumClassShare * Double(count) else { return [] }
      workers.run(columns.count) { k in
        let accuracy = accuracy(of: columns[k], rows: sample, classes, among: words.count)
        guard accuracy >= suspiciousAccuracy else { return }
        let leakage = TargetLeakage(
          column: columns[k].name, target: name, measure: .accuracy, figure: accuracy)
        found.withLock { $0[k] = [leakage] }
      }
    case .numeric:
      let ranks = targets.map { target in Self.ranks(sample.map { target.numbers?[$0] ?? .nan }) }
      workers.run(columns.count) { k in
        guard let numbers = columns[k].numbers else { return }
        let values = sample.map { numbers[$0] }
        guard !values.contains(where: \.isNaN) else { return }
        let own = Self.ranks(values)
        for (target, ranks) in zip(targets, ranks) {
          let correlation = correlation(own, ranks)
          guard abs(correlation) >= suspiciousCorrelation else { continue }
          let leakage = TargetLeakage(
            column: columns[k].name, target: target.name, measure: .rankCorrelation, figure: correlation)
          found.withLock { $0[k].append(leakage) }
        }
      }
    }
    return found.withLock { $0.flatMap { $0 } }
  }

  /// The share of the rows whose class is the most frequent among the other rows of the same value.
  ///
  /// A number that no other row has is taken for the nearest; a word, or a missing value, that no other row has
  /// tells nothing.
  static func accuracy(of column: Column, rows: [Int], _ classes: [Int], among count: Int) -> Double {
    let groups = groups(column, rows)
    let best = groups.map { group in
      var counts = [Int](repeating: 0, count: count)
      for n in group.places { counts[classes[n]] += 1 }
      let best = counts.indices.max { counts[$0] < counts[$1] } ?? 0
      let second = counts.indices.reduce(0) { $1 == best ? $0 : max($0, counts[$1]) }
      return (class: best, count: counts[best], leads: counts[best] - 1 > second)
    }
    var right = 0
    for (k, group) in groups.enumerated() {
      if group.places.count > 1 {
        right += best[k].leads ? best[k].count : 0
      } else if column.numbers != nil, group.key < .infinity {
        let near = [k - 1, k + 1].filter { groups.indices.contains($0) && groups[$0].key < .infinity }
        let nearest = near.min { abs(groups[$0].key - group.key) < abs(groups[$1].key - group.key) }
        right += nearest.map { best[$0].class } == best[k].class ? 1 : 0
      }
    }
    return Double(right) / Double(max(1, rows.count))
  }

  /// The places in `rows` of rows with the same value, numbers in ascending order; those of missing ones are last.
  private static func groups(_ column: Column, _ rows: [Int]) -> [(key: Float, places: [Int])] {
    let keys: [Float]
    if let numbers = column.numbers {
      keys = rows.map { numbers[$0].isNaN ? .infinity : numbers[$0] }
    } else {
      let codes = column.words?.codes ?? []
      keys = rows.map { Float(codes[$0]) }
    }
    var groups: [(key: Float, places: [Int])] = []
    for n in keys.indices.sorted(by: { (keys[$0], $0) < (keys[$1], $1) }) {
      if groups.last?.key == keys[n] {
        groups[groups.count - 1].places.append(n)
      } else {
        groups.append((keys[n], [n]))
      }
    }
    return groups
  }

  /// From 0; equal numbers share the mean of theirs.
  static func ranks(_ values: [Float]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var first = 0
    while first < order.count {
      var next = first + 1
      while next < order.count, values[order[next]] == values[order[first]] { next += 1 }
      for k in first..<next { ranks[order[k]] = Double(first + next - 1) / 2 }
      first = next
    }
    return ranks
  }

  /// Pearson's correlation; 0 where one of them does not vary.
  static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - meanX) * (a - meanX)
      yy += (b - meanY) * (b - meanY)
      xy += (a - meanX) * (b - meanY)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
  }
}
