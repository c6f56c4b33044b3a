import Factorization
import LinearAlgebra
import NeuralNetwork

extension Initialization {
  /// Draws all parameters: each layer from a stream of its own, the others from one stream in the order of the layout.
  package func fill(_ parameters: Parameters, seed: UInt64) {
    var random = RandomStream(seed: seed, stream: .initialization, index: 0)
    for tensor in parameters.layout.tensors {
      let values = parameters[tensor.kind]
      switch tensor.initialValues {
      case .zero: values.clear()
      case .one: values.elements = [Float](repeating: 1, count: values.count)
      case .sign: values.elements = (0..<values.count).map { _ in random.below(2) == 0 ? 1 : -1 }
      case .normal(let variance): normal(values, variance: variance, &random)
      case .periodic(let c) where tensor.kind == .embedding(c):
        periodic(parameters.periods[c], parameters.embeddings[c], &random)
      case .periodic, .layer: break
      }
    }
    for l in 1..<parameters.widths.count { fill(layer: l, of: parameters, seed: seed) }
  }

  /// Frequencies with standard deviation 0.1, uniform phases, and U as PyTorch draws a linear layer (Holzmüller,
  /// Grinsztajn and Steinwart, "Better by Default", 2024).
  private func periodic(_ periods: Matrix, _ U: Matrix, _ random: inout RandomStream) {
    let count = periods.rows
    periods.elements = (0..<2 * count).map {
      $0 < count ? 0.1 * random.normal() : 2 * .pi * (random.uniform() - 0.5)
    }
    uniform(U, variance: 1 / Float(3 * count), &random)
  }

  /// Draws W(l), of the last layer for each head by itself; W(1) together with V.
  private func fill(layer l: Int, of parameters: Parameters, seed: UInt64) {
    var random = RandomStream(seed: seed, stream: .initialization, index: UInt32(l))
    if l == 1 {
      let W = Matrix(rows: parameters.widths[0], columns: parameters.widths[1])
      draw(W, &random)
      parameters.firstLayer = W
    } else if l < parameters.widths.count - 1 {
      draw(parameters.W[l], &random)
    } else {
      for h in 0..<parameters.heads { draw(parameters.W[l].columns(parameters.outputs(ofHead: h)), &random) }
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
