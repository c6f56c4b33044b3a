import Diagnostics
import FoundationEssentials
import MLP
import Options
import Synchronization
import Testing

/// Requests the end of a training after so many questions.
private final class Countdown: Sendable {
  private let left: Atomic<Int>

  init(_ questions: Int) { left = Atomic(questions) }

  var cancellation: Cancellation { Cancellation { self.left.subtract(1, ordering: .relaxed).newValue < 0 } }
}

struct ResumeTests {
  private let given: GivenOptions = ["epochs": "6", "hidden": "8", "ensemble": "2", "bins": "4"]

  @Test(
    "a training that was cancelled and resumed gives the same bytes as one that was not",
    arguments: [7, 20, 33])
  func resumed(_ questions: Int) throws {
    let folder = try ScratchFolder()
    let whole = try LibraryTraining(Sample.iris, given)
    var options = CheckpointOptions(path: folder.path + "/c", interval: .epochs(1))
    let cut = try LibraryTraining(
      Sample.iris, given, checkpoint: options, cancellation: Countdown(questions).cancellation)
    try cut.result.closeCheckpoint(isCancelled: true)
    #expect(!cut.result.ensemble.isComplete && FileManager.default.fileExists(atPath: options.path))
    options.resumes = true
    let rest = try LibraryTraining(Sample.iris, given, checkpoint: options)
    var resumes = 0
    for case .resumed in rest.events { resumes += 1 }
    #expect(resumes == 1)
    #expect(try rest.result.model.encoded() == whole.result.model.encoded())
    try rest.result.closeCheckpoint(isCancelled: false)
    #expect(!FileManager.default.fileExists(atPath: options.path))
  }

  @Test("a checkpoint of other options or other data is refused, naming what differs")
  func other() throws {
    let folder = try ScratchFolder()
    var options = CheckpointOptions(path: folder.path + "/c", interval: .epochs(1))
    _ = try LibraryTraining(
      Sample.iris, given, checkpoint: options, cancellation: Countdown(20).cancellation)
    options.resumes = true
    for (table, given, difference) in [
      (Sample.iris, given.with(["dropout": "0.5"]), "dropout"), (Sample.wine, given, "different data"),
    ] {
      let failure = #expect(throws: Failure.self) {
        try LibraryTraining(table, given, checkpoint: options)
      }
      #expect(failure?.kind == .data && failure?.description.contains(difference) == true)
    }
  }

  @Test("a training that is cancelled before its first epoch ends throws")
  func cancelledAtOnce() {
    let failure = #expect(throws: Failure.self) {
      try LibraryTraining(Sample.iris, given, cancellation: Cancellation { true })
    }
    #expect(failure?.kind == .interrupted)
  }

  @Test("epochs are reported in order, for each ensemble member")
  func epochs() throws {
    var reports: [Int: [Int]] = [:]
    for case .epoch(let report, let network) in try LibraryTraining(Sample.iris, given).events {
      reports[network ?? 1, default: []].append(report.epoch)
    }
    #expect(reports.keys.sorted() == [1, 2])
    #expect(reports.values.allSatisfy { $0 == Array(1...6) }, "\(reports)")
  }
}
