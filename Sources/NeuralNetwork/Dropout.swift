import LinearAlgebra

/// Dropout (Srivastava et al., 2014): in training each hidden A is zero with probability `rate`, and
/// the others count 1 / (1 − rate).
///
/// The factor goes into the products that use A, so that A itself stays f(Z), from which f′ is told.
package struct Dropout: Sendable {
  private let rate: Double
  private let seed: UInt64
  /// The rate that holds, in units of 2⁻¹⁶.
  private var drop: UInt32
  /// The number of the minibatch: each has masks of its own.
  package var step: UInt32 = 0

  /// No unit is dropped.
  package static let none = Dropout(rate: 0, seed: 0)

  /// The rate, 0 ≤ rate < 1, is rounded to a multiple of 2⁻¹⁶.
  package init(rate: Double, seed: UInt64) {
    precondition(rate >= 0 && rate < 1, "the rate is from 0 up to, not including, 1")
    self.rate = rate
    self.seed = seed
    drop = Self.drop(rate)
  }

  /// Goes on to the next minibatch, at `strength` times the rate.
  package mutating func advance(strength: Double = 1) {
    precondition(strength >= 0, "a share of the rate")
    step &+= 1
    drop = Self.drop(rate * strength)
  }

  private static func drop(_ rate: Double) -> UInt32 { min(UInt32((rate * 65536).rounded()), 65535) }

  /// What the units that are kept count: 1 / (1 − rate).
  package var scale: Float { 1 / (1 - Float(drop) / 65536) }

  /// Applies the mask of layer l to A or E (d(l) × n), the columns of a minibatch from `column` on.
  package func apply(to A: Matrix, layer l: Int, column: Int) {
    guard drop > 0 else { return }
    Elementwise.dropOut(A, first: column * A.rows, drop: drop, key: seed, layer: UInt32(l), step: step)
  }
}
