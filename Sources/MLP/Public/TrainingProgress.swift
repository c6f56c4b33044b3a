/// Where a training stands after an epoch.
public struct TrainingProgress: Hashable, Sendable {
  /// The ensemble member that is trained, counted from 1; with folds, the fold.
  public let member: Int
  /// The maximum number of members; fewer are trained where they would take too long.
  public let memberCount: Int
  /// The epoch that has ended, counted from 1.
  public let epoch: Int
  /// The maximum number of epochs; early stopping may end the training before.
  public let epochCount: Int
  /// The mean loss of the training rows during the epoch; infinite or NaN for an epoch that diverged.
  public let trainingLoss: Double
  /// The mean loss of the validation rows after the epoch; nil without validation rows.
  public let validationLoss: Double?
  /// The epoch with the lowest validation loss so far.
  public let bestEpoch: Int
  /// The seconds since the training was asked for, reading the data included.
  public let elapsedSeconds: Double
}
