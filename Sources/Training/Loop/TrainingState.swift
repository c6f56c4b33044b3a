/// All that a training needs to go on where it stood, to the very bits.
///
/// What follows from the losses of the epochs (which was the best, how long there was no better one, what `ReduceOnPlateau` and
/// epochs that diverged make of the learning rate) and from the number of steps is not kept: it cannot contradict them.
package struct TrainingState: Equatable, Sendable {
  /// Of each epoch that has ended, the loss by which it was judged; the greatest number for one that diverged.
  package var losses: [Double]
  /// How many minibatches of the epoch at hand are done, and the sum of their losses.
  package var minibatches: Int
  package var total: Double
  package var seconds: Double
  package var parameters: [Float]
  /// Their average; nil where there is none.
  package var average: [Float]?
  /// Those of the best epoch; of the beginning before the first has ended.
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
