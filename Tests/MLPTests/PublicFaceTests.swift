import Foundation
import MLP
import Testing

/// The library as a client uses it.
struct PublicFaceTests {
  private static let options = ["hidden": "8", "ensemble": "1", "epochs": "4", "bins": "1"]

  private static func request(_ options: [String: String] = [:]) throws -> TrainingRequest {
    try TrainingRequest(
      paths: [Sample.iris], targets: ["species"], options: Self.options.merging(options) { $1 }, threads: 1)
  }

  @Test("a training reports its epochs and comes to a model, silently")
  func training() throws {
    var reports: [TrainingProgress] = []
    let outcome = try Self.request(["ensemble": "2"]).train { reports.append($0) }
    #expect(
      reports.map(\.epoch) == [1, 2, 3, 4, 1, 2, 3, 4] && reports.map(\.member) == [1, 1, 1, 1, 2, 2, 2, 2])
    #expect(reports.allSatisfy { $0.epochCount == 4 && $0.memberCount == 2 && $0.trainingLoss.isFinite })
    #expect(reports.allSatisfy { $0.validationLoss != nil && $0.bestEpoch <= $0.epoch })
    #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.elapsedSeconds < $1.elapsedSeconds })
    #expect(outcome.stopReason == .epochs && outcome.epochCount == 4 && outcome.seconds > 0)
    #expect(outcome.metrics["accuracy"] != nil && outcome.metrics == outcome.model.validationMetrics)
    let model: TrainedModel = outcome.model
    #expect(model.classNames == ["setosa", "versicolor", "virginica"] && model.memberCount == 2)
    #expect(model.trainingRowCount + model.validationRowCount == 150)
    #expect(model.options["epochs"] == "4" && model.program.hasPrefix("MLP "))
  }

  @Test("a model predicts rows as those of a file, and is read as it was written")
  func predicting() throws {
    let folder = try ScratchFolder()
    let model = try Self.request().train().model
    let path = folder.path + "/m"
    try model.write(to: path)
    let read = try TrainedModel(path: path)
    #expect(try read.encoded() == model.encoded())
    let lines = try String(contentsOfFile: Sample.iris, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: ",").map(String.init) }
    let rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    let predictions = try read.predict(rows: rows)
    #expect(try predictions.labels == model.predict(path: Sample.iris).labels && predictions.count == 150)
    let right = zip(predictions.labels, rows).count { $0 == $1["species"] }
    #expect(try model.evaluate(path: Sample.iris)["accuracy"] == Double(right) / 150)
  }

  @Test("a cancelled training comes to the best model so far, if an epoch has ended")
  func cancelling() throws {
    let cancellation = Cancellation()
    let outcome = try Self.request().train(cancellation: cancellation) {
      if $0.epoch == 2 { cancellation.request() }
    }
    #expect(outcome.stopReason == .cancelled && outcome.epochCount == 2)
    #expect(try outcome.model.predict(path: Sample.iris).count == 150)
    for requested in [cancellation, Cancellation { true }] {
      expectFailure(.interrupted, "") { _ = try Self.request().train(cancellation: requested) }
    }
    #expect(try Self.request().train(cancellation: Cancellation { false }).stopReason == .epochs)
  }

  @Test("early stopping and the time limit are reasons to end")
  func stopping() throws {
    let patient = try Self.request(["epochs": "1000", "patience": "2", "learning-rate": "0.1"]).train()
    #expect(patient.stopReason == .earlyStopping && patient.bestEpoch == patient.epochCount - 2)
    let limited = try Self.request(["epochs": "1000000", "patience": "1000000", "time-limit": "0.2s"]).train()
    #expect(limited.stopReason == .timeLimit)
  }

  @Test("a training is continued from its checkpoint to the same model")
  func resuming() throws {
    let folder = try ScratchFolder()
    func request(resumes: Bool) throws -> TrainingRequest {
      try TrainingRequest(
        paths: [Sample.iris], options: Self.options, threads: 1,
        checkpoint: CheckpointOptions(path: folder.path + "/c", interval: .epochs(1), resumes: resumes))
    }
    let cancellation = Cancellation()
    let cut = try request(resumes: false).train(cancellation: cancellation) { _ in cancellation.request() }
    cut.removeCheckpoint()
    #expect(FileManager.default.fileExists(atPath: folder.path + "/c"))
    let resumed = try request(resumes: true).train()
    #expect(try resumed.model.encoded() == Self.request().train().model.encoded())
    #expect(
      try request(resumes: false).train().warnings.contains { $0.contains("holds an unfinished training") })
    resumed.removeCheckpoint()
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/c"))
  }

  @Test("warnings are sentences that name options as the library does")
  func warnings() throws {
    let folder = try ScratchFolder()
    let lines = (0..<200).map { "\($0 * 7 % 11),\($0 % 2),\($0 % 2 == 0 ? "no" : "yes")" }
    let path = try folder.file("leak.csv", (["x,copy,y"] + lines + ["1,0,"]).joined(separator: "\n"))
    let warnings = try TrainingRequest(paths: [path], options: Self.options).train().warnings
    #expect(warnings.contains("1 row without a target value is ignored"))
    #expect(
      warnings.contains {
        $0.contains("column 'copy' alone predicts 'y'") && $0.contains("use `ignore` 'copy'")
      })
    #expect(!warnings.contains { $0.contains("--") })
  }

  @Test(
    "a request that cannot be is refused before anything is read",
    arguments: [
      (["epoch": "5"], "unknown option 'epoch'; did you mean `epochs`?"),
      (["output": "m"], "unknown option 'output'"),
      (["epochs": "many"], "`epochs`: expected a whole number"),
      (["header": "yes"], "`header`: expected true or false, found 'yes'"),
      (["target": "species"], "`target` cannot be combined"),
      (["group": "species", "time": "species"], "`group` and `time` cannot be combined"),
    ])
  func refused(_ options: [String: String], _ text: String) {
    expectFailure(.usage, text) { _ = try Self.request(options) }
  }

  @Test("files and columns that are not there are errors")
  func missing() throws {
    expectFailure(.usage, "no input file") { _ = try TrainingRequest(paths: []) }
    expectFailure(.usage, "only once") { _ = try TrainingRequest(paths: ["-", "-"]) }
    expectFailure(.noInput, "none.csv") { _ = try TrainingRequest(paths: ["none.csv"]).train() }
    expectFailure(.usage, "no column 'specie'") {
      _ = try TrainingRequest(paths: [Sample.iris], targets: ["specie"]).train()
    }
    expectFailure(.usage, "at least 1 thread") {
      _ = try TrainingRequest(paths: [Sample.iris], threads: 0).train()
    }
    for (checkpoint, text) in [(Sample.iris, "would overwrite the input"), ("-", "expected a file")] {
      expectFailure(.usage, text) {
        _ = try TrainingRequest(paths: [Sample.iris], checkpoint: CheckpointOptions(path: checkpoint))
      }
    }
  }

  @Test("several targets, with a comma in a name, and flags")
  func targets() throws {
    let folder = try ScratchFolder()
    let lines = (0..<80).map { "\($0 % 9),\(Double($0 % 9) * 1.37),\(Double($0 % 7) + 0.25)" }
    let path = try folder.file("d.csv", (["x,\"a,b\",c"] + lines).joined(separator: "\n"))
    let request = try TrainingRequest(
      paths: [path], targets: ["a,b", "c"],
      options: Self.options.merging(["front-scale": "false", "header": "true"]) { $1 })
    let model = try request.train().model
    #expect(model.targetNames == ["a,b", "c"] && model.options["front-scale"] == "false")
    #expect(try model.predict(rows: [["x": "3"]]).numbers(of: "c")?.count == 1)
    #expect(TrainingRequest.optionNames.contains("epochs"))
  }
}

/// Expects a failure of this kind with this text in it.
private func expectFailure(
  _ kind: Failure.Kind, _ text: String, location: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) {
  do {
    try body()
    Issue.record("nothing was thrown", sourceLocation: location)
  } catch let failure as Failure {
    #expect(
      failure.kind == kind && (text.isEmpty || failure.description.contains(text)), "\(failure)",
      sourceLocation: location)
  } catch {
    Issue.record("\(error)", sourceLocation: location)
  }
}
