import Diagnostics
import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Tabular
import Training

/// The data of a training: split, fitted on the training rows, encoded.
package struct TrainingData {
  package let features: Features
  package let target: Target
  /// The classes are whole numbers that nobody called classes.
  package let takesNumbersForClasses: Bool
  package let missing: MissingValues
  /// Input layout used in training: that of `features`, or fully dense for Levenberg–Marquardt, which has no
  /// lookups.
  let inputs: InputLayout
  /// The optimizer that was asked for, or suits the data.
  let optimizer: Optimizer.Method
  /// Maximum number of bins of a numeric column.
  package let bins: Int
  /// The transform of a numeric target.
  let transform: TargetTransform.Curve
  /// Training and validation rows; of the first fold, where there are folds.
  package let training: LabeledSamples
  package let validation: LabeledSamples?
  /// With cross-validation, its splits.
  package let folds: Folds?

  /// The splits of a cross-validation.
  package struct Folds {
    package let count: Int
    /// The validation rows of each.
    let validationRows: [[Int]]
    let examples: (Int) throws(Failure) -> (training: LabeledSamples, validation: LabeledSamples)
  }

  /// What network `k` is trained and validated on.
  func part(_ k: Int) throws(Failure) -> (training: LabeledSamples, validation: LabeledSamples?) {
    guard k > 0, let folds else { return (training, validation) }
    return try folds.examples(k)
  }

  /// Whether a numeric target, which is standardized, has a skewness of more than 1.
  var isSkewed: Bool {
    guard case .numeric(let numbers) = target else { return false }
    return numbers.indices.contains { i in
      let cubes = (0..<training.count).reduce(0.0) { sum, n in
        let z = Double(training.Y[i, n])
        return sum + z * z * z
      }
      return abs(cubes) > Double(training.count)
    }
  }

  /// Whether these settings would make the same of the same table.
  func suits(_ settings: TrainingSettings, choosesOptimizer: Bool) -> Bool {
    (settings.recipe.bins == nil || settings.recipe.bins == bins)
      && settings.recipe.targetTransform == transform
      && (choosesOptimizer || settings.optimizer == optimizer)
  }
}

extension TrainingData {
  /// Examples as the networks see them while they are trained.
  func trainingView(_ examples: LabeledSamples) -> LabeledSamples {
    inputs == features.inputs
      ? examples
      : LabeledSamples(X: features.inputs.expanded(examples.X), Y: examples.Y, weights: examples.weights)
  }

  /// Trains a network on a part of this data, until its end or until it is cancelled.
  func train(
    _ network: Network, _ part: (training: LabeledSamples, validation: LabeledSamples?),
    _ options: TrainingOptions,
    from state: TrainingState? = nil, in context: TrainingContext, until isOver: () -> Bool,
    isTimeToKeep: (Bool) -> Bool = { _ in false }, keep: (TrainingState) -> Void = { _ in },
    report: (EpochReport) -> Void
  ) throws(Failure) -> TrainingResult {
    try Trainer(options, workers: context.workers).run(
      network, training: trainingView(part.training), validation: part.validation.map(trainingView),
      from: state, interrupted: isOver, isTimeToKeep: isTimeToKeep, keep: keep, report: report)
  }

  /// The best network of a training of `network`, with the input layout of `features`.
  func bestNetwork(of network: Network, _ outcome: TrainingResult) -> Network {
    Network(parameters: outcome.parameters, activation: network.activation, loss: network.loss)
      .withInputs(features.inputs)
  }
}

extension Network {
  /// The same network for another input layout.
  fileprivate func withInputs(_ inputs: InputLayout) -> Network {
    guard inputs != parameters.inputs else { return self }
    precondition(heads == 1, "heads are for minibatches, which have one layout")
    let other = Parameters(inputs: inputs, widths: Array(widths.dropFirst()))
    other.firstLayer = parameters.firstLayer
    for l in 1..<widths.count {
      if l > 1 { other.W[l].assign(parameters.W[l]) }
      other.b[l].assign(parameters.b[l])
    }
    return Network(parameters: other, activation: activation, loss: loss)
  }
}
