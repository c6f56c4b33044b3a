import NeuralNetwork

/// What of a network moves at which part of the learning rate.
package enum Parametrization: String, CaseIterable, Codable, Sendable {
  /// All of it at the whole rate.
  case standard
  /// W(l) = Ŵ / √d(l−1), and it is Ŵ that moves at the whole rate (Jacot, Gabriel and Hongler, "Neural
  /// tangent kernel", 2018), so that one rate suits layers of all widths; biases at a tenth of it
  /// (Holzmüller, Grinsztajn and Steinwart, "Better by Default", 2024).
  ///
  /// Ŵ itself is nowhere: what it does is done by W, which moves at 1 / √d(l−1) of the rate where the length
  /// of the gradient does not matter (but for ε), else at 1 / d(l−1). How W is drawn and decays is as ever,
  /// and so are the embeddings U.
  case neuralTangent = "neural-tangent"

  /// The parts for a block of weights and its biases, in a network of the widths d(0), …, d(L).
  func rates(_ kind: ParameterKind, widths: [Int], _ optimizer: Optimizer.Method) -> (W: Float, b: Float) {
    guard self == .neuralTangent else { return (1, 1) }
    let inputs: Int
    switch kind {
    case .layer(let l, _): inputs = widths[l - 1]
    case .lookup: inputs = widths[0]
    case .embedding, .factors, .slopes: return (1, 1)
    }
    let d = Float(inputs)
    return (optimizer.hasBeta2 ? 1 / d.squareRoot() : 1 / d, 0.1)
  }
}
