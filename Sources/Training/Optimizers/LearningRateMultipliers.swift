import NeuralNetwork

/// The factors by which groups of parameters multiply the learning rate (default: 1).
package struct LearningRateMultipliers: Hashable, Codable, Sendable {
  private var given: [ParameterGroup: Float] = [:]

  package init() {}

  package subscript(group: ParameterGroup) -> Float {
    get { given[group] ?? 1 }
    set { given[group] = newValue }
  }

  /// Whether the multiplier of a group was set.
  package func gives(_ group: ParameterGroup) -> Bool { given[group] != nil }
}

extension LearningRateMultipliers: CustomStringConvertible {
  package var description: String {
    let all = ParameterGroup.allCases.filter(gives).map { "\($0.rawValue)=\(self[$0])" }
    return all.isEmpty ? "none" : all.joined(separator: ",")
  }
}
