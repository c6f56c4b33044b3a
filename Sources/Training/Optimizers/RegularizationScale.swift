/// The strength of regularization in one step, as factors of the configured values.
package struct RegularizationScale: Hashable, Sendable {
  /// The factor of the dropout rate, from 0 to 1.
  package var dropout = 1.0
  /// The factor of decoupled weight decay.
  package var weightDecay = 1.0

  /// Full strength.
  package static let full = RegularizationScale()

  package init() {}
}

extension TrainingOptions {
  /// The strength in step t (from 0) of T.
  func regularization(step t: Int, of T: Int) -> RegularizationScale {
    var regularization = RegularizationScale()
    regularization.dropout = dropoutSchedule.factor(step: t, of: T)
    regularization.weightDecay = weightDecaySchedule.factor(step: t, of: T)
    return regularization
  }
}
