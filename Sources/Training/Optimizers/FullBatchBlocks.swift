import LinearAlgebra
import NeuralNetwork

/// All samples, in blocks of one size (the last may be smaller), and the memory for the forward and backward pass of
/// one.
struct FullBatchBlocks {
  let ranges: [Range<Int>]
  /// How a full block is cut into tasks, and how the last one is.
  let fullTiling: Tiling
  let restTiling: Tiling
  private let full: PassBuffers
  private let rest: PassBuffers

  init(for network: Network, _ examples: LabeledSamples, size: Int, threads: Int = 1) {
    let size = min(size, examples.count)
    ranges = stride(from: 0, to: examples.count, by: size).map { $0..<min($0 + size, examples.count) }
    let last = ranges[ranges.count - 1].count
    fullTiling = Tiling(for: network, samples: size, threads: threads)
    restTiling = Tiling(for: network, samples: last, threads: threads)
    full = PassBuffers(for: network, samples: size, tiling: fullTiling)
    rest = full.prefix(last, tiling: restTiling)
  }

  /// The memory, filled with the samples of a range.
  func pass(_ range: Range<Int>, of examples: LabeledSamples) -> PassBuffers {
    let pass = range.count == full.N ? full : rest
    pass.X.assign(examples.X.columns(range))
    let indices = range.map { Int32($0) }[...]
    Elementwise.gather(indices, of: examples.Y, into: pass.Y, heads: pass.heads)
    Elementwise.gather(indices, of: examples.weights, into: pass.weights, heads: pass.heads)
    return pass
  }
}
