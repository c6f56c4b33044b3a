import Glibc

/// How far numbers of one target are from what was predicted, so that an interval around a prediction holds
/// the number with a chosen probability: split conformal prediction (Vovk, Gammerman and Shafer, "Algorithmic
/// Learning in a Random World", 2005; Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, "Distribution-Free
/// Predictive Inference for Regression", 2018).
///
/// Rows that were not learned from give n absolute residuals. An interval whose half width is the ⌈(n + 1)
/// c⌉th of them in order holds the number of another row, drawn as they were, with the probability c at
/// least. Where rows are many, half of them tell first how residuals grow with the prediction, and the
/// residuals of the others count in units of that, so that an interval is as wide as its prediction is
/// unsure.
package struct ConformalIntervals: Hashable, Sendable {
  /// Ascending, in units of the spread: all of them, or evenly spaced quantiles.
  package let residuals: [Float]
  /// The predictions, ascending, at which the spread is told; none where it is the same, 1, for all.
  package let predictions: [Float]
  /// The mean absolute residual there, in the target's units; on a straight line between two of them.
  package let spreads: [Float]

  /// The most residuals that are kept.
  package static let maximumResiduals = 999
  /// The rows from which on half of them tell the spread.
  private static let manyRows = 1_000
  private static let bins = 10

  package init(residuals: [Float], predictions: [Float] = [], spreads: [Float] = []) {
    (self.residuals, self.predictions, self.spreads) = (residuals, predictions, spreads)
  }

  /// Of predictions p of numbers y of one target, in its units, that were not learned from; nil where there
  /// are none.
  package init?(_ p: [Float], _ y: [Float]) {
    precondition(p.count == y.count, "a prediction for each number")
    guard !p.isEmpty else { return nil }
    if p.count < Self.manyRows {
      self.init(residuals: Self.quantiles(p.indices.map { Self.residual(p[$0], y[$0]) }))
      return
    }
    let (even, odd) = (p.indices.filter { $0 % 2 == 0 }, p.indices.filter { $0 % 2 == 1 })
    let knots = Self.knots(even.map { (p[$0], Self.residual(p[$0], y[$0])) })
    let spread = ConformalIntervals(residuals: [], predictions: knots.map(\.0), spreads: knots.map(\.1))
    self.init(
      residuals: Self.quantiles(odd.map { Self.residual(p[$0], y[$0]) / spread.spread(at: p[$0]) }),
      predictions: spread.predictions, spreads: spread.spreads)
  }

  /// Whether they can have come from rows.
  package var isValid: Bool {
    (1...Self.maximumResiduals).contains(residuals.count) && residuals.allSatisfy { $0.isFinite && $0 >= 0 }
      && zip(residuals, residuals.dropFirst()).allSatisfy { $0 <= $1 }
      && predictions.count == spreads.count && predictions.count <= Self.bins
      && predictions.allSatisfy(\.isFinite)
      && zip(predictions, predictions.dropFirst()).allSatisfy { $0 < $1 }
      && spreads.allSatisfy { $0.isFinite && $0 > 0 }
  }

  private static func residual(_ p: Float, _ y: Float) -> Double { abs(Double(y) - Double(p)) }

  /// Of n residuals those of rank ⌈j (n + 1) / (m + 1)⌉, j = 1, …, m, the m that are kept.
  private static func quantiles(_ residuals: [Double]) -> [Float] {
    let (sorted, n, m) = (residuals.sorted(), residuals.count, min(residuals.count, maximumResiduals))
    return (1...m).map { j in finite(sorted[(j * (n + 1) + m) / (m + 1) - 1]) }
  }

  private static func finite(_ x: Double) -> Float { Float(min(x, Double(Float.greatestFiniteMagnitude))) }

  /// The mean residual around the median prediction of each bin, all of which hold as many rows.
  private static func knots(_ rows: [(p: Float, residual: Double)]) -> [(Float, Float)] {
    let sorted = rows.sorted { ($0.p, $0.residual) < ($1.p, $1.residual) }
    func mean(_ rows: ArraySlice<(p: Float, residual: Double)>) -> Double {
      rows.reduce(0) { $0 + $1.residual } / Double(rows.count)
    }
    // Where few rows happen to have no residual, the next one may have some.
    let least = mean(sorted[...]) / 100
    guard finite(least) > 0 else { return [] }
    var knots: [(Float, Float)] = []
    for b in 0..<bins {
      let range = b * sorted.count / bins..<(b + 1) * sorted.count / bins
      let median = sorted[(range.lowerBound + range.upperBound) / 2].p
      if let last = knots.last, last.0 >= median { continue }
      knots.append((median, finite(max(mean(sorted[range]), least))))
    }
    return knots
  }

  /// The spread of the residuals for a prediction.
  private func spread(at p: Float) -> Double {
    guard let above = predictions.firstIndex(where: { $0 > p }) else {
      return spreads.last.map { Double($0) } ?? 1
    }
    guard above > 0 else { return Double(spreads[0]) }
    let (from, to) = (Double(predictions[above - 1]), Double(predictions[above]))
    let share = (Double(p) - from) / (to - from)
    return Double(spreads[above - 1]) * (1 - share) + Double(spreads[above]) * share
  }

  /// The residuals that intervals of a level need: the least n for which ⌈(n + 1) c⌉ ≤ n.
  package static func minimumRows(for level: Double) -> Int { roundedUp(level / (1 - level)) }

  /// What rounding has left above a whole number is none.
  private static func roundedUp(_ x: Double) -> Int { Int((x * (1 - 1e-9)).rounded(.up)) }

  /// The half width of intervals of a level, in units of the spread; nil where the residuals are too few for
  /// it.
  package func radius(for level: Double) -> Float? {
    let rank = Self.roundedUp(Double(residuals.count + 1) * level)
    return (1...residuals.count).contains(rank) ? residuals[rank - 1] : nil
  }

  /// The interval around prediction p, whose half width is `radius` in units of the spread.
  package func interval(around p: Float, radius: Float) -> (low: Float, high: Float) {
    let halfWidth = Double(radius) * spread(at: p)
    let greatest = Double(Float.greatestFiniteMagnitude)
    return (Float(max(Double(p) - halfWidth, -greatest)), Float(min(Double(p) + halfWidth, greatest)))
  }
}
