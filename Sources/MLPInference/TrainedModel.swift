import Metrics
import NeuralNetwork
import Tabular

/// A model: the networks, how columns become inputs, how outputs become classes or numbers, and how it was trained.
public struct TrainedModel: Sendable {
  /// The ensemble, at least one network, whose predictions are averaged; all have one architecture.
  package var members: [Network]
  /// The temperature that calibrates their mean; nil if it is not calibrated.
  package var temperature: TemperatureScaling?
  /// The residuals behind prediction intervals, for each numeric target; nil without validation rows.
  package var intervals: [ConformalIntervals]?
  package var features: Features
  package var target: Target
  /// The missing-value markers.
  package var missing: MissingValues
  package var provenance: Provenance

  /// How the model was trained.
  ///
  /// The same data, options and seed give the same model.
  package struct Provenance: Hashable, Codable, Sendable {
    /// Name and version of the program.
    package var program: String
    package var seed: UInt64
    /// The options of the training, by name.
    package var options: [String: String]
    /// The metrics on the validation rows, by name.
    package var metrics: [String: Double]
    package var trainingRows: Int
    package var validationRows: Int
    package var epochs: Int
    package var bestEpoch: Int
    /// The metrics of the baselines on the validation rows, by the name of the model and of the metric; nil if none was
    /// fitted.
    package var baselines: [String: Double]?

    /// The keys of the file.
    private enum CodingKeys: String, CodingKey {
      case program, seed, options, metrics, trainingRows, validationRows, epochs, bestEpoch, baselines
    }

    package init(
      program: String, seed: UInt64, options: [String: String], metrics: [String: Double], trainingRows: Int,
      validationRows: Int, epochs: Int, bestEpoch: Int, baselines: [String: Double]? = nil
    ) {
      self.program = program
      self.seed = seed
      self.options = options
      self.metrics = metrics
      self.trainingRows = trainingRows
      self.validationRows = validationRows
      self.epochs = epochs
      self.bestEpoch = bestEpoch
      self.baselines = baselines
    }
  }

  package init(
    members: [Network], temperature: TemperatureScaling? = nil, intervals: [ConformalIntervals]? = nil,
    features: Features, target: Target, missing: MissingValues, provenance: Provenance
  ) {
    precondition(!members.isEmpty, "a model has a network")
    self.members = members
    self.temperature = temperature
    self.intervals = intervals
    self.features = features
    self.target = target
    self.missing = missing
    self.provenance = provenance
  }

  /// The first network; all have its architecture.
  package var network: Network { members[0] }
}
