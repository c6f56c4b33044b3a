import LinearAlgebra

/// How a step is cut into pieces of work, such that any number of threads computes the same bits.
///
/// A product costs more per element the smaller it is, so pieces are few and big: as many as there are
/// threads, if the BLAS gives the same bits for that cut as for the usual one, which depends on the shapes
/// alone; else the usual one. Whether it does is tried on random matrices of those shapes: whoever adds in
/// another order is found out at once.
package struct Tiling: Sendable {
  /// Blocks of the samples of a minibatch.
  let samples: [Range<Int>]
  /// Blocks of the samples whose gradients are computed each by itself, and then added up; they depend on the
  /// shapes alone.
  ///
  /// The bigger the network, the more there is to add, so that of a big one is computed at once.
  let parts: [Range<Int>]
  /// For each layer l, blocks of the columns of W(l); index 0 is empty.
  let columns: [[Range<Int>]]

  /// The cut for minibatches of N samples in a network; of its inputs those of A(0) are multiplied.
  package init(for network: Network, samples N: Int, threads: Int) {
    let inputs = network.parameters.inputs
    let widths = [inputs.multiplied.count] + network.widths.dropFirst()
    let learned = network.parameters.architecture.scalesInputs ? inputs.multiplied.count : inputs.embedded
    self.init(widths: widths, learned: learned, samples: N, heads: network.heads, threads: threads)
  }

  /// The cut for minibatches of N samples in layers of these widths, which so many heads share; `learned` inputs depend
  /// on parameters, so that errors go back to them.
  package init(widths: [Int], learned: Int = 0, samples N: Int, heads: Int = 1, threads: Int) {
    let usual = Tiling(widths: widths, samples: N, heads: heads, pieces: Self.defaultPieces)
    let wanted = Tiling(widths: widths, samples: N, heads: heads, pieces: threads)
    let work = Self.work(widths) * N * heads
    let isWorthTrying = wanted != usual && work <= Self.maximumTrialWork
    guard isWorthTrying,
      usual.agrees(with: wanted, widths: widths, learned: learned, samples: N, heads: heads)
    else {
      self = usual
      return
    }
    self = wanted
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

  /// The most pieces that a minibatch or a weight matrix is cut into by itself.
  private static let defaultPieces = 4
  /// Multiplications below which a piece costs more to hand over than it saves.
  private static let minimumWork = 1 << 20
  /// Pieces end at multiples of this, the width that the BLAS kernels like.
  private static let grain = 32
  /// Multiplications of a layer beyond which the cut hardly matters, and a trial takes its time.
  private static let maximumTrialWork = 1 << 28

  /// The samples of a part, or more, and the weights of a network that is computed in parts, or fewer.
  private static let partSize = 64
  private static let maximumAddedWeights = 1 << 17

  private static func parts(_ widths: [Int], samples N: Int) -> [Range<Int>] {
    let work = work(widths)
    guard work <= maximumAddedWeights else { return [0..<N] }
    return cut(N, work: work, pieces: min(defaultPieces, N / partSize), grain: partSize)
  }

  /// Cuts 0..<count, each of whose members costs `work` multiplications, into ranges of about equal size.
  static func cut(_ count: Int, work: Int, pieces: Int, grain: Int = Self.grain) -> [Range<Int>] {
    let wanted = max(1, min(pieces, count * work / minimumWork))
    let size = max(grain, ((count + wanted - 1) / wanted + grain - 1) / grain * grain)
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// Whether this many multiplications are worth sharing between threads at all.
  static func isWorthSharing(_ work: Int) -> Bool { work >= 2 * minimumWork }

  /// Z ← scale · WᵀA, with W (k × m), A (k × n), Z (m × n).
  ///
  /// The BLAS has other kernels for very small products, which round otherwise. Where Z has few rows a
  /// product could be one of those or not, as the samples are cut; so it always goes by the same small blocks.
  ///
  /// A sample that is predicted has the same bits wherever it stands.
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
    // A prime number of them, so that no row or column repeats another.
    let noise = (0..<4093).map { _ in random.uniform() - 0.5 }
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(rows: rows, columns: columns, (0..<rows * columns).map { noise[$0 % noise.count] })
    }
    return (1..<widths.count).allSatisfy { l in
      let W = matrix(widths[l - 1], widths[l])
      // In the last layer each head has a product of its own.
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

  /// WᵀA, so many rows of WE, and AEᵀ of layer l, piece by piece; A and E have so many columns for a sample.
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
    // In parts it is computed alike in any cut.
    if parts.count == 1 {
      for range in columns[l] { multiply(A, E.rows(range).T, into: dW.columns(range)) }
    }
    return [Z, back, dW]
  }
}

extension Tiling: Equatable {}
