import LinearAlgebra
import Metrics
import NeuralNetwork
import Parallel
import Tabular
import Training

/// What the validation rows tell of trained networks, which did not learn from them: how sure to be of the
/// classes, the metrics, and how sure the first of these is.
struct Judgement {
  /// By which probabilities are calibrated; nil where nothing is gained by it.
  let temperature: TemperatureScaling?
  /// A line on that for those who want to know.
  let calibration: String?
  /// What intervals around predictions are made of, for each target of numbers; nil for classes.
  let intervals: [ConformalIntervals]?
  /// Those that are defined, in their order, in the user's units.
  let metrics: [(metric: Metric, value: Double)]
  /// The first metric as a function of the rows' weights, and these: what its interval is drawn from.
  private let first: (measure: WeightedMetric?, weights: [Float])

  /// Judges the networks, whose predictions are averaged, by examples whose target is standardized.
  init(
    of members: [Network], by examples: LabeledSamples, _ target: Target, calibration: Calibration,
    on workers: ThreadPool
  ) {
    let loss = members[0].loss
    let P = BatchPredictor(members).predictions(for: examples.X, on: workers)
    let Y = examples.Y.copy()
    target.inverseTransform(P)
    target.clip(P)
    target.inverseTransform(Y)
    let weights = examples.weights
    func value(_ metric: Metric) -> Double? { metric.value(P, Y, weights: weights, loss: loss) }

    if calibration == .temperature && loss.isCrossEntropy {
      (temperature, self.calibration) = Self.calibrate(P, Y, weights: weights, loss)
    } else {
      (temperature, self.calibration) = (nil, nil)
    }
    intervals = loss.isClassification ? nil : Self.intervals(P, Y, weights: weights)
    metrics = Metric.allCases.compactMap { metric in value(metric).map { (metric, $0) } }
    first = (metrics.first.flatMap { $0.metric.measure(P, Y, loss: loss) }, weights.elements)
  }

  /// Calibrates P where that lowers its log loss, and says what came of it.
  private static func calibrate(
    _ P: Matrix, _ Y: Matrix, weights: Matrix, _ loss: Loss
  ) -> (TemperatureScaling?, String) {
    let temperature = TemperatureScaling(fitting: P, Y, weights: weights)
    let before = P.copy()
    temperature.calibrate(P)
    func change(_ metric: Metric) -> (old: Double, new: Double) {
      let values = [before, P].map { metric.value($0, Y, weights: weights, loss: loss) ?? .nan }
      return (values[0], values[1])
    }
    let (logLoss, ece) = (change(.logLoss), change(.ece))
    let line =
      "temperature \(significant(temperature.value)): log-loss \(significant(logLoss.old)) to "
      + "\(significant(logLoss.new)), ece \(significant(ece.old)) to \(significant(ece.new))"
    if logLoss.new < logLoss.old { return (temperature, line) }
    P.assign(before)
    return (nil, line + "; left as it was")
  }

  /// Of each row of P and Y, by the samples that count at all; nil where none does.
  private static func intervals(_ P: Matrix, _ Y: Matrix, weights: Matrix) -> [ConformalIntervals]? {
    let counting = (0..<P.columns).filter { weights[0, $0] > 0 }
    let intervals = (0..<P.rows).compactMap { i in
      ConformalIntervals(counting.map { P[i, $0] }, counting.map { Y[i, $0] })
    }
    return intervals.isEmpty ? nil : intervals
  }

  /// In which the first metric lies with 95 % confidence, as other rows would tell; nil where it is not
  /// defined.
  private func interval(seed: UInt64, on workers: ThreadPool) -> ClosedRange<Double>? {
    guard let measure = first.measure else { return nil }
    let weights = first.weights
    // Of many rows fewer draws, so that nobody has to wait.
    let draws = max(200, min(1_000, 5_000_000 / weights.count))
    return Bootstrap(resamples: draws, seed: seed).intervals(
      of: [measure], weights: weights, confidence: 0.95, on: workers)[0]
  }

  /// The value of one of the metrics.
  func value(of metric: Metric) -> Double? { metrics.first { $0.metric == metric }?.value }

  /// The metrics as a model keeps them; JSON has none that are not finite.
  var byName: [String: Double] {
    Dictionary(
      uniqueKeysWithValues: metrics.filter(\.value.isFinite).map { ($0.metric.rawValue, $0.value) })
  }

  /// The principal metrics, the interval behind the first.
  func line(seed: UInt64, on workers: ThreadPool) -> String {
    var words = metrics.filter(\.metric.isHeadline).map { "\($0.metric.rawValue) \(significant($0.value))" }
    if let interval = interval(seed: seed, on: workers), !words.isEmpty {
      words[0] += " [\(significant(interval.lowerBound)), \(significant(interval.upperBound))]"
    }
    return words.joined(separator: ", ")
  }
}
