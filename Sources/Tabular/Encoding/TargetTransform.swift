import Glibc

/// A curve on which a skewed target is learned, and which predictions are brought back from.
package enum TargetTransform: Hashable, Sendable {
  /// log(1 + y), of negative numbers −log(1 − y).
  case log
  /// The number of standard deviations below which a normal variable falls as often as the target below y, in a
  /// line between knots and beyond them.
  case normal([Knot])

  /// A number, and where it lies on the curve; both ascend from knot to knot.
  package struct Knot: Hashable, Sendable {
    package let y: Double
    package let z: Double

    package init(y: Double, z: Double) { (self.y, self.z) = (y, z) }
  }

  /// The transforms by name.
  package enum Curve: String, CaseIterable, Sendable {
    case none, log, normal
  }

  /// The most knots, and the share of the rows that lie beyond the outermost.
  private static let (maximumKnots, tail) = (1_001, 0.0005)

  /// Fits one to the numbers of the training rows, two of which differ; nil for `none`.
  init?(_ name: Curve, fittedTo values: [Float]) {
    switch name {
    case .none: return nil
    case .log: self = .log
    case .normal: self = .normal(Self.knots(SortedNumbers(values)))
    }
  }

  /// At quantiles of equal shares; equal numbers share a knot in the middle of theirs.
  private static func knots(_ numbers: SortedNumbers) -> [Knot] {
    let count = min(maximumKnots, numbers.values.count)
    var knots: [(y: Double, shares: ClosedRange<Double>)] = []
    for k in 0..<count {
      let share = Double(k) / Double(count - 1)
      let y = numbers.quantile(share)
      if let last = knots.last, last.y == y {
        knots[knots.count - 1].shares = last.shares.lowerBound...share
      } else {
        knots.append((y, share...share))
      }
    }
    return knots.map { knot in
      let share = (knot.shares.lowerBound + knot.shares.upperBound) / 2
      return Knot(y: knot.y, z: normalQuantile(min(max(share, tail), 1 - tail)))
    }
  }

  /// Knots ascend in both coordinates, and there are two of them.
  package var isValid: Bool {
    guard case .normal(let knots) = self else { return true }
    return knots.count > 1 && knots.allSatisfy { $0.y.isFinite && $0.z.isFinite }
      && zip(knots, knots.dropFirst()).allSatisfy { $0.y < $1.y && $0.z < $1.z }
  }

  /// Where a number lies on the curve.
  func callAsFunction(_ y: Double) -> Double {
    switch self {
    case .log: y < 0 ? -log1p(-y) : log1p(y)
    case .normal(let knots): Self.interpolate(y, knots, from: \.y, to: \.z)
    }
  }

  /// The number that lies there.
  func inverse(_ z: Double) -> Double {
    switch self {
    case .log: z < 0 ? -expm1(-z) : expm1(z)
    case .normal(let knots): Self.interpolate(z, knots, from: \.z, to: \.y)
    }
  }

  private static func interpolate(
    _ x: Double, _ knots: [Knot], from: KeyPath<Knot, Double>, to: KeyPath<Knot, Double>
  ) -> Double {
    // The last knot not above x, but for the last of all.
    var (low, high) = (0, knots.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if knots[middle][keyPath: from] <= x { low = middle } else { high = middle }
    }
    let (a, b) = (knots[low], knots[high])
    let share = (x - a[keyPath: from]) / (b[keyPath: from] - a[keyPath: from])
    return a[keyPath: to] + share * (b[keyPath: to] - a[keyPath: to])
  }
}

/// The z below which a standard normal variable falls with probability `p`, 0 < p < 1, to about nine digits:
/// the rational approximation of Acklam (2003).
func normalQuantile(_ p: Double) -> Double {
  let a = [
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
    -3.066479806614716e+01, 2.506628277459239e+00,
  ]
  let b = [
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
    -1.328068155288572e+01, 1,
  ]
  let c = [
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
    4.374664141464968e+00, 2.938163982698783e+00,
  ]
  let d = [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1]
  func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }
  if p > 0.5 { return -normalQuantile(1 - p) }
  if p < 0.02425 {
    let q = (-2 * log(p)).squareRoot()
    return polynomial(c, q) / polynomial(d, q)
  }
  let q = p - 0.5
  return polynomial(a, q * q) * q / polynomial(b, q * q)
}
