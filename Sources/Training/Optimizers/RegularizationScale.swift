/// How much of what keeps weights from fitting noise acts in one step, each a factor of what was asked for.
package struct RegularizationScale: Hashable, Sendable {
  /// Of the rate of dropout, from 0 to 1.
  package var dropout = 1.0
  /// Of decoupled weight decay.
  package var weightDecay = 1.0

  /// All of it.
  package static let full = RegularizationScale()

  package init() {}
}

extension TrainingOptions {
  /// The strength of step t (from 0) of T.
  func regularization(step t: Int, of T: Int) -> RegularizationScale {
    var regularization = RegularizationScale()
    regularization.dropout = dropoutSchedule.factor(step: t, of: T)
    regularization.weightDecay = weightDecaySchedule.factor(step: t, of: T)
    return regularization
  }
}
