/// How a step is cut into pieces of work: by the shapes alone, never by the number of threads, so that
/// any number of threads computes the same bits.
///
/// A product costs more per element the smaller it is, so pieces are few and big: `pieces` for work
/// that is worth sharing, one for work that is not.
enum Tiling {
  /// The most pieces that a minibatch or a weight matrix is cut into.
  private static let pieces = 4
  /// Multiplications below which a piece costs more to hand over than it saves.
  private static let leastWork = 1 << 20
  /// Pieces end at multiples of this, the width that the BLAS kernels like.
  private static let grain = 32

  /// Cuts 0..<count, each of whose members costs `work` multiplications, into ranges of about equal size.
  static func cut(_ count: Int, work: Int) -> [Range<Int>] {
    let worthwhile = max(1, count * work / leastWork)
    let wanted = min(pieces, worthwhile)
    let size = max(grain, ((count + wanted - 1) / wanted + grain - 1) / grain * grain)
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// Whether this many multiplications are worth sharing between threads at all.
  static func isWorthSharing(_ work: Int) -> Bool { work >= 2 * leastWork }
}
