import LinearAlgebra

/// How the work of a step is cut into tasks such that any number of threads computes the same bits.
///
/// Small products cost more per element, so there are few, large pieces: as many as threads if the BLAS computes the
/// same bits for that cut as for the standard cut, which depends on the shapes alone; otherwise the standard cut. Which
/// of the two is found out by computing both on random matrices of these shapes, where any difference in the order of
/// additions shows.
package struct Tiling: Sendable {
  /// Blocks of the samples of a minibatch, one task each.
  let samples: [Range<Int>]
  /// Blocks of the samples whose gradients are computed separately and then added up; they depend on the shapes alone.
  ///
  /// A large network has one block, because adding up large gradients takes too long.
  let parts: [Range<Int>]
  /// For each layer l, blocks of the columns of W(l); index 0 is empty.
  let columns: [[Range<Int>]]

  /// The cut for minibatches of N samples in a network.
  package init(for network: Network, samples N: Int, threads: Int) {
    let inputs = network.parameters.inputs
    let widths = [inputs.multiplied.count] + network.widths.dropFirst()
    let learned = network.parameters.architecture.scalesInputs ? inputs.multiplied.count : inputs.embedded
    self.init(widths: widths, learned: learned, samples: N, heads: network.heads, threads: threads)
  }

  /// The cut for minibatches of N samples in layers of these widths, which the heads share.
  ///
  /// `learned` is the number of inputs that depend on parameters and so need E(0).
  package init(widths: [Int], learned: Int = 0, samples N: Int, heads: Int = 1, threads: Int) {
    let standard = Tiling(widths: widths, samples: N, heads: heads, pieces: Self.defaultPieces)
    let threaded = Tiling(widths: widths, samples: N, heads: heads, pieces: threads)
    let work = Self.work(widths) * N * heads
    let isWorthTrying = threaded != standard && work <= Self.maximumTrialWork
    guard isWorthTrying,
      standard.agrees(with: threaded, widths: widths, learned: learned, samples: N, heads: heads)
    else {
      self = standard
      return
    }
    self = threaded
  }

  private init(widths: [Int], samples N: Int, heads: Int, pieces: Int) {
    parts = Self.parts(widths, samples: N)
    samples = Self.cut(
      N, work: Self.work(widths) * heads, pieces: pieces, grain: parts.count > 1 ? parts[0].count : Self.grain
    )
    columns =
      [[]] + zip(widths, widths.dropFirst()).map { Self.cut($0.1, work: $0.0 * N * heads, pieces: pieces) }
  }

  /// Multiplications for one sample.
  private static func work(_ widths: [Int]) -> Int {
    zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The maximum number of pieces of a minibatch or a weight matrix in the standard cut.
  private static let defaultPieces = 4
  /// Multiplications below which a piece is not worth handing to another thread.
  private static let minimumWork = 1 << 20
  /// Pieces end at multiples of this, the block width of the BLAS kernels.
  private static let grain = 32
  /// Multiplications beyond which the cut hardly matters and trying it takes long.
  private static let maximumTrialWork = 1 << 28

  /// The minimum number of samples of a part, and the maximum number of weights of a network whose gradient is computed
  /// in parts.
  private static let partSize = 64
  private static let maximumAddedWeights = 1 << 17

  private static func parts(_ widths: [Int], samples N: Int) -> [Range<Int>] {
    let work = work(widths)
    guard work <= maximumAddedWeights else { return [0..<N] }
    return cut(N, work: work, pieces: min(defaultPieces, N / partSize), grain: partSize)
  }

  /// Cuts 0..<count into ranges of about equal size; each element costs `work` multiplications.
  static func cut(_ count: Int, work: Int, pieces: Int, grain: Int = Self.grain) -> [Range<Int>] {
    let parts = max(1, min(pieces, count * work / minimumWork))
    let size = max(grain, ((count + parts - 1) / parts + grain - 1) / grain * grain)
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// Whether so many multiplications are worth sharing between threads.
  static func isWorthSharing(_ work: Int) -> Bool { work >= 2 * minimumWork }

  /// Z ← scale · WᵀA, with W (k × m), A (k × n), Z (m × n).
  ///
  /// The BLAS has other kernels for very small products, which round differently. Whether a product with few rows of Z
  /// is so small depends on how the samples are cut, so such a product is always computed in the same small blocks.
  ///
  /// With `predicts`, a column of Z does not depend on its position.
  static func multiplyForward(
    _ W: Matrix, _ A: Matrix, into Z: Matrix, scale: Float, predicts: Bool = false
  ) {
    if predicts && (Z.rows >= grain || Z.columns <= grain) {
      return multiplyPositionInvariant(W.T, A, into: Z)
    }
    guard Z.rows < grain && Z.columns > grain else {
      multiply(W.T, A, into: Z, scale: scale)
      return
    }
    for first in stride(from: 0, to: Z.columns, by: grain) {
      let range = first..<min(first + grain, Z.columns)
      if predicts {
        multiplyPositionInvariant(W.T, A.columns(range), into: Z.columns(range))
      } else {
        multiply(W.T, A.columns(range), into: Z.columns(range), scale: scale)
      }
    }
  }

  /// Whether all products of a step that are cut have the same bits in both cuts.
  private func agrees(with other: Tiling, widths: [Int], learned: Int, samples N: Int, heads: Int) -> Bool {
    var random = RandomStream(seed: 0, stream: .initialization)
    // A prime number of values, so that no row or column repeats another.
    let noise = (0..<4093).map { _ in random.uniform() - 0.5 }
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(rows: rows, columns: columns, (0..<rows * columns).map { noise[$0 % noise.count] })
    }
    return (1..<widths.count).allSatisfy { l in
      let W = matrix(widths[l - 1], widths[l])
      // In the last layer each head has its own product.
      let columns = l < widths.count - 1 ? heads : 1
      let A = matrix(widths[l - 1], N * columns)
      let E = matrix(widths[l], N * columns)
      let back = l > 1 ? W.rows : learned
      let (mine, others) = (
        products(l, W, A, E, columns, back: back), other.products(l, W, A, E, columns, back: back)
      )
      return zip(mine, others).allSatisfy { zip($0.elements, $1.elements).allSatisfy(==) }
    }
  }

  /// WᵀA, the first `rows` rows of WE, and AEᵀ of layer l, piece by piece; A and E have `heads` columns per sample.
  private func products(
    _ l: Int, _ W: Matrix, _ A: Matrix, _ E: Matrix, _ heads: Int, back rows: Int
  ) -> [Matrix] {
    let Z = Matrix(rows: W.columns, columns: A.columns)
    let back = Matrix(rows: rows, columns: A.columns)
    let dW = Matrix(rows: W.rows, columns: W.columns)
    for range in samples.map({ $0.lowerBound * heads..<$0.upperBound * heads }) {
      Self.multiplyForward(W, A.columns(range), into: Z.columns(range), scale: 1)
      if rows > 0 { multiply(W.rows(0..<rows), E.columns(range), into: back.columns(range)) }
    }
    // The gradient of parts is computed in the same way in any cut.
    if parts.count == 1 {
      for range in columns[l] { multiply(A, E.rows(range).T, into: dW.columns(range)) }
    }
    return [Z, back, dW]
  }
}

extension Tiling: Equatable {}
