import Diagnostics
import Files

extension TrainingRequest {
  /// Trains: reads the data, decides what is open, trains the networks and evaluates them on the validation rows.
  ///
  /// The call returns when the training has ended; it prints nothing. The same data, options and seed give the same
  /// model, for any number of threads.
  ///
  /// - Parameters:
  ///   - cancellation: A request to end early. After the first epoch, the best model so far is the result.
  ///   - progress: Called after each epoch, on the caller's thread.
  /// - Returns: The model, with warnings about the data and the training.
  /// - Throws: `Failure` of kind `noInput` where a file cannot be opened, `data` where it is malformed or the training
  ///   diverges, `usage` where the options do not suit the data, `interrupted` where the training was cancelled before
  ///   its first epoch had ended, `memory` where there is too little.
  public func train(
    cancellation: Cancellation = .never, progress: @escaping (TrainingProgress) -> Void = { _ in }
  ) throws -> TrainingOutcome {
    if let checkpoint { try OutputFile.check(path: checkpoint.path) }
    let record = TrainingRecord(progress)
    let trainer = try ModelTrainer(self, cancellation: cancellation, observer: record.add)
    let result = try trainer.fit(trainer.plan())
    let isCancelled = cancellation.isRequested()
    let warnings = isCancelled ? [] : [result.baselines?.warning].compactMap { $0 } + result.deadUnitWarnings
    return TrainingOutcome(result, isCancelled: isCancelled, warnings: record.warnings + warnings)
  }
}

/// Gathers the warnings of a training, and passes its progress on.
private final class TrainingRecord {
  private(set) var warnings: [Message] = []
  private var memberCount = 1
  private let progress: (TrainingProgress) -> Void
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  init(_ progress: @escaping (TrainingProgress) -> Void) {
    self.progress = progress
    start = clock.now
  }

  func add(_ event: TrainingEvent) {
    warnings += event.warnings
    switch event {
    case .planned(let plan): memberCount = plan.networks
    case .epoch(let epoch, let member):
      progress(
        TrainingProgress(
          member: member ?? 1, memberCount: memberCount, epoch: epoch.epoch, epochCount: epoch.epochs,
          trainingLoss: epoch.trainingLoss, validationLoss: epoch.validationLoss, bestEpoch: epoch.bestEpoch,
          elapsedSeconds: (clock.now - start) / .seconds(1)))
    default: break
    }
  }
}
