import LinearAlgebra
import Network

/// What the validation rows say of a model: its metrics, and how sure the first of them is.
struct Judgement {
  /// Those that are defined, in their order.
  let metrics: [(metric: Metric, value: Double)]
  /// In which the first metric lies with 95 % confidence, as other rows would have told; nil where it is not defined.
  let interval: ClosedRange<Double>?

  /// Measures predictions P (outputs × N) of Y (outputs × N, or 1 × N with classes), both in the user's units,
  /// each sample counting its weight (1 × N).
  init(_ P: Matrix, _ Y: Matrix, weights: Matrix, loss: Loss, seed: UInt64, on workers: Workers) {
    let weights = weights.elements
    metrics = Metric.allCases.compactMap { metric in
      metric.measure(P, Y, loss: loss)?(weights).map { (metric, $0) }
    }
    let first = metrics.first?.metric.measure(P, Y, loss: loss)
    // Of many rows fewer draws, so that nobody has to wait.
    let draws = max(200, min(1_000, 5_000_000 / weights.count))
    interval = first.flatMap {
      Bootstrap(resamples: draws, seed: seed).intervals(
        of: [$0], weights: weights, confidence: 0.95, on: workers)[0]
    }
  }

  /// The metrics as a model keeps them; JSON has none that are not finite.
  var byName: [String: Double] {
    Dictionary(
      uniqueKeysWithValues: metrics.filter(\.value.isFinite).map { ($0.metric.rawValue, $0.value) })
  }

  /// The principal metrics, the interval behind the first.
  var line: String {
    var words = metrics.filter(\.metric.isPrincipal).map { "\($0.metric.rawValue) \(significant($0.value))" }
    if let interval, !words.isEmpty {
      words[0] += " [\(significant(interval.lowerBound)), \(significant(interval.upperBound))]"
    }
    return words.joined(separator: ", ")
  }
}
