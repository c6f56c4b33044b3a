import LinearAlgebra

/// Computes predictions of a network for any number of samples.
///
/// Samples pass in blocks of one width, the last filled up, so that a sample's prediction has the same
/// bits alone, among others, and for any number of threads.
package struct Predictor: Sendable {
  /// The samples of a block.
  private static let width = 256

  private let network: Network
  private let workers: Workers
  private let passes: [Pass]

  package init(_ network: Network, workers: Workers) {
    self.network = network
    self.workers = workers
    passes = (0..<2 * workers.threads).map { _ in Pass(for: network, samples: Self.width, gradient: false) }
  }

  /// The raw outputs Z(L), outputs × N, for X, features × N.
  ///
  /// `Loss.predict` makes predictions of them.
  package func outputs(for X: Matrix) -> Matrix {
    let result = Matrix(rows: network.widths[network.widths.count - 1], columns: X.columns)
    let blocks = stride(from: 0, to: X.columns, by: Self.width).map { $0..<min($0 + Self.width, X.columns) }
    for first in stride(from: 0, to: blocks.count, by: passes.count) {
      workers.run(min(passes.count, blocks.count - first)) { task in
        let block = blocks[first + task]
        let pass = passes[task]
        pass.A[0].columns(0..<block.count).assign(X.columns(block))
        for tile in pass.tiles { network.forward(tile) }
        let outputs = pass.A[pass.A.count - 1]
        result.columns(block).assign(outputs.columns(0..<block.count))
      }
    }
    return result
  }

  /// The predictions for X: probabilities of classes, or numbers as the network learned them.
  package func predictions(for X: Matrix) -> Matrix {
    let P = outputs(for: X)
    network.loss.predict(P)
    return P
  }
}
