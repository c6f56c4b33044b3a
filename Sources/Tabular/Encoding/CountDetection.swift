/// Whether numbers look like counts: whole, none negative, and about as far spread as a Poisson distribution.
///
/// That distribution's variance is its mean (Johnson, Kemp and Kotz, "Univariate Discrete Distributions", 2005);
/// when the mean differs from row to row, the variance of all is more.
package struct CountDetection: Sendable {
  package let mean: Double
  package let variance: Double

  /// The variances in units of the mean that are like those of counts.
  private static let spread = 0.7...5.0

  /// Nil where the numbers of these rows do not look like counts.
  package init?(_ numbers: [Float], rows: [Int]) {
    guard rows.count > 1, rows.allSatisfy({ numbers[$0] >= 0 && numbers[$0] == numbers[$0].rounded() }) else {
      return nil
    }
    let mean = rows.reduce(0.0) { $0 + Double(numbers[$1]) } / Double(rows.count)
    let squares = rows.reduce(0.0) { $0 + (Double(numbers[$1]) - mean) * (Double(numbers[$1]) - mean) }
    (self.mean, variance) = (mean, squares / Double(rows.count))
    guard Self.spread.contains(variance / mean) else { return nil }
  }
}
