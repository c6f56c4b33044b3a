/// All that a training needs to continue where it was, to the same bits.
///
/// What follows from the losses of the epochs (the best epoch, the epochs since then, the learning rate after
/// `ReduceOnPlateau` and rollbacks) and from the number of steps is not stored, so it cannot contradict them.
package struct TrainingState: Equatable, Sendable {
  /// For each completed epoch, the loss by which it was evaluated; the largest finite number if it diverged.
  package var losses: [Double]
  /// The number of completed minibatches of the current epoch, and the sum of their losses.
  package var minibatches: Int
  package var total: Double
  package var seconds: Double
  package var parameters: [Float]
  /// Their moving average; nil if there is none.
  package var average: [Float]?
  /// Those of the best epoch; the initial ones before the first has ended.
  package var best: [Float]
  package var algorithm: OptimizerSnapshot

  package init(
    losses: [Double], minibatches: Int, total: Double, seconds: Double,
    parameters: [Float],
    average: [Float]?, best: [Float], algorithm: OptimizerSnapshot
  ) {
    self.losses = losses
    self.minibatches = minibatches
    self.total = total
    self.seconds = seconds
    self.parameters = parameters
    self.average = average
    self.best = best
    self.algorithm = algorithm
  }
}
