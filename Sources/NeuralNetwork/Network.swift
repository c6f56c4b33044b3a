import LinearAlgebra
import NetworkInputs

/// A multilayer perceptron: layers l = 1, …, L with Z(l) = W(l)ᵀA(l−1) + b(l) and A(l) = f(Z(l)).
///
/// Samples are columns. The output layer has no activation; the loss makes predictions of Z(L).
package struct Network: Sendable {
  package let activation: Activation
  package let loss: Loss
  package let parameters: Parameters
  /// V with the columns of pieces added up, from which Z(1) looks up what pieces come to; and so each U.
  private let sums: (V: Matrix, U: [Matrix])

  package init(parameters: Parameters, activation: Activation, loss: Loss) {
    self.parameters = parameters
    self.activation = activation
    self.loss = loss
    let (V, U) = (parameters.lookupWeights, parameters.embeddings)
    sums = (
      Matrix(rows: V.rows, columns: V.columns),
      zip(U, parameters.inputs.embeddings).map { U, embedding in
        embedding.isCumulative ? Matrix(rows: U.rows, columns: U.columns) : U
      }
    )
    refresh()
  }

  /// Recomputes the running sums of V and U after the parameters have changed.
  package func refresh() {
    for tensor in parameters.layout.tensors { refresh(tensor.kind) }
  }

  /// Recomputes the running sums of a tensor after it has changed; others have none.
  package func refresh(_ kind: ParameterKind) {
    switch kind {
    case .embedding(let c) where parameters.inputs.embeddings[c].isCumulative:
      Elementwise.prefixSum(parameters.embeddings[c], into: sums.U[c], isCumulative: true)
    case .lookupWeights(let c):
      let lookup = parameters.inputs.lookups[c]
      Elementwise.prefixSum(
        parameters.lookupWeights.columns(lookup.columns), into: sums.V.columns(lookup.columns),
        isCumulative: lookup.isCumulative)
    default: break
    }
  }

  /// d(0), …, d(L).
  package var widths: [Int] { parameters.widths }

  /// How many networks share the layers.
  package var heads: Int { parameters.heads }

  /// The rows of Y: one for a class, else one for each output.
  package var targetRows: Int { loss.isClassification ? 1 : widths[widths.count - 1] }

  private var L: Int { widths.count - 1 }

  /// A[L] ← the raw outputs for X, with all A and Z between.
  ///
  /// To predict is to give a sample the same bits wherever it stands.
  package func forward(_ tile: Tile, dropout: Dropout = .none, predicts: Bool = false) {
    let W = parameters.W
    let b = parameters.b
    let inputs = parameters.inputs
    if inputs.embedded > 0 {
      Elementwise.embed(inputs, in: tile.X, sums.U, parameters.periods, into: tile.shared.A)
    }
    if parameters.architecture.scalesInputs {
      Elementwise.broadcast(tile.shared.A, parameters.inputScales, into: tile.A[0])
    }
    for l in 1...L {
      for h in 0..<(l < L ? 1 : heads) {
        let (W, A, Z) = l < L ? (W[l], tile.A[l - 1], tile.Z[l]) : last(h, of: tile.A[l - 1], tile.Z[l])
        Tiling.multiplyForward(W, A, into: Z, scale: l > 1 ? dropout.scale : 1, predicts: predicts)
      }
      if l == 1 { lookUp(tile) }
      // Each head has biases of its own in the last layer: the heads of a sample are one column there.
      let (Z, A) = l < L ? (tile.Z[l], tile.A[l]) : (b[l].heads(tile.Z[l]), b[l].heads(tile.A[l]))
      (l < L ? activation : .identity).apply(to: Z, plus: b[l], slopes: parameters.slopes[l], into: A)
      if l < L { dropout.apply(to: tile.A[l], layer: l, column: tile.columns.lowerBound) }
    }
  }

  /// Z(1) ← Z(1) + VX̂, which is the same for all heads.
  private func lookUp(_ tile: Tile) {
    let inputs = parameters.inputs
    guard !inputs.lookups.isEmpty else { return }
    guard heads > 1 else {
      return Elementwise.lookUp(inputs, in: tile.X, sums.V, addTo: tile.Z[1])
    }
    tile.shared.Z.clear()
    Elementwise.lookUp(inputs, in: tile.X, sums.V, addTo: tile.shared.Z)
    Elementwise.add(tile.shared.Z, toHeadsOf: tile.Z[1])
  }

  /// The part of W(L) of head h, and its columns of A(L−1) or E(L−1) and of Z(L) or E(L).
  private func last(_ h: Int, of before: Matrix, _ output: Matrix) -> (
    W: Matrix, before: Matrix, output: Matrix
  ) {
    let W = parameters.W[L]
    guard heads > 1 else { return (W, before, output) }
    return (
      W.columns(parameters.outputs(ofHead: h)), before.everyColumn(from: h, step: heads),
      output.everyColumn(from: h, step: heads)
    )
  }

  /// E[L] and the losses of the samples, from A[L] and Y.
  ///
  /// The loss is a mean over `N` samples, and over their heads.
  package func evaluate(_ tile: Tile, of N: Int) {
    loss.lossAndGradient(
      tile.A[L], tile.Y, weights: tile.weights, into: tile.E[L], losses: tile.losses,
      scale: 1 / Float(N * heads))
  }

  /// E[l] ← W(l+1) E(l+1) ⊙ f′(Z(l)) for l = L − 1, …, 1, and E[0] ← W(1) E(1) for the inputs of embeddings, or all
  /// where heads have factors of them.
  package func backward(_ tile: Tile, dropout: Dropout = .none) {
    for l in stride(from: L - 1, through: 1, by: -1) {
      for h in 0..<(l < L - 1 ? 1 : heads) {
        let (W, E, next) =
          l < L - 1 ? (parameters.W[l + 1], tile.E[l], tile.E[l + 1]) : last(h, of: tile.E[l], tile.E[l + 1])
        multiply(W, next, into: E, scale: dropout.scale)
      }
      if !activation.zeroOutputMeansZeroGradient || parameters.architecture.isParametric {
        dropout.apply(to: tile.E[l], layer: l, column: tile.columns.lowerBound)
      }
      activation.applyDerivative(tile.E[l], Z: tile.Z[l], A: tile.A[l], slopes: parameters.slopes[l])
    }
    let inputs = parameters.inputs
    let embedded = inputs.dense..<inputs.multiplied.count
    guard parameters.architecture.scalesInputs else {
      if !embedded.isEmpty { multiply(parameters.W[1].rows(embedded), tile.E[1], into: tile.E[0]) }
      return
    }
    multiply(parameters.W[1], tile.E[1], into: tile.E[0])
    if !embedded.isEmpty {
      Elementwise.gather(
        heads: tile.E[0].rows(embedded), parameters.inputScales.rows(embedded), into: tile.shared.E0)
    }
    if heads > 1 && !inputs.lookups.isEmpty { Elementwise.sum(headsOf: tile.E[1], into: tile.shared.E1) }
  }
}

extension Matrix {
  /// Z (d × N · heads) with the heads of a sample in one column, as many rows as these biases.
  fileprivate func heads(_ Z: Matrix) -> Matrix { Z.reshaped(rows: count, columns: Z.count / max(count, 1)) }
}
