import LinearAlgebra

extension Network {
  /// The largest |f′(Z)| at which a unit counts as dead.
  private static let deadSlope: Float = 1e-3

  /// The number of dead units in each hidden layer: |f′(Z)| is almost zero for every sample of X, inputs × N, so that
  /// they do not learn.
  package func deadUnits(for X: Matrix) -> [Int] {
    let samples = min(256, X.columns)
    let hidden = 1..<widths.count - 1
    var steepest = hidden.map { [Float](repeating: 0, count: widths[$0]) }
    guard samples > 0 else { return hidden.map { _ in 0 } }
    let pass = PassBuffers(
      for: self, samples: samples, tiling: Tiling(for: self, samples: samples, threads: 1))
    for first in stride(from: 0, through: X.columns - samples, by: samples) {
      pass.X.assign(X.columns(first..<first + samples))
      for tile in pass.tiles {
        forward(tile)
        for l in hidden {
          let slope = Matrix(rows: widths[l], columns: tile.Z[l].columns, repeating: 1)
          activation.applyDerivative(slope, Z: tile.Z[l], A: tile.A[l], slopes: parameters.slopes[l])
          for n in 0..<slope.columns {
            for j in 0..<widths[l] { steepest[l - 1][j] = max(steepest[l - 1][j], abs(slope[j, n])) }
          }
        }
      }
    }
    return steepest.map { layer in layer.count { $0 <= Self.deadSlope } }
  }
}
