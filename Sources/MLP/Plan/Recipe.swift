import NeuralNetwork
import Tabular
import Training

/// How numbers are encoded, what the network is and how it is trained, where neither the user nor the data decide.
///
/// The literals below are the only home of defaults: one for each preset, and what each family of optimizers needs
/// instead. They were chosen on validation rows of real tables; Benchmarks/ACCURACY.md has the figures.
package struct Recipe: Sendable {
  // Encoding
  package var scaling: Scaling
  /// The bins of a numeric column; nil for as many as the data are good for, `maximumBins` at most.
  package var bins: Int?
  package var maximumBins: Int
  /// Dimensions of the learned embedding of a binned column; 0 feeds the bins directly.
  package var numericEmbedding: Int
  /// Frequencies of a periodic embedding (PBLD); 0 for none.
  package var frequencies: Int
  package var targetTransform: TargetTransform.Curve
  /// Whether predicted numbers stay within the range of the training rows; nil where they are classes.
  package var clipsOutput: Bool?

  // Network
  /// Networks whose predictions are averaged: at most so many, and no more than the work allows.
  package var ensemble: Int
  /// The multiplications beyond which no further network is trained.
  package var ensembleWork: Double
  /// TabM's k: implicit members that share all weights but the first scales and the last layer.
  package var heads: Int
  /// Whether inputs are multiplied by learned scales; nil where there is none to multiply.
  package var frontScale: Bool?
  package var hidden: [Int]
  package var activation: Activation
  package var isParametric: Bool
  /// Nil for the one that suits the activation.
  package var initialization: Initialization?

  // Training
  package var training: TrainingOptions
  /// Nil for a number that suits the training rows.
  package var batchSize: Int?
  /// Whether small regressions are better left to small networks and Levenberg–Marquardt.
  package var prefersSmallNetworks: Bool
}

/// What is chosen where the user has said nothing: a balance of accuracy and time.
package enum Preset: String, CaseIterable, Sendable {
  /// Seconds: scaled numbers and ReLU.
  case fast
  /// Binned numbers, Mish, and as many networks as about fifteen seconds on two cores allow.
  case `default`
  /// The same with four times as many networks, however long they take.
  case best
}

extension Recipe {
  package static let `default` = Recipe(
    scaling: .robust, maximumBins: 128, numericEmbedding: 16, frequencies: 0, targetTransform: .none,
    clipsOutput: true,
    ensemble: 4, ensembleWork: 1e12, heads: 1, frontScale: true, hidden: [256, 256], activation: .mish,
    isParametric: false,
    training: .minibatch, prefersSmallNetworks: true)

  package static let fast = Recipe.default.changed {
    ($0.maximumBins, $0.clipsOutput, $0.ensemble, $0.frontScale) = (1, false, 1, false)
    ($0.activation, $0.training.averageDecay, $0.prefersSmallNetworks) = (.relu, nil, false)
  }

  package static let best = Recipe.default.changed { ($0.ensemble, $0.ensembleWork) = (16, .infinity) }

  /// The recipe of a preset for an optimizer.
  package init(_ preset: Preset, _ optimizer: Optimizer.Method) {
    self =
      switch preset {
      case .fast: .fast
      case .default: .default
      case .best: .best
      }
    if optimizer.isFullBatch { takeFullBatches(optimizer) }
    training.optimizer = Optimizer(optimizer)
    training.learningRate = training.optimizer.defaultLearningRate
  }

  /// Plain small networks: full-batch optimizers know no dropout, average or embedding.
  private mutating func takeFullBatches(_ optimizer: Optimizer.Method) {
    training = .fullBatch
    (bins, numericEmbedding, frontScale, clipsOutput) = (1, 0, false, false)
    if optimizer == .levenbergMarquardt {
      (hidden, activation, ensemble) = ([10], .tanh, min(ensemble, 4))
    } else {
      (ensemble, ensembleWork) = (1, .infinity)
    }
  }

  private func changed(_ change: (inout Recipe) -> Void) -> Recipe {
    var recipe = self
    change(&recipe)
    return recipe
  }
}

extension Recipe {
  /// Training rows up to which small networks may be chosen for a regression.
  package static let fewRows = 1000
  private static let fewInputsAndOutputs = 32
  /// Numeric columns beyond which none is binned unless the user asks for it.
  package static let maximumBinnedColumns = 256

  /// Whether small networks predict numbers better, with so many training rows.
  func prefersSmallNetworks(rows: Int, inputsAndOutputs: Int) -> Bool {
    prefersSmallNetworks && rows <= Self.fewRows && inputsAndOutputs <= Self.fewInputsAndOutputs
  }

  /// The bins of each of so many numeric columns with so many training rows; 1 for none.
  ///
  /// A bin gets sixteen rows or more on average, and all bins together stay a first layer of ordinary size; few bins
  /// of very many columns are not worth their time.
  func bins(columns: Int, rows: Int) -> Int {
    if let bins { return bins }
    guard columns <= Self.maximumBinnedColumns else { return 1 }
    let bins = min(maximumBins, 4096 / max(1, columns), rows / 16)
    return bins < 4 ? 1 : bins
  }

  /// What the network has besides dense layers.
  var architecture: Architecture {
    Architecture(heads: heads, scalesInputs: frontScale == true, isParametric: isParametric)
  }

  /// Small data needs small minibatches, to take enough steps.
  func batchSize(rows: Int) -> Int { batchSize ?? (rows < 2_000 ? 32 : rows < 20_000 ? 128 : 256) }
}
