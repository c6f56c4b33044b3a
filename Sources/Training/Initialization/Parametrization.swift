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

  /// The part of the learning rate at which a tensor of a network with the widths d(0), …, d(L) moves.
  func rate(of kind: ParameterKind, widths: [Int], _ optimizer: Optimizer.Method) -> Float {
    guard self == .neuralTangent else { return 1 }
    let inputs: Int
    switch kind {
    case .weights(let l): inputs = widths[l - 1]
    case .lookupWeights: inputs = widths[0]
    case .biases: return 0.1
    default: return 1
    }
    let d = Float(inputs)
    return optimizer.hasBeta2 ? 1 / d.squareRoot() : 1 / d
  }
}
