import LinearAlgebra
import Parallel
import Synchronization

/// How sure metrics are: the percentile bootstrap over samples (Efron, "Bootstrap Methods: Another Look at
/// the Jackknife", 1979).
///
/// As many samples as there are get drawn anew, with replacement, again and again. The metrics of all draws
/// are ranked, and an interval of confidence c leaves out the share (1 − c) / 2 of them on either side.
package struct Bootstrap: Sendable {
  private let resamples: Int
  private let seed: UInt64

  package init(resamples: Int = 1_000, seed: UInt64 = 1) {
    precondition(resamples > 0, "one draw at least")
    self.resamples = resamples
    self.seed = seed
  }

  /// The interval of each measure, for samples that count their weights.
  ///
  /// Draws in which a measure is not defined, as AUC without a sample of one class, do not count; nil where
  /// most are of that kind, or `interrupted` said early that the intervals are not wanted any more. They do
  /// not depend on the number of threads: each draw has a stream of its own.
  package func intervals(
    of measures: [WeightedMetric], weights: [Float], confidence: Double, on workers: ThreadPool,
    interrupted: @Sendable () -> Bool = { false }
  ) -> [ClosedRange<Double>?] {
    let drawn = Mutex<[[Double]]>(Array(repeating: [], count: measures.count))
    workers.run(resamples) { number in
      if interrupted() { return }
      let weights = resample(weights, number)
      let values = measures.map { $0(weights) }
      drawn.withLock { drawn in
        for (k, value) in values.enumerated() {
          if let value, value.isFinite { drawn[k].append(value) }
        }
      }
    }
    return drawn.withLock { $0 }.map { values in
      guard values.count * 2 > resamples else { return nil }
      let sorted = values.sorted()
      let tail = (1 - confidence) / 2
      return quantile(tail, of: sorted)...quantile(1 - tail, of: sorted)
    }
  }

  /// The weights in draw `number`: the given ones, each as often as its sample was drawn.
  private func resample(_ weights: [Float], _ number: Int) -> [Float] {
    var random = RandomStream(seed: seed, stream: .bootstrap, index: UInt32(number))
    var drawn = [Float](repeating: 0, count: weights.count)
    for _ in weights {
      let n = random.below(weights.count)
      drawn[n] += weights[n]
    }
    return drawn
  }

  /// The number below which a share of the sorted ones lies, between two of them by a straight line.
  private func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
