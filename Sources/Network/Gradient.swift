import LinearAlgebra

/// The gradient of a pass, cut into blocks of columns of dW, each with its part of db.
///
/// A block sums over all N samples by itself, so the threads that compute blocks have nothing to add up.
package struct Gradient: Sendable {
  package let parameters: Parameters
  package let blocks: [Block]
  /// The blocks that are one piece of work: each by itself, or all where there is too little to share.
  package let tasks: [Range<Int>]

  /// Memory for the gradient of a network with minibatches of N samples, cut as `tiling` says.
  package init(for network: Network, samples N: Int, tiling: Tiling) {
    let parameters = Parameters(widths: network.widths)
    self.parameters = parameters
    let layers = (1..<network.widths.count).flatMap { l in
      tiling.columns[l].map { Block(layer: l, columns: $0, of: parameters) }
    }
    // The largest first, so that the threads finish together.
    blocks = layers.enumerated().sorted {
      ($0.element.W.count, $1.offset) > ($1.element.W.count, $0.offset)
    }.map(\.element)
    let work = parameters.all.count * N
    tasks = Tiling.isWorthSharing(work) ? blocks.indices.map { $0..<$0 + 1 } : [blocks.indices]
  }

  /// dW ← A(l−1) E(l)ᵀ and db ← E(l) · 1 for one block, after the whole pass went forward and back.
  package func compute(_ block: Block, from pass: Pass, dropout: Dropout = .none) {
    let l = block.layer
    let E = pass.E[l].rows(block.columns)
    multiply(pass.A[l - 1], E.T, into: block.W, scale: l > 1 ? dropout.scale : 1)
    Elementwise.sumRows(E, into: block.b)
  }
}

/// A block of columns of W(l), or of anything of its layout, with the same part of b(l).
package struct Block: Sendable {
  package let layer: Int
  package let columns: Range<Int>
  package let W: Matrix
  package let b: Matrix

  package init(layer: Int, columns: Range<Int>, of parameters: Parameters) {
    self.layer = layer
    self.columns = columns
    W = parameters.W[layer].columns(columns)
    b = parameters.b[layer].reshaped(from: columns.lowerBound, rows: columns.count, columns: 1)
  }

  /// The same block of other parameters.
  package func of(_ parameters: Parameters) -> Block {
    Block(layer: layer, columns: columns, of: parameters)
  }
}
