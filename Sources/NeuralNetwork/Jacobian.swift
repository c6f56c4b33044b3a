import LinearAlgebra

extension Network {
  /// Column n of J ← the derivatives of raw output k of sample n, times its factor, by the parameters.
  ///
  /// J is P × n or higher, with P parameters in the order of `Parameters.all`, for the n samples of a tile after
  /// `forward`. This is backpropagation that begins with E(L) = the factors (1 × n) in row k and does not sum over the
  /// samples (Hagan and Menhaj, "Training feedforward networks with the Marquardt algorithm", 1994). It overwrites E of
  /// the tile. All inputs are dense, and there is one head.
  package func jacobian(_ tile: Tile, output k: Int, factors: Matrix, into J: Matrix) {
    precondition(parameters.inputs.dense == widths[0], "the inputs are not all dense")
    let L = widths.count - 1
    let E = tile.E[L]
    for n in 0..<E.columns {
      for i in 0..<E.rows { E[i, n] = i == k ? factors[0, n] : 0 }
    }
    backward(tile)
    for tensor in parameters.layout.tensors {
      // b(l) follows W(l).
      guard case .weights(let l) = tensor.kind else { continue }
      Elementwise.layerJacobian(tile.A[l - 1], tile.E[l], into: J, offset: tensor.offset)
    }
  }
}
