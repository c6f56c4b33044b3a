import Diagnostics
import Files
import Glibc
import LinearAlgebra
import NeuralNetwork
import Options
import Tabular
import Training

/// Builds the networks that the data and the settings ask for.
struct NetworkBuilder {
  let settings: TrainingSettings
  let given: GivenOptions

  /// The loss, with its parameter, for a target; smoothed where many classes are to be told apart, which a network
  /// does better that is not driven to be certain.
  ///
  /// Throws where the loss is of another task.
  func loss(for target: Target) throws(Failure) -> Loss {
    let name = try lossName(for: target)
    let smooths = Loss(name).isCrossEntropy
    if settings.labelSmoothing ?? 0 > 0 && !smooths { throw Loss.refusal(ofSmoothing: Loss(name)) }
    let isMulticlass = name == .crossEntropy && target.outputs(Loss(name)) > 2
    let smoothing = settings.labelSmoothing ?? (isMulticlass ? 0.1 : 0)
    let loss = Loss(name, parameter: smooths ? smoothing : settings.lossParameter)
    if loss.isClassification != target.isClasses {
      let (for_, holds, task) =
        loss.isClassification
        ? ("classes", "numbers", "classification") : ("numbers", "classes", "regression")
      throw Failure(
        .usage,
        "\(option: .loss) \(name.rawValue) is for \(for_), and the target holds \(holds); use \(option: .task) \(task)"
      )
    }
    return loss
  }

  private func lossName(for target: Target) throws(Failure) -> Loss.Function {
    switch target {
    case .classes(_, _, let words):
      let name = settings.loss ?? (words.count == 2 ? .binaryCrossEntropy : .crossEntropy)
      if name == .binaryCrossEntropy && words.count > 2 {
        throw Failure(
          .usage,
          "\(option: .loss) binary-cross-entropy is for two classes, and the target has \(words.count)")
      }
      return name
    case .numeric(let numbers):
      let name = settings.loss ?? .squaredError
      if name == .poisson, let negative = numbers.first(where: { $0.minimum < 0 }) {
        throw Failure(
          .data,
          "\(option: .loss) poisson is for counts, and column '\(negative.column)' has \(negative.minimum)")
      }
      return name
    }
  }

  /// A network with its weights drawn by `seed`.
  ///
  /// Throws `.usage` where it is too large for the memory there is, or for its optimizer.
  func network(for data: TrainingData, seed: UInt64) throws(Failure) -> Network {
    let recipe = settings.recipe
    let loss = try loss(for: data.target)
    let widths = recipe.hidden + [data.target.outputs(loss)]
    let layout = ParameterLayout(inputs: data.inputs, widths: widths, recipe.architecture)
    let rows = data.training.count
    try MemoryEstimate(layout, batchSize: min(recipe.batchSize(rows: rows), rows), recipe.training).check()
    let parameters = Parameters(layout)
    try settings.check(parameters, given)
    (recipe.initialization ?? recipe.activation.initialization).fill(parameters, seed: seed)
    if loss.name == .poisson { startAtMeans(parameters, data.training) }
    let network = Network(parameters: parameters, activation: recipe.activation, loss: loss)
    try settings.optimizer.check(network, rows: rows)
    return network
  }

  /// Counts are not standardized; without their logarithm to begin with, the network would take long to reach it.
  private func startAtMeans(_ parameters: Parameters, _ examples: LabeledSamples) {
    let bias = parameters.b[parameters.widths.count - 1]
    for i in 0..<bias.count {
      let sum = (0..<examples.count).reduce(0.0) { $0 + Double(examples.Y[i % examples.Y.rows, $1]) }
      bias[i, 0] = Float(log(max(sum / Double(examples.count), 1e-6)))
    }
  }

  /// How a network is trained on so many rows.
  ///
  /// The scales of the inputs of a single head move at six times the rate where no multiplier is given (Holzmüller,
  /// Grinsztajn and Steinwart, "Better by Default", 2024).
  func trainingOptions(for network: Network, rows: Int) -> TrainingOptions {
    var options = settings.recipe.training
    options.batchSize = settings.recipe.batchSize(rows: rows)
    let multiplies = network.heads == 1 && network.parameters.inputScales.count > 0
    if multiplies && !options.optimizer.learningRateMultipliers.gives(.factors) {
      options.optimizer.learningRateMultipliers[.factors] = 6
    }
    return options
  }
}

extension Target {
  var isClasses: Bool { if case .classes = self { true } else { false } }

  /// The outputs of a network with this loss.
  func outputs(_ loss: Loss) -> Int {
    switch self {
    case .classes(_, _, let words): loss.outputs(forClasses: words.count)
    case .numeric(let numbers): numbers.count
    }
  }
}

extension Optimizer.Method {
  /// Refuses what Levenberg–Marquardt cannot train, with so many training rows.
  ///
  /// Throws `.usage`.
  fileprivate func check(_ network: Network, rows: Int) throws(Failure) {
    guard self == .levenbergMarquardt else { return }
    guard network.loss.name == .squaredError else {
      throw Failure(
        .usage,
        "\(option: .optimizer) \(rawValue) minimizes sums of squares, and the loss is \(network.loss.name.rawValue); use \(option: .optimizer) lbfgs for other losses"
      )
    }
    let count = network.parameters.all.count
    let most = LevenbergMarquardt.maximumParameters
    guard count <= most else {
      throw Failure(
        .usage,
        "a network of \(network.widths.map(String.init).joined(separator: "-")) has \(grouped(count)) parameters, and \(option: .optimizer) \(rawValue) takes at most \(grouped(most)); use \(option: .hidden) with smaller widths, or another \(option: .optimizer)"
      )
    }
    let work = Double(rows * network.widths[network.widths.count - 1]) * Double(count * count)
    guard work <= LevenbergMarquardt.maximumWork else {
      throw Failure(
        .usage,
        "\(option: .optimizer) \(rawValue) would take minutes for each step with \(grouped(rows)) rows and \(grouped(count)) parameters; use \(option: .hidden) with smaller widths, or another \(option: .optimizer)"
      )
    }
  }
}
