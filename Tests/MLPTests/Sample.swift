import Diagnostics
import FoundationEssentials
import MLP
import Options

/// The tables of data/ that tests train on.
enum Sample {
  static let data = #filePath.replacing(#/Tests/.*/#, with: "data")
  static let iris = data + "/iris.csv"
  static let orders = data + "/orders.csv"
  static let diabetes = data + "/diabetes.csv"
  static let wine = data + "/wine.csv"
}

extension GivenOptions: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral options: (String, String)...) {
    self.init(Dictionary(uniqueKeysWithValues: options.map { (OptionName($0.0), [$0.1]) }))
  }
}

/// A folder that is removed with its contents.
final class ScratchFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "mlp-\(UUID())").path()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
    return path + "/" + name
  }
}

/// A training as a library: no process, no output.
struct LibraryTraining {
  let plan: TrainingPlan
  let result: FitResult
  let events: [TrainingEvent]

  /// `cancelWhen` is asked with the events so far.
  init(
    _ table: String, _ given: GivenOptions = [:], search: SearchOptions? = nil,
    checkpoint: CheckpointOptions? = nil, cancellation: Cancellation = .never
  ) throws {
    let request = TrainingRequest(
      inputs: [table], given: given, program: "test", threads: 1, search: search, checkpoint: checkpoint)
    var events: [TrainingEvent] = []
    let trainer = try ModelTrainer(request, cancellation: cancellation) { events.append($0) }
    plan = try trainer.plan()
    result = try trainer.fit(plan)
    self.events = events
  }
}
