import Diagnostics
import Metrics
import Options
import Testing

@testable import MLP

struct CrossValidationTests {
  @Test("each row is validated by exactly one network, which was not trained on it")
  func partition() throws {
    let training = try LibraryTraining(Sample.iris, ["folds": "3", "epochs": "3", "hidden": "8"])
    let folds = try #require(training.plan.data.folds)
    #expect(folds.count == 3)
    for k in 0..<3 {
      let (learned, validation) = try folds.examples(k)
      #expect(learned.count == 100 && validation.count == 50)
      // The classes of iris have 50 rows each, and folds are stratified.
      for c in 0..<3 {
        let share = (0..<validation.count).count { validation.Y[0, $0] == Float(c) }
        #expect((16...17).contains(share))
      }
    }
    #expect(training.result.model.members.count == 3 && training.result.report == nil)
  }

  @Test("the scores are those of each fold, their mean is in the model, and their deviation has n − 1")
  func scores() throws {
    let training = try LibraryTraining(Sample.iris, ["folds": "4", "epochs": "3", "hidden": "8"])
    var accuracies: [Double] = []
    for case .foldFinished(_, _, _, let scores) in training.events {
      accuracies.append(try #require(scores.first { $0.metric == .accuracy }?.value))
    }
    #expect(accuracies.count == 4)
    let mean = accuracies.reduce(0, +) / 4
    let variance = accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3
    let summary = try #require(
      training.result.ensemble.scores.summary.first { $0.metric == .accuracy })
    #expect(abs(summary.mean - mean) < 1e-12 && abs(summary.deviation - variance.squareRoot()) < 1e-12)
    #expect(training.result.model.provenance.metrics["accuracy"] == summary.mean)
  }

  @Test("rows of one group are never on both sides")
  func groups() throws {
    let folder = try ScratchFolder()
    let rows = (0..<60).map { "\($0 % 7),\($0 * 37 % 11),g\($0 / 5)" }
    let table = try folder.file("t.csv", "a,y,g\n" + rows.joined(separator: "\n") + "\n")
    let plan = try LibraryTraining(
      table, ["folds": "4", "group": "g", "target": "y", "epochs": "2", "hidden": "4", "bins": "1"]
    ).plan
    for rows in try #require(plan.data.folds).validationRows {
      let groups = Set(rows.map { $0 / 5 })
      #expect(rows.count == 5 * groups.count)
    }
  }

  @Test("more folds than rows are refused")
  func tooMany() {
    let failure = #expect(throws: Failure.self) {
      try LibraryTraining(Sample.iris, ["folds": "1000"])
    }
    #expect(failure?.kind == .data && failure?.description.contains("`folds` 1000 needs at least") == true)
  }
}
