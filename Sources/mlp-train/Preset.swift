import Network

/// What is chosen where the user has said nothing: a balance of accuracy and time.
///
/// The numbers were chosen on validation rows of real tables; Benchmarks/ACCURACY.md has the figures.
enum Preset: String, CaseIterable {
  /// Seconds: scaled numbers and ReLU.
  case fast
  /// Numbers in pieces, Mish.
  case `default`
  /// The same, eight times, averaged.
  case best

  var activation: Activation { self == .fast ? .relu : .mish }

  var members: Int { self == .best ? 8 : 1 }

  /// The most pieces of a column of numbers, where there are so many of them and so many rows to learn from.
  ///
  /// A piece gets sixteen rows or more on average, and all pieces together stay a first layer of usual size.
  func bins(columns: Int, rows: Int) -> Int {
    let bins = self == .fast ? 1 : min(96, 4096 / max(1, columns), rows / 16)
    return bins < 4 ? 1 : bins
  }
}
