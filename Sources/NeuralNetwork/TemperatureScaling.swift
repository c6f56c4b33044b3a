import Glibc
import LinearAlgebra

/// Calibrates probabilities by dividing their logarithms by a temperature T (Guo, Pleiss, Sun and Weinberger, "On
/// Calibration of Modern Neural Networks", ICML 2017).
///
/// T > 1 makes them less extreme, T < 1 more. The order of the classes stays the same, except for rounding.
package struct TemperatureScaling: Hashable, Sendable {
  package let value: Double

  /// The valid temperatures.
  private static let range = 0.05...20.0

  /// Nil if the temperature is out of range.
  package init?(_ value: Double) {
    guard Self.range.contains(value) else { return nil }
    self.value = value
  }

  /// Takes any number, as read from a file; `isValid` checks its range.
  package init(unchecked value: Double) { self.value = value }

  package var isValid: Bool { Self.range.contains(value) }

  /// The temperature that minimizes the log loss of probabilities P (classes × N, or 1 × N of class 1 of two) for the
  /// classes Y (1 × N), with sample weights (1 × N).
  ///
  /// Each label counts as correct with probability (N + 1) / (N + 2) only (Platt, "Probabilistic Outputs for Support
  /// Vector Machines", 1999); otherwise a few samples that are all predicted correctly would call for T = 0.
  package init(fitting P: Matrix, _ Y: Matrix, weights: Matrix) {
    precondition(P.columns == Y.columns && weights.columns == P.columns, "one column a sample")
    let Z = Self.logarithms(P)
    // The loss is convex in β = 1/T, so Newton steps on its derivative, kept within the bounds, find its minimum.
    var (low, high) = (1 / Self.range.upperBound, 1 / Self.range.lowerBound)
    var beta = 1.0
    for _ in 0..<100 {
      let (slope, curvature) = Self.derivatives(Z, Y, weights, at: beta)
      if slope == 0 { break }
      if slope > 0 { high = beta } else { low = beta }
      let newton = beta - slope / curvature
      let next = newton > low && newton < high ? newton : (low + high) / 2
      if abs(next - beta) <= 1e-9 * beta { break }
      beta = next
    }
    value = min(max(1 / beta, Self.range.lowerBound), Self.range.upperBound)
  }

  /// The first two derivatives by β of Σ w(n) (log Σ exp(β z(k, n)) − β Σ t(k, n) z(k, n)), t being the targets.
  ///
  /// Z is classes × N.
  private static func derivatives(
    _ Z: Matrix, _ Y: Matrix, _ weights: Matrix, at beta: Double
  ) -> (slope: Double, curvature: Double) {
    let doubt = 1 / Double(Z.columns + 2)
    var (slope, curvature) = (0.0, 0.0)
    for n in 0..<Z.columns {
      let y = Int(Y[0, n])
      let highest = Double((0..<Z.rows).reduce(-.infinity) { max($0, Z[$1, n]) })
      var (sum, first, second, others) = (0.0, 0.0, 0.0, 0.0)
      for k in 0..<Z.rows {
        let z = Double(Z[k, n])
        let q = exp(beta * (z - highest))
        sum += q
        first += q * z
        second += q * z * z
        if k != y { others += z }
      }
      let mean = first / sum
      let target = (1 - doubt) * Double(Z[y, n]) + doubt * others / Double(Z.rows - 1)
      slope += Double(weights[0, n]) * (mean - target)
      curvature += Double(weights[0, n]) * (second / sum - mean * mean)
    }
    return (slope, curvature)
  }

  /// Calibrates probabilities P (classes × N, or 1 × N of class 1 of two).
  package func calibrate(_ P: Matrix) {
    let beta = Float(1 / value)
    for n in 0..<P.columns {
      if P.rows == 1 {
        P[0, n] = beta * (Self.logarithm(P[0, n], single: true) - Self.logarithm(1 - P[0, n], single: true))
      } else {
        for k in 0..<P.rows { P[k, n] = beta * Self.logarithm(P[k, n], single: false) }
      }
    }
    if P.rows == 1 { Elementwise.sigmoid(P) } else { Elementwise.softmax(P) }
  }

  /// The logarithms of the probabilities P of all classes, classes × N.
  private static func logarithms(_ P: Matrix) -> Matrix {
    let Z = Matrix(rows: max(2, P.rows), columns: P.columns)
    for n in 0..<P.columns {
      if P.rows == 1 {
        Z[0, n] = logarithm(1 - P[0, n], single: true)
        Z[1, n] = logarithm(P[0, n], single: true)
      } else {
        for k in 0..<P.rows { Z[k, n] = logarithm(P[k, n], single: false) }
      }
    }
    return Z
  }

  /// log p, with a lower bound for p that rounding made 0.
  ///
  /// A `single` probability also gives that of the other class, as 1 − p.
  private static func logarithm(_ p: Float, single: Bool) -> Float {
    logf(max(p, single ? .ulpOfOne / 2 : .leastNormalMagnitude))
  }
}
