import Diagnostics
import FoundationEssentials
import MLP
import Options
import Testing

struct SearchTests {
  private let given: GivenOptions = ["epochs": "3", "hidden": "8", "bins": "1", "seed": "5"]

  /// The trials of a log: the number of each, and its cost.
  private func log(_ path: String) throws -> [(trial: Int, value: Double)] {
    try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
      .split(separator: "\n").dropFirst().map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return (try #require(Int(cells[0])), try #require(Double(cells[2])))
      }
  }

  @Test("the best of the trials is trained, and each trial is in the log")
  func best() throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/trials.csv"
    let training = try LibraryTraining(Sample.iris, given, search: SearchOptions(trials: 4, log: path))
    let outcome = try #require(training.plan.search)
    #expect(outcome.trials == 4)
    let runs = try log(path)
    #expect(Set(runs.map(\.trial)) == [1, 2, 3, 4])
    let best = try #require(outcome.best)
    #expect(best.metric == .logLoss && runs.map(\.value).contains(best.value))
    for (option, value) in outcome.values {
      #expect(training.plan.given[option] == value && training.plan.origins[option] == .search)
    }
    var finished = 0
    for case .trialFinished in training.events { finished += 1 }
    #expect(finished == runs.count)
  }

  @Test("options that are given are not searched")
  func givenOptions() throws {
    let folder = try ScratchFolder()
    let training = try LibraryTraining(
      Sample.iris, given.with(["learning-rate": "0.01", "activation": "relu"]),
      search: SearchOptions(trials: 2, log: folder.path + "/trials.csv"))
    for case .searchStarted(let summary) in training.events {
      #expect(summary.options.allSatisfy { !["learning-rate", "activation", "hidden", "bins"].contains($0) })
      #expect(!summary.options.isEmpty)
    }
    #expect(training.result.model.provenance.options["learning-rate"] == "0.01")
  }

  @Test("a log is continued, and a search with more trials gives what it gives in one go")
  func continued() throws {
    let folder = try ScratchFolder()
    let (once, twice) = (folder.path + "/once.csv", folder.path + "/twice.csv")
    let whole = try LibraryTraining(Sample.iris, given, search: SearchOptions(trials: 5, log: once))
    _ = try LibraryTraining(Sample.iris, given, search: SearchOptions(trials: 2, log: twice))
    let rest = try LibraryTraining(Sample.iris, given, search: SearchOptions(trials: 5, log: twice))
    #expect(
      try Data(contentsOf: URL(filePath: once)) == Data(contentsOf: URL(filePath: twice)))
    #expect(try whole.result.model.encoded() == rest.result.model.encoded())
  }

  @Test("a log of other data, or of other options, is refused")
  func otherLog() throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/trials.csv"
    _ = try LibraryTraining(Sample.iris, given, search: SearchOptions(trials: 2, log: path))
    for (table, options) in [(Sample.wine, given), (Sample.iris, given.with(["dropout": "0.3"]))] {
      let failure = #expect(throws: Failure.self) {
        try LibraryTraining(table, options, search: SearchOptions(trials: 2, log: path))
      }
      #expect(failure?.kind == .data)
    }
  }
}
