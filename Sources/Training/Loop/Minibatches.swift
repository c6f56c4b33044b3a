import LinearAlgebra

/// The order in which an epoch uses the samples, in minibatches.
package struct Minibatches: Sequence {
  package let order: [Int32]
  package let size: Int

  /// The minibatches of one epoch: every sample once, in an order drawn from the seed and the epoch.
  package init(samples: Int, size: Int, seed: UInt64, epoch: Int) {
    var random = RandomStream(seed: seed, stream: .shuffle, index: UInt32(truncatingIfNeeded: epoch))
    var order = Array(0..<Int32(samples))
    random.shuffle(&order)
    self.order = order
    self.size = size
  }

  /// The number of minibatches in an epoch.
  ///
  /// The last may be smaller than the others.
  package static func count(samples: Int, size: Int) -> Int { (samples + size - 1) / size }

  package func makeIterator() -> some IteratorProtocol<ArraySlice<Int32>> {
    stride(from: 0, to: order.count, by: size).lazy
      .map { order[$0..<Swift.min($0 + size, order.count)] }.makeIterator()
  }
}
