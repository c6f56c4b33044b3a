import LinearAlgebra

/// How numbers are brought to the size that a network learns well from.
package enum Scaling: String, CaseIterable, Codable, Sendable {
  /// (x − mean) / standard deviation.
  case standard
  /// RealMLP's: (x − median) / interquartile range, then the smooth clip x / √(1 + (x/3)²) (Holzmüller,
  /// Grinsztajn and Steinwart, "Better by Default", 2024).
  case robust
}

/// A fitted scale: x becomes (x − center) · factor, clipped smoothly or not.
package struct Scale: Hashable, Sendable {
  package let center: Double
  package let factor: Double
  package let clips: Bool

  package init(center: Double, factor: Double, clips: Bool) {
    (self.center, self.factor, self.clips) = (center, factor, clips)
  }

  /// Fits numbers of which at least one is there.
  init(_ numbers: SortedNumbers, by scaling: Scaling) {
    let values = numbers.values
    switch scaling {
    case .standard: self.init(standardizing: values.lazy.map { Double($0) })
    case .robust:
      let iqr = numbers.quantile(0.75) - numbers.quantile(0.25)
      let range = Double(values[values.count - 1]) - Double(values[0])
      self.init(
        center: numbers.quantile(0.5), factor: iqr > 0 ? 1 / iqr : range > 0 ? 2 / range : 0, clips: true)
    }
  }

  /// Brings numbers, of which at least one is there, to mean 0 and deviation 1.
  init(standardizing values: some Collection<Double>) {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    self.init(center: mean, factor: variance > 0 ? 1 / variance.squareRoot() : 0, clips: false)
  }

  /// Row `row` of X (features × N) ← N numbers, scaled; NaN counts as `missing`.
  package func callAsFunction(_ numbers: ArraySlice<Float>, missing: Float, into X: Matrix, row: Int) {
    Elementwise.scale(
      numbers, center: center, factor: factor, clips: clips, missing: missing, into: X, row: row)
  }

  /// One date and time, standardized in double precision: it has more digits than a Float holds.
  func callAsFunction(_ x: Double) -> Float {
    Float(min(max((x - center) * factor, -Self.maximum), Self.maximum))
  }

  /// What a scaled number is at most, so that no network overflows.
  ///
  /// The numbers that `standard` was fitted to stay below, were they 10¹²; `robust` clips at 3 anyway.
  private static let maximum = 1e6
}
