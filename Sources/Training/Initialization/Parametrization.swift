import NeuralNetwork

/// The part of the learning rate at which each tensor of a network moves.
package enum Parametrization: String, CaseIterable, Codable, Sendable {
  /// All tensors move at the learning rate.
  case standard
  /// W(l) = Ŵ / √d(l−1), where Ŵ moves at the learning rate (Jacot, Gabriel and Hongler, "Neural tangent kernel",
  /// 2018), so that one rate suits layers of all widths. Biases move at a tenth of it (Holzmüller, Grinsztajn and
  /// Steinwart, "Better by Default", 2024).
  ///
  /// Ŵ is not stored. W moves instead, at 1 / √d(l−1) of the rate where the length of the gradient does not matter
  /// (except for ε), otherwise at 1 / d(l−1). The initialization and decay of W and the embeddings stay the same.
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
