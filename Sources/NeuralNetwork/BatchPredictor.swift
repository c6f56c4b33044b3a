import LinearAlgebra
import Parallel
import Synchronization

/// Predicts any number of samples with an ensemble: the mean over networks of one architecture.
///
/// Samples pass in blocks of one width, the last one padded. So the prediction of a sample has the same bits alone,
/// among other samples and for any number of threads.
package final class BatchPredictor: Sendable {
  /// The samples of a block; fewer with many heads, for each of which a sample takes a column, or with wide layers.
  ///
  /// A multiple of 32, the block of columns in a product, or 1, so that a sample has the same bits in every place.
  let width: Int

  /// The maximum number of values of a block, and of a single sample of a model.
  package static let maximumNumbers = 1 << 26

  private let members: [Network]
  private let temperature: TemperatureScaling?
  /// Buffers that no thread uses at present.
  private let free = Mutex<[PassBuffers]>([])

  /// The mean prediction is calibrated by the temperature, if there is one.
  package init(_ members: [Network], temperature: TemperatureScaling? = nil) {
    self.members = members
    let standard = members[0].heads <= 8 ? 256 : max(32, 2048 / members[0].heads / 32 * 32)
    let fits = max(1, Self.maximumNumbers / (members[0].heads * members[0].widths.reduce(0, +)))
    width = fits < 32 ? 1 : min(standard, fits / 32 * 32)
    self.temperature = temperature
  }

  package convenience init(_ network: Network) { self.init([network]) }

  /// The raw outputs Z(L), outputs × N, of the first network for X, inputs × N.
  ///
  /// `Loss.applyInverseLink` turns them into predictions.
  package func outputs(for X: Matrix, on workers: ThreadPool) -> Matrix {
    outputs(members[0], for: X, on: workers)
  }

  private func outputs(_ network: Network, for X: Matrix, on workers: ThreadPool) -> Matrix {
    let result = Matrix(rows: network.widths[network.widths.count - 1], columns: X.columns)
    let blocks = (X.columns + width - 1) / width
    let share = max(1, blocks / (4 * workers.threads))
    workers.run((blocks + share - 1) / share) { task in
      let range = task * share * width..<min((task + 1) * share * width, X.columns)
      compute(network, X.columns(range), into: result.columns(range))
    }
    return result
  }

  /// The predictions for X: probabilities of classes, or numbers on the scale of the training targets.
  package func predictions(for X: Matrix, on workers: ThreadPool) -> Matrix {
    calibrated(mean { outputs($0, for: X, on: workers) })
  }

  /// The same on the thread of the caller.
  package func predictions(for X: Matrix) -> Matrix {
    calibrated(
      mean { network in
        let Z = Matrix(rows: network.widths[network.widths.count - 1], columns: X.columns)
        compute(network, X, into: Z)
        return Z
      })
  }

  private func calibrated(_ P: Matrix) -> Matrix {
    temperature?.calibrate(P)
    return P
  }

  /// The mean of the predictions that the members make from their raw outputs.
  private func mean(_ outputs: (Network) -> Matrix) -> Matrix {
    func predictions(_ network: Network) -> Matrix {
      let P = outputs(network)
      network.loss.applyInverseLink(P)
      return P
    }
    let first = predictions(members[0])
    if members.count == 1 { return first }
    let share = 1 / Float(members.count)
    let P = Matrix(rows: first.rows, columns: first.columns)
    Elementwise.add(first, to: P, times: share)
    for member in members.dropFirst() { Elementwise.add(predictions(member), to: P, times: share) }
    return P
  }

  private func compute(_ network: Network, _ X: Matrix, into result: Matrix) {
    let pass = free.withLock { $0.popLast() } ?? PassBuffers(forward: network, samples: width)
    for first in stride(from: 0, to: X.columns, by: width) {
      let range = first..<min(first + width, X.columns)
      pass.X.columns(0..<range.count).assign(X.columns(range))
      for tile in pass.tiles { network.forward(tile, predicts: true) }
      let Z = pass.A[pass.A.count - 1].columns(0..<range.count * network.heads)
      network.loss.average(heads: Z, into: result.columns(range))
    }
    free.withLock { $0.append(pass) }
  }
}
