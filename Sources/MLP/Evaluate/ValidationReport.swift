import LinearAlgebra
import MLPInference
import Metrics
import NeuralNetwork
import Parallel
import Tabular
import Training

package struct MetricValue: Sendable {
  package let metric: Metric
  package let value: Double
}

/// What the validation rows tell of trained networks, which were not trained on them.
package struct ValidationReport: Sendable {
  /// How probabilities were calibrated; nil where they were not to be.
  package let calibration: CalibrationFit?
  /// What prediction intervals are made of, for each numeric target; nil for classes.
  let intervals: [ConformalIntervals]?
  /// Those that are defined, in their order, in the units of the target.
  package let metrics: [MetricValue]
  /// The first metric, and the selection metric, as functions of the rows' weights: what intervals are drawn from.
  private let (first, selection): (WeightedMetric?, WeightedMetric?)
  private let weights: [Float]

  /// The temperature to predict with; nil where nothing is gained by one.
  var temperature: TemperatureScaling? { calibration.flatMap { $0.isKept ? $0.temperature : nil } }

  /// Evaluates the mean of networks on examples whose target is standardized.
  init(
    of networks: [Network], on examples: LabeledSamples, _ target: Target, calibration: Calibration,
    workers: ThreadPool
  ) {
    let inference = Inference(networks, target: target)
    let P = inference.predictions(for: examples.X, on: workers)
    let Y = inference.observations(examples.Y)
    let (weights, loss) = (examples.weights, inference.loss)
    self.calibration =
      calibration == .temperature && loss.isCrossEntropy ? CalibrationFit(P, Y, weights: weights, loss) : nil
    intervals = loss.isClassification ? nil : Self.intervals(P, Y, weights: weights)
    metrics = Metric.allCases.compactMap { metric in
      metric.value(P, Y, weights: weights, loss: loss).map { MetricValue(metric: metric, value: $0) }
    }
    first = metrics.first.flatMap { $0.metric.measure(P, Y, loss: loss) }
    selection = loss.selectionMetric.measure(P, Y, loss: loss)
    self.weights = weights.elements
  }

  /// Of each row of P and Y, by the samples that count at all; nil where none does.
  private static func intervals(_ P: Matrix, _ Y: Matrix, weights: Matrix) -> [ConformalIntervals]? {
    let counting = (0..<P.columns).filter { weights[0, $0] > 0 }
    let intervals = (0..<P.rows).compactMap { i in
      ConformalIntervals(counting.map { P[i, $0] }, counting.map { Y[i, $0] })
    }
    return intervals.isEmpty ? nil : intervals
  }

  /// The 95 % confidence interval of the first metric, as other rows would tell; nil where it is not defined.
  package func firstInterval(seed: UInt64, on workers: ThreadPool) -> ClosedRange<Double>? {
    first.flatMap { interval(of: $0, seed: seed, on: workers) }
  }

  private func interval(of measure: @escaping WeightedMetric, seed: UInt64, on workers: ThreadPool)
    -> ClosedRange<Double>?
  {
    // Of many rows fewer draws, so that nobody has to wait.
    let draws = max(200, min(1_000, 5_000_000 / weights.count))
    return Bootstrap(resamples: draws, seed: seed).intervals(
      of: [measure], weights: weights, confidence: 0.95, on: workers)[0]
  }

  /// Whether another model is better than this one on the same rows by the selection metric, by more than chance: the
  /// 95 % interval of the difference, by paired bootstrap, does not hold 0.
  func isBeaten(by other: ValidationReport, _ metric: Metric, seed: UInt64, on workers: ThreadPool) -> Bool {
    guard let mine = selection, let others = other.selection else { return false }
    let difference: WeightedMetric = { weights in
      guard let a = mine(weights), let b = others(weights) else { return nil }
      return metric.higherIsBetter ? b - a : a - b
    }
    return interval(of: difference, seed: seed, on: workers).map { $0.lowerBound > 0 } ?? false
  }

  package func value(of metric: Metric) -> Double? { metrics.first { $0.metric == metric }?.value }

  /// The metrics as a model keeps them; JSON has none that are not finite.
  var byName: [String: Double] { metrics.byName }
}

extension [MetricValue] {
  var byName: [String: Double] {
    Dictionary(uniqueKeysWithValues: filter(\.value.isFinite).map { ($0.metric.rawValue, $0.value) })
  }
}
