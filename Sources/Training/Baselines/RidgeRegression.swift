import Factorization
import LinearAlgebra
import NeuralNetwork
import Parallel

/// Ridge regression: W and b that minimize Σ w(n) ‖Wᵀx(n) + b − y(n)‖² + λ ‖W‖², from the normal equations.
///
/// λ is chosen from a few values by generalized cross-validation: the least error RSS / (N − tr)², tr being the trace
/// of the matrix that turns Y into predictions (Golub, Heath and Wahba, 1979).
enum RidgeRegression {
  /// The λ that are tried, per sample.
  private static let lambdas = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]
  private static let blockSize = 1024

  /// Sets W (d × outputs) and b of a network without hidden layers.
  ///
  /// Returns false, and sets nothing, if the equations could not be solved for any λ.
  static func fit(_ network: Network, _ examples: LabeledSamples, workers: ThreadPool) -> Bool {
    let d = examples.X.rows
    let gram = gram(examples, workers)
    let N = Double(examples.count)
    var best: (error: Double, columns: [[Double]])?
    for lambda in lambdas {
      // The intercept, after the inputs, has no penalty.
      guard let factor = Cholesky(gram, order: d + 1, shift: { $0 < d ? lambda * N : 0 }) else { continue }
      let trace = Double(d + 1) - lambda * N * factor.diagonalOfInverse().prefix(d).reduce(0, +)
      var (rss, columns) = (0.0, [[Double]]())
      for k in 0..<examples.Y.rows {
        let right = (0...d).map { gram[$0, d + 1 + k] }
        let w = factor.solve(right)
        // ‖Xw − y‖² = yᵀy − wᵀXᵀy − λ ‖w‖², for the w that solves the equations.
        let penalty = w.prefix(d).reduce(0) { $0 + lambda * N * $1 * $1 }
        rss += gram[d + 1 + k, d + 1 + k] - zip(w, right).reduce(0) { $0 + $1.0 * $1.1 } - penalty
        columns.append(w)
      }
      let freedom = max(N - trace, 1e-3)
      let error = max(rss, 0) / (freedom * freedom)
      if error < best?.error ?? .infinity { best = (error, columns) }
    }
    guard let best else { return false }
    for (k, w) in best.columns.enumerated() {
      for i in 0..<d { network.parameters.W[1][i, k] = Float(w[i]) }
      network.parameters.b[1][k, 0] = Float(w[d])
    }
    return true
  }

  /// The products of all inputs, a constant 1 and all targets with each other.
  private static func gram(_ examples: LabeledSamples, _ workers: ThreadPool) -> GramMatrix {
    let d = examples.X.rows
    var gram = GramMatrix(order: d + 1 + examples.Y.rows)
    let block = Matrix(rows: gram.order, columns: min(blockSize, examples.count))
    for first in stride(from: 0, to: examples.count, by: blockSize) {
      let range = first..<min(first + blockSize, examples.count)
      for (column, n) in range.enumerated() {
        let root = examples.weights[0, n].squareRoot()
        for i in 0..<d { block[i, column] = root * examples.X[i, n] }
        block[d, column] = root
        for k in 0..<examples.Y.rows { block[d + 1 + k, column] = root * examples.Y[k, n] }
      }
      gram.add(block.columns(0..<range.count), on: workers)
    }
    return gram
  }
}
