import LinearAlgebra

/// The memory of one minibatch on its way forward and back, allocated once.
///
/// A[l], Z[l] and E[l] are d(l) × N; E[0] has the inputs of embeddings alone. Where f′ is told from A, Z[l]
/// and A[l] are one matrix.
package struct Pass: Sendable {
  /// The rows that tell the inputs, and behind them those of lookups.
  package let X: Matrix
  /// A[0] is the plain inputs, the first rows of X, and those of embeddings; A[L] = Z[L], the raw outputs.
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

  /// Memory for a minibatch that goes forward and back, cut as `tiling` says.
  package init(for network: Network, samples N: Int, tiling: Tiling) {
    self.init(for: network, samples: N, gradient: true, cut: tiling.samples)
  }

  /// Memory for N samples that only go forward, all together.
  ///
  /// Without a gradient only E[L] is there, which a loss needs for itself.
  package init(forward network: Network, samples N: Int) {
    self.init(for: network, samples: N, gradient: false, cut: [0..<N])
  }

  private init(for network: Network, samples N: Int, gradient: Bool, cut: [Range<Int>]) {
    let widths = network.widths
    let L = widths.count - 1
    let none = Matrix(rows: 0, columns: N)
    let inputs = network.parameters.inputs
    let X = Matrix(rows: inputs.rows, columns: N)
    let multiplied =
      inputs.embedded > 0 ? Matrix(rows: inputs.multiplied.count, columns: N) : X.rows(0..<inputs.plain)
    let A = [multiplied] + widths.dropFirst().map { Matrix(rows: $0, columns: N) }
    let keepsZ = gradient && network.activation.needsZ
    let Z = (0...L).map { $0 == 0 ? none : keepsZ && $0 < L ? Matrix(rows: widths[$0], columns: N) : A[$0] }
    let E = (0...L).map {
      $0 == L || gradient ? Matrix(rows: $0 == 0 ? inputs.embedded : widths[$0], columns: N) : none
    }
    self.init(
      X: X, A: A, Z: Z, E: E, Y: Matrix(rows: network.targetRows, columns: N),
      weights: Matrix(rows: 1, columns: N, repeating: 1), losses: Matrix(rows: 1, columns: N), cut: cut)
  }

  private init(
    X: Matrix, A: [Matrix], Z: [Matrix], E: [Matrix], Y: Matrix, weights: Matrix, losses: Matrix,
    cut: [Range<Int>]
  ) {
    self.X = X
    self.A = A
    self.Z = Z
    self.E = E
    self.Y = Y
    self.weights = weights
    self.losses = losses
    tiles = cut.map { range in
      Tile(
        columns: range, X: X.columns(range), A: A.map { $0.columns(range) }, Z: Z.map { $0.columns(range) },
        E: E.map { $0.columns(range) }, Y: Y.columns(range), weights: weights.columns(range),
        losses: losses.columns(range))
    }
  }

  /// The first N samples of this memory as a pass of their own, for a minibatch that is not full.
  package func prefix(_ N: Int, tiling: Tiling) -> Pass {
    let range = 0..<N
    return Pass(
      X: X.columns(range), A: A.map { $0.columns(range) }, Z: Z.map { $0.columns(range) },
      E: E.map { $0.columns(range) },
      Y: Y.columns(range), weights: weights.columns(range), losses: losses.columns(range),
      cut: tiling.samples)
  }
}

/// A block of columns of a pass, with windows on all that belongs to it.
package struct Tile: Sendable {
  /// Its place in the minibatch.
  package let columns: Range<Int>
  package let X: Matrix
  package let A: [Matrix]
  package let Z: [Matrix]
  package let E: [Matrix]
  package let Y: Matrix
  package let weights: Matrix
  package let losses: Matrix
}
