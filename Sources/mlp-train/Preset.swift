import Network

/// What is chosen where the user has said nothing: a balance of accuracy and time.
///
/// The numbers were chosen on validation rows of real tables; Benchmarks/ACCURACY.md has the figures.
enum Preset: String, CaseIterable {
  /// Seconds: scaled numbers and ReLU.
  case fast
  /// Numbers in pieces, Mish, and as many networks as do not take long.
  case `default`
  /// The same, and more networks.
  case best

  var activation: Activation { self == .fast ? .relu : .mish }

  /// The networks to train, for one of so many parameters that learns from so many rows.
  func members(parameters: Int, rows: Int) -> Int {
    switch self {
    case .fast: 1
    case .default: max(1, min(4, Self.usualWork / (parameters * rows)))
    case .best: 8
    }
  }

  /// Whether numbers are predicted better by small networks, which Levenberg–Marquardt trains, than by large ones,
  /// with so many rows to learn from.
  func prefersSmallNetworks(rows: Int, inputsAndOutputs: Int) -> Bool {
    self != .fast && rows <= Self.fewRows && inputsAndOutputs <= Self.fewInputsAndOutputs
  }

  static let fewRows = 1000
  private static let fewInputsAndOutputs = 32

  /// Parameters times rows, of all networks: about a minute on two cores.
  private static let usualWork = 20_000_000_000

  /// The most pieces of a column of numbers, where there are so many of them and so many rows to learn from.
  ///
  /// A piece gets sixteen rows or more on average, and all pieces together stay a first layer of usual size.
  func bins(columns: Int, rows: Int) -> Int {
    let bins = self == .fast ? 1 : min(96, 4096 / max(1, columns), rows / 16)
    return bins < 4 ? 1 : bins
  }
}
