import LinearAlgebra

/// A multilayer perceptron: layers l = 1, …, L with Z(l) = W(l)ᵀA(l−1) + b(l) and A(l) = f(Z(l)).
///
/// Samples are columns. The output layer has no activation; the loss makes predictions of Z(L).
package struct Network: Sendable {
  package let activation: Activation
  package let loss: Loss
  package let parameters: Parameters
  /// V with the columns of pieces added up, from which Z(1) looks up what pieces come to.
  private let sums: Matrix

  package init(parameters: Parameters, activation: Activation, loss: Loss) {
    self.parameters = parameters
    self.activation = activation
    self.loss = loss
    sums = Matrix(rows: parameters.V.rows, columns: parameters.V.columns)
    refresh()
  }

  /// Makes ready to look up what V has become.
  package func refresh() {
    for c in parameters.inputs.lookups.indices { refresh(lookup: c) }
  }

  /// Makes ready to look up what V has become in the columns of lookup c.
  package func refresh(lookup c: Int) {
    let lookup = parameters.inputs.lookups[c]
    Elementwise.sumUp(
      parameters.V.columns(lookup.columns), into: sums.columns(lookup.columns), adds: lookup.addsUp)
  }

  /// d(0), …, d(L).
  package var widths: [Int] { parameters.widths }

  /// The rows of Y: one for a class, else one for each output.
  package var targetRows: Int { loss.isClassification ? 1 : widths[widths.count - 1] }

  private var L: Int { widths.count - 1 }

  /// A[L] ← the raw outputs for X, with all A and Z between.
  package func forward(_ tile: Tile, dropout: Dropout = .none) {
    let W = parameters.W
    let b = parameters.b
    let inputs = parameters.inputs
    if inputs.embedded > 0 { Elementwise.embed(inputs, in: tile.X, parameters.U, into: tile.A[0]) }
    for l in 1...L {
      Tiling.multiplyForward(W[l], tile.A[l - 1], into: tile.Z[l], scale: l > 1 ? dropout.scale : 1)
      if l == 1 { Elementwise.lookUp(inputs, in: tile.X, sums, addTo: tile.Z[1]) }
      let f = l < L ? activation : .identity
      f.apply(to: tile.Z[l], plus: b[l], into: tile.A[l])
      if l < L { dropout.apply(to: tile.A[l], layer: l, column: tile.columns.lowerBound) }
    }
  }

  /// E[L] and the losses of the samples, from A[L] and Y.
  ///
  /// The loss is a mean over `N` samples.
  package func evaluate(_ tile: Tile, of N: Int) {
    loss.evaluate(
      tile.A[L], tile.Y, weights: tile.weights, into: tile.E[L], losses: tile.losses, scale: 1 / Float(N))
  }

  /// E[l] ← W(l+1) E(l+1) ⊙ f′(Z(l)) for l = L − 1, …, 1, and E[0] ← W(1) E(1) for the inputs of embeddings.
  package func backward(_ tile: Tile, dropout: Dropout = .none) {
    for l in stride(from: L - 1, through: 1, by: -1) {
      multiply(parameters.W[l + 1], tile.E[l + 1], into: tile.E[l], scale: dropout.scale)
      if !activation.stopsAtZero {
        dropout.apply(to: tile.E[l], layer: l, column: tile.columns.lowerBound)
      }
      activation.differentiate(tile.E[l], Z: tile.Z[l], A: tile.A[l])
    }
    let inputs = parameters.inputs
    if inputs.embedded > 0 {
      multiply(parameters.W[1].rows(inputs.plain..<inputs.multiplied.count), tile.E[1], into: tile.E[0])
    }
  }
}
