import Metrics
import NeuralNetwork
import Tabular

/// What the header of a model file states, in the program's own types: the same for every version of the format.
struct ModelFacts {
  /// d(0), …, d(L).
  var widths: [Int]
  var activation: Activation
  var loss: Loss
  var architecture: Architecture
  /// The number of ensemble members.
  var members: Int
  var features: Features
  var target: Target
  var missing: MissingValues
  var temperature: TemperatureScaling?
  var intervals: [ConformalIntervals]?
  var provenance: TrainedModel.Provenance
}
