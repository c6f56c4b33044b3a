import LinearAlgebra

extension Network {
  /// How raw output k of each sample of a tile, times its factor, changes with the parameters: column n of J.
  ///
  /// J is P × n or higher, P parameters in the order of `Parameters.all`, n the samples of the tile, which went
  /// forward before. It is backpropagation that begins with E(L) = the factors (1 × n) in row k, and does not add
  /// up the samples (Hagan and Menhaj, "Training feedforward networks with the Marquardt algorithm", 1994).
  /// Overwrites the E of the tile. All inputs are plain.
  package func jacobian(_ tile: Tile, output k: Int, factors: Matrix, into J: Matrix) {
    precondition(parameters.inputs.dense == widths[0], "inputs that are looked up")
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
