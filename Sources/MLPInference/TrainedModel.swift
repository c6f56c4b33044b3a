import Metrics
import NeuralNetwork
import Tabular

/// A model: all that predicting needs, and where it comes from.
///
/// It holds the networks, how columns become features of them, and how their outputs become classes or numbers.
public struct TrainedModel: Sendable {
  /// Networks of one form, whose predictions are averaged; one at least.
  package var members: [Network]
  /// By which their mean is calibrated; nil where it is not.
  package var temperature: TemperatureScaling?
  /// What intervals around predictions are made of, for each target of numbers; nil without validation rows.
  package var intervals: [ConformalIntervals]?
  package var features: Features
  package var target: Target
  /// The words that mark a missing value.
  package var missing: MissingValues
  package var provenance: Provenance

  /// How the model came to be.
  ///
  /// The same data, options and seed give the same.
  package struct Provenance: Hashable, Codable, Sendable {
    /// Name and version of the program.
    package var program: String
    package var seed: UInt64
    /// The options of the training, by name.
    package var options: [String: String]
    /// The metrics reached on the validation rows, by name.
    package var metrics: [String: Double]
    package var trainingRows: Int
    package var validationRows: Int
    package var epochs: Int
    package var bestEpoch: Int
    /// What the simplest models reach on the validation rows, by their name and the metric's; nil where none was
    /// fitted.
    package var baselines: [String: Double]?

    /// The words of the file.
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

  /// The form that all members have.
  package var network: Network { members[0] }
}
