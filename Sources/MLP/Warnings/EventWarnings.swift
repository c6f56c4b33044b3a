import Diagnostics
import Tabular
import Training

extension TrainingEvent {
  /// What the user should know of it, a sentence each; none for an event that only reports.
  package var warnings: [Message] { dataWarnings + trainingWarnings + checkpointWarnings }

  private var dataWarnings: [Message] {
    switch self {
    case .dataWarning(let message): [message]
    case .rowsWithoutTarget(let count):
      ["\(counted(count, "row")) without a target value \(count == 1 ? "is" : "are") ignored"]
    case .targetLeakage(let found): TargetLeakage.warnings(found)
    case .duplicateRows(let rows): [rows.warning]
    case .distributionShift(let shifts): [DistributionShift.warning(shifts)]
    case .noValidationRows(let grouping):
      [
        "no validation rows: there are too few rows\(grouping.map { ", or too few values of '\($0.column)'" } ?? "")"
      ]
    case .classOutsideFold(let column, let name):
      [
        "class '\(shortened(name))' of column '\(column)', the target, has no training rows in one of the folds: it has fewer than two rows"
      ]
    case .unparsedCell(let file, let cell):
      [
        "\(file):\(cell.line): column '\(cell.column)': '\(shortened(cell.word))' is not a number and is treated as missing (\(counted(cell.count, "such value")) in the column)"
      ]
    default: []
    }
  }

  private var trainingWarnings: [Message] {
    switch self {
    case .searchTimedOut:
      ["time limit reached before the first trial finished; training with the default options"]
    case .epoch(let epoch, let network): epoch.rollback.map { [$0.warning(epoch, network: network)] } ?? []
    case .timedOutBeforeFirstEpoch:
      ["time limit reached before the first epoch finished; the model is barely trained"]
    default: []
    }
  }

  private var checkpointWarnings: [Message] {
    switch self {
    case .checkpointIgnored(let path):
      [
        "'\(path)' holds an unfinished training, which is overwritten; use \(option: .resume) to continue it instead"
      ]
    case .kernelChanged(let before, let now):
      [
        "the checkpoint was written with the BLAS kernel \(before), and the current one is \(now), which rounds differently, so the model will not be bit-for-bit the same"
      ]
    case .checkpointFailed(let message): ["\(message); the training continues without a checkpoint"]
    case .cannotResume(let message): ["the training cannot be resumed: \(message)"]
    default: []
    }
  }
}

extension Rollback {
  fileprivate func warning(_ epoch: EpochReport, network: Int?) -> Message {
    "\(network.map { "network \($0): " } ?? "")the training diverged in epoch \(epoch.epoch) and restarts from \(bestEpoch.map { "epoch \($0)" } ?? "the initial weights") at a learning rate of \(Float(rate))"
  }
}
