import Diagnostics
import Options

/// What is asked of a training: files, options, and where its state is kept.
///
///     let request = try TrainingRequest(paths: ["data/iris.csv"], targets: ["species"], options: ["epochs": "50"])
///     let outcome = try request.train()
public struct TrainingRequest: Sendable {
  /// CSV files with the same columns, or `-` for standard input.
  package var inputs: [String]
  /// The options that somebody gave; the rest follows from the recipe and the data.
  package var given: GivenOptions
  /// Name and version of the program, for the provenance of the model.
  package var program: String
  /// Nil for one for each core.
  package var threads: Int?
  package var search: SearchOptions?
  package var checkpoint: CheckpointOptions?

  package init(
    inputs: [String], given: GivenOptions, program: String, threads: Int? = nil,
    search: SearchOptions? = nil, checkpoint: CheckpointOptions? = nil
  ) {
    (self.inputs, self.given, self.program) = (inputs, given, program)
    (self.threads, self.search, self.checkpoint) = (threads, search, checkpoint)
  }

  /// The settings of it, before the data are known.
  ///
  /// Throws `.usage` for what cannot be.
  package func settings() throws(Failure) -> TrainingSettings {
    let settings = try TrainingSettings(given)
    guard search != nil else { return settings }
    guard settings.holdsOutRows else {
      throw Failure(.usage, "\(option: .search) needs validation rows, but there are none")
    }
    guard !given.contains(.optimizer) || !settings.optimizer.isFullBatch else {
      throw Failure(
        .usage,
        "\(option: .search) tries options of minibatch optimizers, but \(option: .optimizer) \(settings.optimizer.rawValue) is a full-batch optimizer"
      )
    }
    return settings
  }
}
