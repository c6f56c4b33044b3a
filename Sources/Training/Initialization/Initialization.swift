import Factorization
import LinearAlgebra
import NeuralNetwork

/// How the weights are drawn before training.
///
/// Biases begin at zero.
package enum Initialization: String, CaseIterable, Codable, Sendable {
  /// Variance 2 / d(l−1) (He et al., 2015).
  case heNormal = "he-normal"
  case heUniform = "he-uniform"
  /// Variance 2 / (d(l−1) + d(l)) (Glorot and Bengio, 2010).
  case glorotNormal = "glorot-normal"
  case glorotUniform = "glorot-uniform"
  /// Variance 1 / d(l−1) (LeCun et al., 1998).
  case leCunNormal = "lecun-normal"
  case leCunUniform = "lecun-uniform"
  /// Orthonormal columns or rows (Saxe, McClelland and Ganguli, 2014).
  case orthogonal

  /// Draws all weights of `parameters`, layer by layer, each from a stream of its own.
  ///
  /// Embeddings of words begin at zero, as biases do: a word is like any other until it has shown otherwise. Those of
  /// pieces are drawn such that all pieces of a number come to a variance of 1. Periodic ones have frequencies of
  /// deviation 0.1 and even phases, and U as PyTorch draws it (Holzmüller, Grinsztajn and Steinwart, 2024).
  package func fill(_ parameters: Parameters, seed: UInt64) {
    var inputs = RandomStream(seed: seed, stream: .initialization, index: 0)
    for (c, embedding) in parameters.inputs.embeddings.enumerated() {
      let U = parameters.embeddings[c]
      switch embedding.kind {
      case .categories: U.clear()
      case .piecewiseLinear: normal(U, variance: 1 / Float(U.columns), &inputs)
      case .periodic:
        let (P, count) = (parameters.periods[c], embedding.frequencies)
        P.elements = (0..<2 * count).map {
          $0 < count ? 0.1 * inputs.normal() : 2 * .pi * (inputs.uniform() - 0.5)
        }
        uniform(U, variance: 1 / Float(3 * count), &inputs)
      }
    }
    // The first factors of several heads are signs, so that they begin far from each other (TabM).
    parameters.inputScales.elements = (0..<parameters.inputScales.count).map { _ in
      parameters.heads == 1 || inputs.below(2) == 0 ? 1 : -1
    }
    for slopes in parameters.slopes { slopes.elements = [Float](repeating: 1, count: slopes.count) }
    let L = parameters.widths.count - 1
    for l in 1...L {
      var random = RandomStream(seed: seed, stream: .initialization, index: UInt32(l))
      if l == 1 {
        let W = Matrix(rows: parameters.widths[0], columns: parameters.widths[1])
        draw(W, &random)
        parameters.firstLayer = W
      } else {
        for h in 0..<(l == L ? parameters.heads : 1) {
          let columns = l == L ? parameters.outputs(ofHead: h) : 0..<parameters.W[l].columns
          draw(parameters.W[l].columns(columns), &random)
        }
      }
      parameters.b[l].elements = [Float](repeating: 0, count: parameters.b[l].count)
    }
  }

  /// Draws one W, d(l−1) × d(l).
  private func draw(_ W: Matrix, _ random: inout RandomStream) {
    let inputs = Float(W.rows)
    let outputs = Float(W.columns)
    switch self {
    case .heNormal: normal(W, variance: 2 / inputs, &random)
    case .heUniform: uniform(W, variance: 2 / inputs, &random)
    case .glorotNormal: normal(W, variance: 2 / (inputs + outputs), &random)
    case .glorotUniform: uniform(W, variance: 2 / (inputs + outputs), &random)
    case .leCunNormal: normal(W, variance: 1 / inputs, &random)
    case .leCunUniform: uniform(W, variance: 1 / inputs, &random)
    case .orthogonal: orthogonal(W, &random)
    }
  }

  private func normal(_ W: Matrix, variance: Float, _ random: inout RandomStream) {
    let deviation = variance.squareRoot()
    W.elements = (0..<W.count).map { _ in deviation * random.normal() }
  }

  /// The even distribution on ±√(3 · variance) has that variance.
  private func uniform(_ W: Matrix, variance: Float, _ random: inout RandomStream) {
    let limit = (3 * variance).squareRoot()
    W.elements = (0..<W.count).map { _ in limit * (2 * random.uniform() - 1) }
  }

  private func orthogonal(_ W: Matrix, _ random: inout RandomStream) {
    let Q = Matrix(rows: max(W.rows, W.columns), columns: min(W.rows, W.columns))
    normal(Q, variance: 1, &random)
    Factorization.orthonormalize(Q)
    for j in 0..<W.columns {
      for i in 0..<W.rows { W[i, j] = W.rows >= W.columns ? Q[i, j] : Q[j, i] }
    }
  }
}

extension Activation {
  /// The initialization that keeps the variance of A from layer to layer for this activation.
  package var initialization: Initialization {
    switch self {
    case .relu, .leakyReLU, .elu, .gelu, .silu, .mish: .heNormal
    case .selu: .leCunNormal
    case .identity, .softplus, .tanh, .sigmoid: .glorotUniform
    }
  }
}
