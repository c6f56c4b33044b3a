import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Training

/// What is chosen where the user has said nothing: a balance of accuracy and time.
///
/// The numbers were chosen on validation rows of real tables; Benchmarks/ACCURACY.md has the figures.
enum Preset: String, CaseIterable {
  /// Seconds: scaled numbers and ReLU.
  case fast
  /// Numbers in pieces, Mish, and as many networks as do not take long.
  case `default`
  /// The same with four times as many networks, however long they take.
  case best

  var activation: Activation { self == .fast ? .relu : .mish }

  /// Of the average of the weights that is judged and kept; 0 for none.
  var averageDecay: Double { self == .fast ? 0 : 0.99 }

  /// Whether the inputs of one head are multiplied by factors that are learned.
  var scalesInputs: Bool { self != .fast }

  /// The most networks to train by this optimizer.
  func members(_ optimizer: Optimizer.Method) -> Int {
    switch self {
    case .fast: 1
    case .default: 4
    case .best: optimizer.isFullBatch ? 4 : 16
    }
  }

  /// The work beyond which no further network is trained, as `work` tells it: about fifteen seconds on two cores.
  var maximumWork: Double { self == .best ? .infinity : 1e12 }

  /// Whether numbers are predicted better by small networks, which Levenberg–Marquardt trains, than by large ones,
  /// with so many rows to learn from.
  func prefersSmallNetworks(rows: Int, inputsAndOutputs: Int) -> Bool {
    self != .fast && rows <= Self.fewRows && inputsAndOutputs <= Self.fewInputsAndOutputs
  }

  static let fewRows = 1000
  private static let fewInputsAndOutputs = 32

  /// The most pieces of a column of numbers; 1 for none.
  var maximumBins: Int { self == .fast ? 1 : 128 }

  /// The same, where there are so many of them and so many rows to learn from.
  ///
  /// A piece gets sixteen rows or more on average, and all pieces together stay a first layer of usual size; what few
  /// pieces of very many columns tell is not worth its time.
  func bins(columns: Int, rows: Int) -> Int {
    guard columns <= Self.maximumPiecewiseColumns else { return 1 }
    let bins = min(maximumBins, 4096 / max(1, columns), rows / 16)
    return bins < 4 ? 1 : bins
  }

  static let maximumPiecewiseColumns = 256
}

/// The multiplications of the products for one sample, in layers of the widths d(1), …, d(L).
func multiplications(_ inputs: InputLayout, widths: [Int]) -> Int {
  zip([inputs.multiplied.count] + widths, widths).reduce(0) { $0 + $1.0 * $1.1 }
}

extension Network {
  /// What an epoch over so many rows costs, in multiplications of a product: those that there are, and as many as take
  /// the time of the lookups and of the update.
  func work(rows: Int, batchSize: Int) -> Double {
    let inputs = parameters.inputs
    let products = multiplications(inputs, widths: Array(widths.dropFirst()))
    let lookups = 4 * widths[1] * inputs.lookups.count
    return Double(rows)
      * (Double(products * heads + lookups) + 8 * Double(parameters.all.count) / Double(batchSize))
  }
}
