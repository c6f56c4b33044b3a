import Diagnostics
import Files
import Training

/// A trained model, and what is noteworthy about its training.
public struct TrainingOutcome: Sendable {
  /// Why a training ended.
  public enum Reason: Hashable, Sendable {
    /// The maximum number of epochs was reached.
    case epochs
    /// The validation loss had not improved for the epochs of `patience`.
    case earlyStopping
    /// A full-batch optimizer had converged.
    case converged
    /// The time of `time-limit` was over.
    case timeLimit
    /// The training was cancelled; the model is the best so far.
    case cancelled
  }

  /// The model, with the weights of the best epoch.
  public let model: TrainedModel
  /// Why the training ended; of an ensemble that is complete, the training of its first member.
  public let stopReason: Reason
  /// The epochs of the first member.
  public let epochCount: Int
  /// The epoch of the first member that the model has the weights of, counted from 1.
  public let bestEpoch: Int
  /// The seconds that training the members took.
  public let seconds: Double
  /// What the user should know of the data and the training, a sentence each, with the names of options in backquotes.
  public let warnings: [String]
  /// The checkpoint, where it is needed no more once the model is stored.
  private let finishedCheckpoint: String?

  /// The metrics reached on the validation rows, by name: those of `TrainedModel.validationMetrics`.
  public var metrics: [String: Double] { model.validationMetrics }

  init(_ result: FitResult, isCancelled: Bool, warnings: [Message]) {
    let outcome = result.ensemble.outcome
    model = result.model
    stopReason = result.ensemble.isComplete ? Reason(outcome.end) : isCancelled ? .cancelled : .timeLimit
    (epochCount, bestEpoch, seconds) = (outcome.epochs, outcome.bestEpoch, outcome.seconds)
    self.warnings = warnings.map(\.description)
    finishedCheckpoint = isCancelled ? nil : result.finishedCheckpoint
  }

  /// Removes the checkpoint of a training that is complete; call it when the model is stored.
  ///
  /// The checkpoint of a training that was cancelled, or ended by its time limit, stays: the same request with
  /// `CheckpointOptions.resumes` continues it.
  public func removeCheckpoint() {
    if let finishedCheckpoint { OutputFile.remove(finishedCheckpoint) }
  }
}

extension TrainingOutcome.Reason {
  fileprivate init(_ end: TrainingResult.StopReason) {
    self =
      switch end {
      case .epochs: .epochs
      case .patience: .earlyStopping
      case .converged: .converged
      case .timeLimit: .timeLimit
      case .interrupted: .cancelled
      }
  }
}
