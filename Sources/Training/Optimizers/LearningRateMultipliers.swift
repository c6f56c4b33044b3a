import NeuralNetwork

/// The parts of the learning rate at which groups of parameters move; 1 where none is said.
package struct LearningRateMultipliers: Hashable, Codable, Sendable {
  package enum Group: String, CaseIterable, Codable, Sendable {
    /// W, V among it.
    case weights
    case biases
    /// U of words, pieces and periodic embeddings.
    case embeddings
    /// Frequencies and phases of periodic embeddings.
    case frequencies
    /// The factors of the inputs.
    case factors
    /// The slopes of activations.
    case slopes
  }

  private var given: [Group: Float] = [:]

  package init() {}

  package subscript(group: Group) -> Float {
    get { given[group] ?? 1 }
    set { given[group] = newValue }
  }

  /// Whether anything is said of a group.
  package func gives(_ group: Group) -> Bool { given[group] != nil }

  /// Those of a block of parameters and of its biases.
  func of(_ kind: ParameterKind) -> (W: Float, b: Float) {
    switch kind {
    case .layer, .lookup: (self[.weights], self[.biases])
    case .embedding: (self[.embeddings], self[.frequencies])
    case .factors: (self[.factors], 1)
    case .slopes: (self[.slopes], 1)
    }
  }
}

extension LearningRateMultipliers: CustomStringConvertible {
  package var description: String {
    let all = Group.allCases.filter(gives).map { "\($0.rawValue)=\(self[$0])" }
    return all.isEmpty ? "none" : all.joined(separator: ",")
  }
}
