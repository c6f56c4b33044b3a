import LinearAlgebra
import Parallel
import Synchronization

/// Computes predictions of networks of one form, their mean, for any number of samples.
///
/// Samples pass in blocks of one width, the last filled up, so that a sample's prediction has the same
/// bits alone, among others, and for any number of threads.
package final class BatchPredictor: Sendable {
  /// The samples of a block: fewer where heads are many, of which each sample takes a column, or layers are wide.
  ///
  /// A multiple of 32, by which columns of products go, or 1: so that each sample has the same bits in every place.
  let width: Int

  /// The most numbers of a block, and of what a model may have of a sample.
  package static let maximumNumbers = 1 << 26

  private let members: [Network]
  private let temperature: TemperatureScaling?
  /// The memory for blocks that nobody uses at the moment.
  private let free = Mutex<[PassBuffers]>([])

  /// With a temperature, the mean of the members is calibrated by it.
  package init(_ members: [Network], temperature: TemperatureScaling? = nil) {
    self.members = members
    let usual = members[0].heads <= 8 ? 256 : max(32, 2048 / members[0].heads / 32 * 32)
    let fits = max(1, Self.maximumNumbers / (members[0].heads * members[0].widths.reduce(0, +)))
    width = fits < 32 ? 1 : min(usual, fits / 32 * 32)
    self.temperature = temperature
  }

  package convenience init(_ network: Network) { self.init([network]) }

  /// The raw outputs Z(L), outputs × N, of the first network for X, features × N.
  ///
  /// `Loss.applyInverseLink` makes predictions of them.
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

  /// The predictions for X: probabilities of classes, or numbers as the network learned them.
  package func predictions(for X: Matrix, on workers: ThreadPool) -> Matrix {
    calibrated(mean { outputs($0, for: X, on: workers) })
  }

  /// The same on the caller's thread alone.
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

  /// The mean of what the members predict by their raw outputs.
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
