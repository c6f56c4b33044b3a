import LinearAlgebra

/// The memory for the forward and backward pass of one minibatch, allocated once.
///
/// A[l], Z[l] and E[l] are d(l) × N · heads, with the heads of a sample side by side. E[0] has only the rows of
/// embedded inputs, unless A(0) is scaled. Where f′ is computed from A, Z[l] and A[l] are the same matrix.
package struct PassBuffers: Sendable {
  /// The rows that describe the inputs (`InputLayout`), `inputs.rows` × N.
  package let X: Matrix
  /// A[0] has the dense inputs, which are the first rows of X, and below them the embedded ones; A[L] = Z[L], the raw
  /// outputs.
  package let A: [Matrix]
  package let Z: [Matrix]
  package let E: [Matrix]
  /// What the heads of a sample share.
  package let shared: HeadSharedBuffers
  /// The targets: outputs × N · heads, or one row of classes.
  package let Y: Matrix
  /// The weight and the loss of each sample for each head, 1 × N · heads.
  package let weights: Matrix
  package let losses: Matrix
  /// The number of networks that share the layers.
  package let heads: Int
  /// Blocks of columns that pass forward and backward by themselves.
  package let tiles: [Tile]

  /// The number of samples, N.
  package var N: Int { X.columns }

  /// Memory for the forward and backward pass of a minibatch, cut by `tiling`.
  package init(for network: Network, samples N: Int, tiling: Tiling) {
    self.init(for: network, samples: N, gradient: true, cut: tiling.samples)
  }

  /// Memory for the forward pass of N samples, in one tile.
  ///
  /// Of E there is only E[L], which the loss needs.
  package init(forward network: Network, samples N: Int) {
    self.init(for: network, samples: N, gradient: false, cut: [0..<N])
  }

  private init(for network: Network, samples N: Int, gradient: Bool, cut: [Range<Int>]) {
    let (widths, heads) = (network.widths, network.heads)
    let L = widths.count - 1
    let columns = N * heads
    let none = Matrix(rows: 0, columns: columns)
    let inputs = network.parameters.inputs
    let X = Matrix(rows: inputs.rows, columns: N)
    let multiplied =
      inputs.embedded > 0 ? Matrix(rows: inputs.multiplied.count, columns: N) : X.rows(0..<inputs.dense)
    let scalesInputs = network.parameters.architecture.scalesInputs
    let broadcast = scalesInputs ? Matrix(rows: inputs.multiplied.count, columns: columns) : multiplied
    let A = [broadcast] + widths.dropFirst().map { Matrix(rows: $0, columns: columns) }
    let keepsZ = gradient && (network.activation.needsZ || network.parameters.architecture.isParametric)
    let Z = (0...L).map {
      $0 == 0 ? none : keepsZ && $0 < L ? Matrix(rows: widths[$0], columns: columns) : A[$0]
    }
    let first = scalesInputs ? inputs.multiplied.count : inputs.embedded
    let E = (0...L).map {
      $0 == L || gradient ? Matrix(rows: $0 == 0 ? first : widths[$0], columns: columns) : none
    }
    let lookupRows = heads > 1 && !inputs.lookups.isEmpty ? widths[1] : 0
    let shared = HeadSharedBuffers(
      A: multiplied, Z: Matrix(rows: lookupRows, columns: N),
      E0: scalesInputs ? Matrix(rows: gradient ? inputs.embedded : 0, columns: N) : E[0],
      E1: lookupRows > 0 ? Matrix(rows: gradient ? lookupRows : 0, columns: N) : E[1])
    self.init(
      X: X, A: A, Z: Z, E: E, shared: shared, Y: Matrix(rows: network.targetRows, columns: columns),
      weights: Matrix(rows: 1, columns: columns, repeating: 1), losses: Matrix(rows: 1, columns: columns),
      heads: heads, cut: cut)
  }

  private init(
    X: Matrix, A: [Matrix], Z: [Matrix], E: [Matrix], shared: HeadSharedBuffers, Y: Matrix, weights: Matrix,
    losses: Matrix, heads: Int, cut: [Range<Int>]
  ) {
    self.X = X
    self.A = A
    self.Z = Z
    self.E = E
    self.shared = shared
    self.Y = Y
    self.weights = weights
    self.losses = losses
    self.heads = heads
    tiles = cut.map { samples in
      let columns = samples.lowerBound * heads..<samples.upperBound * heads
      return Tile(
        samples: samples, columns: columns, X: X.columns(samples), A: A.map { $0.columns(columns) },
        Z: Z.map { $0.columns(columns) }, E: E.map { $0.columns(columns) },
        shared: shared.columns(samples), Y: Y.columns(columns),
        weights: weights.columns(columns), losses: losses.columns(columns))
    }
  }

  /// The memory of the first N samples, for a minibatch that is not full.
  package func prefix(_ N: Int, tiling: Tiling) -> PassBuffers {
    let range = 0..<N * heads
    return PassBuffers(
      X: X.columns(0..<N), A: A.map { $0.columns(range) }, Z: Z.map { $0.columns(range) },
      E: E.map { $0.columns(range) }, shared: shared.columns(0..<N), Y: Y.columns(range),
      weights: weights.columns(range), losses: losses.columns(range), heads: heads, cut: tiling.samples)
  }
}

/// Matrices with one column per sample, which its heads share.
package struct HeadSharedBuffers: Sendable {
  /// A(0) before it is scaled; A[0] itself if it is not.
  package let A: Matrix
  /// VX̂, d(1) × N, where there are several heads and looked-up inputs.
  package let Z: Matrix
  /// ∂𝓛/∂A(0) of the embedded inputs before scaling, summed over the heads; E[0] if inputs are not scaled.
  package let E0: Matrix
  /// The sum of E(1) over the heads; E[1] if there is one head.
  package let E1: Matrix

  fileprivate func columns(_ samples: Range<Int>) -> HeadSharedBuffers {
    HeadSharedBuffers(
      A: A.columns(samples), Z: Z.columns(samples), E0: E0.columns(samples),
      E1: E1.columns == A.columns ? E1.columns(samples) : E1)
  }
}

/// A block of samples of a pass, with windows on all its matrices.
package struct Tile: Sendable {
  /// Its place among the samples of the minibatch, and among the columns of all heads.
  package let samples: Range<Int>
  package let columns: Range<Int>
  package let X: Matrix
  package let A: [Matrix]
  package let Z: [Matrix]
  package let E: [Matrix]
  package let shared: HeadSharedBuffers
  package let Y: Matrix
  package let weights: Matrix
  package let losses: Matrix
}
