/// What a network has besides layers of the usual kind.
package struct Architecture: Hashable, Sendable {
  /// How many networks share the layers.
  package let heads: Int
  /// Whether A(0) is multiplied by factors that are learned, as that of several heads always is ("front scale"; Holzmüller,
  /// Grinsztajn and Steinwart, "Better by Default", 2024).
  package let scalesInputs: Bool
  /// Whether each hidden unit learns the slope α of its activation, A = Z + α (f(Z) − Z) (the same source).
  package let isParametric: Bool

  package init(heads: Int = 1, scalesInputs: Bool = false, isParametric: Bool = false) {
    self.heads = heads
    self.scalesInputs = scalesInputs || heads > 1
    self.isParametric = isParametric
  }
}
