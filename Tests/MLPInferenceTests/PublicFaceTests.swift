import Foundation
import MLPInference
import Testing

/// The library as a client uses it, with golden models.
struct PublicFaceTests {
  private static let golden = #filePath.replacing(#/PublicFaceTests.swift/#, with: "Golden/")
  private static let parcels = golden + "parcels.csv"

  private static func model(_ name: String) throws -> TrainedModel {
    try TrainedModel(path: golden + "v6-\(name).safetensors")
  }

  /// The records of a CSV whose fields are free of line breaks, as dictionaries.
  private static func rows(_ path: String) throws -> [[String: String]] {
    var records: [[String]] = []
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      // Every second part is quoted.
      let marked = parts.enumerated().map {
        $0 % 2 == 0 ? String($1).replacing(",", with: "\u{0}") : String($1)
      }
      records.append(
        marked.joined().split(separator: "\u{0}", omittingEmptySubsequences: false).map(String.init))
    }
    return records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(records[0], $0)) }
  }

  @Test("a model tells its columns, its classes and its training")
  func facts() throws {
    let classes = try Self.model("classes")
    #expect(classes.targetNames == ["zone"] && classes.classNames == ["abroad", "far", "near"])
    #expect(classes.featureNames.contains("weight") && !classes.featureNames.contains("zone"))
    #expect(classes.memberCount == 2 && classes.options["ensemble"] == "2")
    #expect(classes.validationMetrics["accuracy"] != nil && classes.baselineMetrics["linear log-loss"] != nil)
    #expect(classes.trainingRowCount + classes.validationRowCount == (try Self.rows(Self.parcels).count))
    let numbers = try Self.model("several-targets")
    #expect(numbers.targetNames == ["price", "cost"] && numbers.classNames.isEmpty)
    #expect(numbers.program == "mlp-train 0.1.0" && numbers.seed == 1)
  }

  @Test(
    "rows given as dictionaries are predicted as those of a file, whole or block by block",
    arguments: ["classes", "numbers", "pbld", "tabm", "several-targets", "poisson", "hinge-of-two"])
  func same(_ name: String) throws {
    let model = try Self.model(name)
    let ofFile = try model.predict(path: Self.parcels)
    let ofRows = try model.predict(rows: Self.rows(Self.parcels), options: PredictionOptions(threads: 1))
    #expect(ofFile.count > 1 && ofRows.count == ofFile.count)
    #expect(ofRows.labels == ofFile.labels && ofRows.probabilities == ofFile.probabilities)
    for target in model.targetNames { #expect(ofRows.numbers(of: target) == ofFile.numbers(of: target)) }
    var (labels, numbers): ([String], [Float]) = ([], [])
    try model.predict(path: Self.parcels, options: PredictionOptions(threads: 2)) { block in
      labels += block.labels
      numbers += block.numbers
    }
    #expect(labels == ofFile.labels && numbers == ofFile.numbers)
    #expect(try model.predict(rows: []).count == 0)
  }

  @Test("predictions have labels and probabilities, or numbers in the units of the target")
  func kinds() throws {
    let classes = try Self.model("classes").predict(path: Self.parcels)
    #expect(classes.numbers.isEmpty && classes.numbers(of: "zone") == nil)
    for (label, probabilities) in zip(classes.labels, classes.probabilities) {
      #expect(abs(probabilities.reduce(0, +) - 1) < 1e-5)
      #expect(
        try Self.model("classes").classNames[probabilities.firstIndex(of: probabilities.max() ?? 0) ?? 0]
          == label)
    }
    let two = try Self.model("embedded-categories").predict(path: Self.golden + "customers.csv")
    #expect(two.probabilities.allSatisfy { $0.count == 2 && $0[0] + $0[1] == 1 })
    let scores = try Self.model("hinge-of-two").predict(path: Self.parcels)
    #expect(scores.probabilities.isEmpty && Set(scores.labels) == ["no", "yes"])
    let numbers = try Self.model("several-targets").predict(path: Self.parcels)
    #expect(numbers.labels.isEmpty && numbers.probabilities.isEmpty)
    #expect(numbers.numbers == numbers.numbers(of: "price") && numbers.numbers(of: "weight") == nil)
  }

  @Test("cells that training did not prepare the model for are counted, or an error")
  func unexpected() throws {
    let model = try Self.model("classes")
    var rows = Array(try Self.rows(Self.parcels).prefix(4))
    for k in rows.indices { rows[k]["maker"] = nil }
    (rows[1]["weight"], rows[2]["weight"], rows[3]["service"]) = ("heavy", "light", "Z")
    rows[0]["note"] = "a further column"
    let found = try model.predict(rows: rows).unexpected.sorted { $0.column < $1.column }
    #expect(found.map(\.column) == ["maker", "service", "weight"])
    #expect(found.map(\.cause) == [.absentColumn, .unknownCategory, .notANumber])
    #expect(found.map(\.count) == [4, 1, 2] && found.map(\.line) == [1, 4, 2])
    #expect(found.map(\.example) == ["", "Z", "heavy"])
    let strict = PredictionOptions(isStrict: true)
    expectFailure(.data, "rows:2: column 'weight': 'heavy' is not a number") {
      _ = try model.predict(rows: rows, options: strict)
    }
    expectFailure(.data, "no row has the column 'maker'") {
      _ = try model.predict(rows: [rows[0]], options: strict)
    }
  }

  @Test("prediction intervals surround the numbers, where a model has them")
  func intervals() throws {
    let predictions = try Self.model("several-targets").predict(path: Self.parcels)
    for target in ["price", "cost"] {
      let numbers = try #require(predictions.numbers(of: target))
      let (wide, narrow) = (
        try predictions.intervals(level: 0.8, of: target), try predictions.intervals(level: 0.5, of: target)
      )
      for (n, number) in numbers.enumerated() {
        #expect(wide[n].low <= narrow[n].low && narrow[n].low <= number && number <= narrow[n].high)
      }
    }
    expectFailure(.usage, "between 0 and 1, found 1.0") { _ = try predictions.intervals(level: 1) }
    expectFailure(.usage, "does not predict 'weight'") {
      _ = try predictions.intervals(level: 0.5, of: "weight")
    }
    expectFailure(.usage, "requires a regression model") {
      _ = try Self.model("classes").predict(rows: []).intervals(level: 0.5)
    }
  }

  @Test("an evaluation has the metrics of the task, and what was asked for besides")
  func evaluation() throws {
    let model = try Self.model("numbers")
    let plain = try model.evaluate(path: Self.parcels)
    #expect(plain.rowCount == (try Self.rows(Self.parcels).count) && plain["accuracy"] == nil)
    let all = try model.evaluate(
      path: Self.parcels, weight: "pieces", intervalLevel: 0.8, confidence: 0.9,
      options: PredictionOptions(threads: 1))
    #expect(all["rmse"] != plain["rmse"] && all["coverage"] ?? 0 > 0.5)
    let (low, high) = (try #require(all["r2-low"]), try #require(all["r2-high"]))
    #expect(low < high && plain["r2-low"] == nil)
    expectFailure(.usage, "between 0 and 1") { _ = try model.evaluate(path: Self.parcels, confidence: 2) }
    expectFailure(.usage, "no column 'none'") { _ = try model.evaluate(path: Self.parcels, weight: "none") }
    expectFailure(.data, "has no column 'weight'") {
      _ = try model.evaluate(path: Self.golden + "customers.csv")
    }
  }

  @Test("a model is written as it was read")
  func storage() throws {
    let path = Self.golden + "v6-classes.safetensors"
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let model = try TrainedModel(bytes: bytes, name: "m")
    #expect(try model.encoded() == bytes)
    let copy = FileManager.default.temporaryDirectory.appending(path: "mlp-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try model.write(to: copy)
    #expect([UInt8](try Data(contentsOf: URL(filePath: copy))) == bytes)
    expectFailure(.data, "'m' is not an mlp model file") { _ = try TrainedModel(bytes: [1, 2], name: "m") }
    expectFailure(.cannotCreate, "none/m") { try model.write(to: copy + "/none/m") }
  }

  @Test("what is wrong with files and options is thrown, and what the receiver of blocks throws")
  func failures() throws {
    let model = try Self.model("classes")
    struct Enough: Error {}
    #expect(throws: Enough.self) { try model.predict(path: Self.parcels) { _ in throw Enough() } }
    expectFailure(.noInput, "none.csv") { _ = try model.predict(path: "none.csv") }
    expectFailure(.noInput, "none.safetensors") { _ = try TrainedModel(path: "none.safetensors") }
    expectFailure(.data, "has no column 'weight'") {
      _ = try model.predict(path: Self.golden + "customers.csv")
    }
    expectFailure(.usage, "at least 1 thread") {
      _ = try model.predict(path: Self.parcels, options: PredictionOptions(threads: 0))
    }
    expectFailure(.usage, "one ASCII character as delimiter, found '→'") {
      _ = try model.predict(path: Self.parcels, options: PredictionOptions(delimiter: "→"))
    }
  }

  @Test("a file without a header is matched by position")
  func headerless() throws {
    let options = PredictionOptions(delimiter: ",", hasHeader: false)
    let predictions = try Self.model("headerless").predict(
      path: Self.golden + "headerless.csv", options: options)
    #expect(predictions.count > 1 && predictions.numbers.allSatisfy(\.isFinite))
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
      failure.kind == kind && failure.description.contains(text), "\(failure)", sourceLocation: location)
  } catch {
    Issue.record("\(error)", sourceLocation: location)
  }
}
