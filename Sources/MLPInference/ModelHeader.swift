import Metrics
import NeuralNetwork
import Tabular

/// The JSON under the metadata key `mlp`, version 6 of the format (docs/format.md).
///
/// Keys are the words of the file, and belong to it alone: types and properties elsewhere are free to change. What does
/// not apply to a model is left out.
struct ModelHeader: Codable {
  /// The version that is written, and the newest that is read.
  static let version = 6

  private var fields: ModelFields
  /// Its keys stand among the others.
  private var architecture: Architecture

  init(_ model: TrainedModel) {
    fields = ModelFields(model)
    architecture = model.network.parameters.architecture
  }

  init(from decoder: any Decoder) throws {
    fields = try ModelFields(from: decoder)
    architecture = try Architecture(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    try fields.encode(to: encoder)
    try architecture.encode(to: encoder)
  }

  var facts: ModelFacts { fields.facts(architecture) }
}

private struct ModelFields: Codable {
  private var version = ModelHeader.version
  private var widths: [Int]
  private var activation: Activation
  private var loss: LossHeader
  private var ensemble: Int?
  private var features: FeaturesHeader
  private var target: TargetHeader
  private var missingValues: [CellText]
  private var temperature: Double?
  private var intervals: [IntervalsHeader]?
  private var provenance: TrainedModel.Provenance

  private enum CodingKeys: String, CodingKey {
    case version, widths, activation, loss, ensemble, features, target, missingValues
    case temperature, intervals, provenance
  }

  init(_ model: TrainedModel) {
    let network = model.network
    widths = network.widths
    activation = network.activation
    loss = LossHeader(network.loss)
    ensemble = model.members.count > 1 ? model.members.count : nil
    features = FeaturesHeader(model.features)
    target = TargetHeader(model.target)
    missingValues = model.missing.words
    temperature = model.temperature?.value
    intervals = model.intervals?.map { IntervalsHeader($0) }
    provenance = model.provenance
  }

  func facts(_ architecture: Architecture) -> ModelFacts {
    ModelFacts(
      widths: widths, activation: activation, loss: loss.loss, architecture: architecture,
      members: ensemble ?? 1, features: features.features, target: target.target,
      missing: MissingValues(cells: missingValues),
      temperature: temperature.map { TemperatureScaling(unchecked: $0) },
      intervals: intervals?.map(\.intervals), provenance: provenance)
  }
}

/// `{"name":"huber","parameter":1}`; without a parameter where the loss has none.
struct LossHeader: Codable {
  private var name: Loss.Function
  private var parameter: Float?

  private enum CodingKeys: String, CodingKey { case name, parameter }

  init(_ loss: Loss) {
    name = loss.name
    parameter = loss.hasParameter ? loss.parameter : nil
  }

  var loss: Loss { Loss(name, parameter: parameter) }
}

/// `{"residuals":[…],"predictions":[…],"spreads":[…]}`; without the last two where every interval is equally wide.
struct IntervalsHeader: Codable {
  private var residuals: [Float]
  private var predictions: [Float]?
  private var spreads: [Float]?

  private enum CodingKeys: String, CodingKey { case residuals, predictions, spreads }

  init(_ intervals: ConformalIntervals) {
    residuals = intervals.residuals
    let varies = !intervals.predictions.isEmpty || !intervals.spreads.isEmpty
    predictions = varies ? intervals.predictions : nil
    spreads = varies ? intervals.spreads : nil
  }

  var intervals: ConformalIntervals {
    ConformalIntervals(residuals: residuals, predictions: predictions ?? [], spreads: spreads ?? [])
  }
}
