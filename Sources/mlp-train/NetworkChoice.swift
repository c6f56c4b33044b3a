import Diagnostics
import Glibc
import LinearAlgebra
import NeuralNetwork
import Tabular
import Training

extension MLPTrain {
  /// The network that the data and the options ask for, its weights drawn.
  static func network(for data: Dataset, _ settings: Settings, seed: UInt64) throws(Failure) -> Network {
    let outputs: Int
    let name: Loss.Function
    switch data.target {
    case .classes(_, _, let words):
      name = settings.loss ?? (words.count == 2 ? .binaryCrossEntropy : .crossEntropy)
      if name == .binaryCrossEntropy && words.count > 2 {
        throw Failure(
          .usage, "--loss binary-cross-entropy is for two classes, and the target has \(words.count)")
      }
      outputs = Loss(name).outputs(forClasses: words.count)
    case .numeric(let numbers):
      name = settings.loss ?? .squaredError
      if name == .poisson, let negative = numbers.first(where: { $0.minimum < 0 }) {
        throw Failure(
          .data, "--loss poisson is for counts, and column '\(negative.column)' has \(negative.minimum)")
      }
      outputs = numbers.count
    }
    let smooths = name == .binaryCrossEntropy || name == .crossEntropy
    if settings.labelSmoothing ?? 0 > 0 && !smooths {
      throw Loss.refusal(ofSmoothing: Loss(name))
    }
    // Many classes are told apart better by a network that is not driven to be certain.
    let smoothing = settings.labelSmoothing ?? (name == .crossEntropy && outputs > 2 ? 0.1 : 0)
    let loss = Loss(name, parameter: smooths ? smoothing : settings.lossParameter)
    if loss.isClassification, case .numeric = data.target {
      throw Failure(
        .usage,
        "--loss \(name.rawValue) is for classes, and the target holds numbers; say --task classification")
    }
    if !loss.isClassification, case .classes = data.target {
      throw Failure(
        .usage, "--loss \(name.rawValue) is for numbers, and the target holds classes; say --task regression")
    }
    let hidden = settings.hidden + [outputs]
    let heads = settings.heads ?? 1
    let batch = min(settings.batchSize ?? batchSize(rows: data.training.count), data.training.count)
    let architecture = Architecture(
      heads: heads, scalesInputs: settings.scalesInputs, isParametric: settings.learnsSlopes)
    let minibatch = 3 * batch * heads * ([data.inputs.multiplied.count] + hidden).reduce(0, +)
    try checkSize(
      [data.inputs.count] + hidden,
      count: Parameters.count(inputs: data.inputs, widths: hidden, architecture),
      copies: settings.training.copies, minibatch: minibatch)
    let parameters = Parameters(inputs: data.inputs, widths: hidden, architecture)
    try settings.check(parameters)
    (settings.initialization ?? settings.activation.initialization).fill(
      parameters, seed: seed)
    if name == .poisson { startAtMeans(parameters, data.training) }
    let network = Network(parameters: parameters, activation: settings.activation, loss: loss)
    try settings.training.optimizer.name.check(network, rows: data.training.count)
    return network
  }

  /// Counts are not standardized; without their logarithm to begin with, the network would take long to reach it.
  static func startAtMeans(_ parameters: Parameters, _ examples: LabeledSamples) {
    let bias = parameters.b[parameters.widths.count - 1]
    for i in 0..<bias.count {
      let sum = (0..<examples.count).reduce(0.0) { $0 + Double(examples.Y[i % examples.Y.rows, $1]) }
      bias[i, 0] = Float(log(max(sum / Double(examples.count), 1e-6)))
    }
  }

  /// How this network is trained on so many rows.
  ///
  /// Its factors of the inputs move at six times the rate where none is given and there is one head (Holzmüller,
  /// Grinsztajn and Steinwart, "Better by Default", 2024).
  static func options(for network: Network, rows: Int, _ settings: Settings) -> TrainingOptions {
    var options = settings.training
    options.batchSize = settings.batchSize ?? batchSize(rows: rows)
    if network.heads == 1 && network.parameters.R.count > 0 && !options.optimizer.rateFactors.gives(.factors)
    {
      options.optimizer.rateFactors[.factors] = 6
    }
    return options
  }

  /// Small data needs small minibatches, to take enough steps.
  static func batchSize(rows: Int) -> Int {
    rows < 2_000 ? 32 : rows < 20_000 ? 128 : 256
  }
}
