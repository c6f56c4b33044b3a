import Diagnostics
import LinearAlgebra
import NeuralNetwork
import Options
import Parallel
import Tabular
import Training

/// What a training tells while it goes on; the program says it in words.
package enum TrainingEvent {
  // The data
  /// Something about the files that the user should know.
  case dataWarning(Message)
  case dialect(Dialect)
  case unnamedColumns
  case notation(column: String, text: String, number: Float)
  case rowsWithoutTarget(Int)
  case excluded([Features.Exclusion])
  case column(name: String, kind: ColumnKind, inputs: Int)
  case countsTarget(column: String, CountDetection)
  case smallNetworks(Optimizer.Method)
  case tooManyColumnsToBin(Int)
  case targetLeakage([TargetLeakage])
  case duplicateRows(DuplicateRows)
  case distributionShift([DistributionShift])
  case noValidationRows(keptTogether: ColumnRoles.Grouping?)
  case classOutsideFold(column: String, class: CellText)
  case unparsedCell(file: String, UnparsedCell)

  // The plan
  case blas(library: String, kernel: String?, replaced: String?, threads: Int)
  case planned(TrainingPlan)
  /// The value of each option that changes the model, by name, and where it comes from.
  case options([String: String], [OptionName: OptionOrigin])

  // Search
  case searchStarted(SearchSummary)
  case trialFinished(SuccessiveHalving.Job, cost: SelectionCost)
  case trialFailed(Int, Message)
  case trialProgress(Int, best: SelectionCost?, EpochReport)
  case searchInterrupted(log: String)
  case searchTimedOut
  case searchFinished(SearchOutcome)

  // Training
  case epoch(EpochReport, network: Int?)
  case foldFinished(Int, bestEpoch: Int, epochs: Int, scores: [MetricValue])
  case timedOutBeforeFirstEpoch
  case baselineTooLarge
  case baselineTooSlow(Baseline)
  case calibrated(CalibrationFit)

  // Checkpoint
  case noCheckpointYet(String)
  case checkpointIgnored(String)
  case kernelChanged(before: String, now: String)
  case resumed(path: String, CheckpointPlace)
  case checkpointFailed(Message)
  case cannotResume(Message)
  case canResume(path: String)
}

/// Where a checkpoint stands.
package enum CheckpointPlace: Sendable {
  case beforeFirstEpoch
  case networksTrained(Int)
  case inNetwork(Int, epochs: Int)
}

/// Hears of events.
package typealias TrainingObserver = (TrainingEvent) -> Void

/// What a training runs on.
struct TrainingContext {
  let workers: ThreadPool
  let cancellation: Cancellation
  let observer: TrainingObserver

  /// The same, telling nothing.
  var silent: TrainingContext {
    TrainingContext(workers: workers, cancellation: cancellation, observer: { _ in })
  }
}
