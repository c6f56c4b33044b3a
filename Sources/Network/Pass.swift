import LinearAlgebra

/// The memory of one minibatch on its way forward and back, allocated once.
///
/// A[l], Z[l] and E[l] are d(l) × N. Where f′ is told from A, Z[l] and A[l] are one matrix.
package struct Pass: Sendable {
  /// A[0] is X of the minibatch; A[L] = Z[L], the raw outputs.
  package let A: [Matrix]
  package let Z: [Matrix]
  package let E: [Matrix]
  /// What is to be predicted: outputs × N, or 1 × N with classes.
  package let Y: Matrix
  /// The weight and the loss of each sample, 1 × N.
  package let weights: Matrix
  package let losses: Matrix
  /// Blocks of columns, each of which goes forward and back by itself.
  package let tiles: [Tile]

  /// The number of samples, N.
  package var N: Int { losses.columns }

  /// Memory for N samples.
  ///
  /// Without a gradient only E[L] is there, which a loss needs for itself.
  package init(for network: Network, samples N: Int, gradient: Bool) {
    let widths = network.widths
    let L = widths.count - 1
    let none = Matrix(rows: 0, columns: N)
    let A = widths.map { Matrix(rows: $0, columns: N) }
    let keepsZ = gradient && network.activation.needsZ
    let Z = (0...L).map { $0 == 0 ? none : keepsZ && $0 < L ? Matrix(rows: widths[$0], columns: N) : A[$0] }
    let E = (0...L).map { $0 == L || (gradient && $0 > 0) ? Matrix(rows: widths[$0], columns: N) : none }
    self.init(
      A: A, Z: Z, E: E, Y: Matrix(rows: network.targetRows, columns: N),
      weights: Matrix(rows: 1, columns: N, repeating: 1), losses: Matrix(rows: 1, columns: N),
      gradient: gradient)
  }

  private init(
    A: [Matrix], Z: [Matrix], E: [Matrix], Y: Matrix, weights: Matrix, losses: Matrix, gradient: Bool
  ) {
    self.A = A
    self.Z = Z
    self.E = E
    self.Y = Y
    self.weights = weights
    self.losses = losses
    let N = losses.columns
    // Without a gradient many passes go side by side, and each stays whole.
    let work = gradient ? zip(A, A.dropFirst()).reduce(0) { $0 + $1.0.rows * $1.1.rows } : 0
    tiles = Tiling.cut(N, work: work).map { range in
      Tile(
        columns: range, A: A.map { $0.columns(range) }, Z: Z.map { $0.columns(range) },
        E: E.map { $0.columns(range) }, Y: Y.columns(range), weights: weights.columns(range),
        losses: losses.columns(range))
    }
  }

  /// The first N samples of this memory as a pass of their own, for a minibatch that is not full.
  package func prefix(_ N: Int) -> Pass {
    let range = 0..<N
    return Pass(
      A: A.map { $0.columns(range) }, Z: Z.map { $0.columns(range) }, E: E.map { $0.columns(range) },
      Y: Y.columns(range), weights: weights.columns(range), losses: losses.columns(range), gradient: true)
  }
}

/// A block of columns of a pass, with windows on all that belongs to it.
package struct Tile: Sendable {
  /// Its place in the minibatch.
  package let columns: Range<Int>
  package let A: [Matrix]
  package let Z: [Matrix]
  package let E: [Matrix]
  package let Y: Matrix
  package let weights: Matrix
  package let losses: Matrix
}
