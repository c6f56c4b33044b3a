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
package struct Scale: Hashable, Codable, Sendable {
  package let center: Double
  package let factor: Double
  package let clips: Bool

  /// Fits numbers of which at least one is there.
  init(_ numbers: SortedNumbers, by scaling: Scaling) {
    let values = numbers.values
    switch scaling {
    case .standard:
      let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
      let variance =
        values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)
      center = mean
      factor = variance > 0 ? 1 / variance.squareRoot() : 0
      clips = false
    case .robust:
      let iqr = numbers.quantile(0.75) - numbers.quantile(0.25)
      let range = Double(values[values.count - 1]) - Double(values[0])
      center = numbers.quantile(0.5)
      factor = iqr > 0 ? 1 / iqr : range > 0 ? 2 / range : 0
      clips = true
    }
  }

  /// Row `row` of X (features × N) ← N numbers, scaled; NaN counts as `missing`.
  package func callAsFunction(_ numbers: ArraySlice<Float>, missing: Float, into X: Matrix, row: Int) {
    Elementwise.scale(
      numbers, center: center, factor: factor, clips: clips, missing: missing, into: X, row: row)
  }

  /// One number, scaled.
  package func callAsFunction(_ x: Float) -> Float {
    let X = Matrix(rows: 1, columns: 1)
    self([x], missing: .nan, into: X, row: 0)
    return X[0, 0]
  }
}
