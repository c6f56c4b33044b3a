import Foundation

/// What was measured of one thing: the median over the rounds, with the quartiles as its spread.
struct Figure: Codable {
  var group: String
  var name: String
  var threads: Int
  /// `µs`, `ms`, `s`, `ns`, `MB/s`, `MB`.
  var unit: String
  var median: Double
  var low: Double
  var high: Double
  /// The median of the ratios, round by round, to what it is measured against.
  var ratio: Double?
  /// The largest memory of the process, MB.
  var peak: Double?

  init(
    _ group: String, _ name: String, threads: Int, unit: String, _ values: [Double],
    against others: [Double]? = nil, peak: Double? = nil
  ) {
    let sorted = values.sorted()
    self.group = group
    self.name = name
    self.threads = threads
    self.unit = unit
    median = Self.quantile(sorted, 0.5)
    low = Self.quantile(sorted, 0.25)
    high = Self.quantile(sorted, 0.75)
    ratio = others.map { Self.quantile(zip(values, $0).map { $0 / $1 }.sorted(), 0.5) }
    self.peak = peak
  }

  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    sorted.isEmpty ? .nan : sorted[Int(share * Double(sorted.count - 1) + 0.5)]
  }

  /// Whether it measures the same thing.
  func isSame(as other: Figure) -> Bool {
    group == other.group && name == other.name && threads == other.threads
  }

  /// A larger figure is a better one.
  var isRate: Bool { unit.hasSuffix("/s") }

  static let header = """
    | group | what | threads | median [quartiles] | ratio | peak MB |
    |---|---|---|---|---|---|
    """

  var row: String {
    let spread = "\(short(median)) [\(short(low)), \(short(high))] \(unit)"
    return
      "| \(group) | \(name) | \(threads) | \(spread) | \(ratio.map(short) ?? "") | \(peak.map(short) ?? "") |"
  }
}

/// A number with three digits or so.
func short(_ x: Double) -> String {
  guard x.isFinite else { return "–" }
  if abs(x) >= 100 { return String(Int(x.rounded())) }
  return String(format: abs(x) >= 10 ? "%.1f" : "%.2f", x)
}

/// Seconds that `body` takes, `count` times over, for one time.
func seconds(_ count: Int = 1, _ body: () throws -> Void) rethrows -> Double {
  let elapsed = try ContinuousClock().measure { for _ in 0..<count { try body() } }
  return elapsed / .seconds(1) / Double(count)
}

/// Measures several things in turn, round after round, so that all of them see the same machine.
///
/// Returns the seconds of each, round by round; a round before does not count.
func alternating<Problem: Error>(
  rounds: Int, _ bodies: [() throws(Problem) -> Double]
) throws(Problem) -> [[Double]] {
  var results = bodies.map { _ in [Double]() }
  for round in -1..<rounds {
    for (k, body) in bodies.enumerated() {
      let time = try body()
      if round >= 0 { results[k].append(time) }
    }
  }
  return results
}
