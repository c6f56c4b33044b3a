/// What a network has besides dense layers.
package struct Architecture: Hashable, Sendable {
  /// The number of networks that share the layers (TabM-mini); 1 for an ordinary network.
  package let heads: Int
  /// Whether A(0) is multiplied by learned scales, a feature scaling layer (Holzmüller, Grinsztajn and Steinwart, "Better
  /// by Default", 2024). Several heads always have it.
  package let scalesInputs: Bool
  /// Whether each hidden unit learns the slope α of its activation, A = Z + α (f(Z) − Z) (the same source).
  package let isParametric: Bool

  package init(heads: Int = 1, scalesInputs: Bool = false, isParametric: Bool = false) {
    self.heads = heads
    self.scalesInputs = scalesInputs || heads > 1
    self.isParametric = isParametric
  }
}

/// The keys of a model file; those of what a network does not have are left out.
extension Architecture: Codable {
  private enum CodingKeys: String, CodingKey {
    case heads = "tabm"
    case scalesInputs = "frontScale"
    case isParametric = "parametricActivation"
  }

  package init(from decoder: any Decoder) throws {
    let file = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      heads: try file.decodeIfPresent(Int.self, forKey: .heads) ?? 1,
      scalesInputs: try file.decodeIfPresent(Bool.self, forKey: .scalesInputs) ?? false,
      isParametric: try file.decodeIfPresent(Bool.self, forKey: .isParametric) ?? false)
  }

  package func encode(to encoder: any Encoder) throws {
    var file = encoder.container(keyedBy: CodingKeys.self)
    if heads > 1 { try file.encode(heads, forKey: .heads) }
    if scalesInputs { try file.encode(true, forKey: .scalesInputs) }
    if isParametric { try file.encode(true, forKey: .isParametric) }
  }
}
