import LinearAlgebra

/// Dropout (Srivastava et al., 2014): in training each hidden A is zero with probability `rate`, and the others are
/// multiplied by 1 / (1 − rate).
///
/// The factor is applied by the products that read A. A itself stays f(Z), from which f′ is computed.
package struct Dropout: Sendable {
  private let rate: Double
  private let seed: UInt64
  /// The current rate, in units of 2⁻¹⁶.
  private var drop: UInt32
  /// The number of the minibatch; each has its own masks.
  package var step: UInt32 = 0

  /// Dropout that keeps every unit.
  package static let none = Dropout(rate: 0, seed: 0)

  /// The rate, 0 ≤ rate < 1, is rounded to a multiple of 2⁻¹⁶.
  package init(rate: Double, seed: UInt64) {
    precondition(rate >= 0 && rate < 1, "the rate is not in 0..<1")
    self.rate = rate
    self.seed = seed
    drop = Self.drop(rate)
  }

  /// Advances to the next minibatch, which has `strength` times the rate.
  package mutating func advance(strength: Double = 1) {
    precondition(strength >= 0, "the strength is negative")
    step &+= 1
    drop = Self.drop(rate * strength)
  }

  private static func drop(_ rate: Double) -> UInt32 { min(UInt32((rate * 65536).rounded()), 65535) }

  /// The factor of the units that are kept, 1 / (1 − rate).
  package var scale: Float { 1 / (1 - Float(drop) / 65536) }

  /// Applies the mask of layer l to A or E (d(l) × n), whose first column is column `column` of the minibatch.
  package func apply(to A: Matrix, layer l: Int, column: Int) {
    guard drop > 0 else { return }
    Elementwise.dropOut(A, first: column * A.rows, drop: drop, key: seed, layer: UInt32(l), step: step)
  }
}
