import Diagnostics
import LinearAlgebra
import Metrics
import NetworkInputs
import NeuralNetwork
import Tabular
import Training

/// How good the simplest models are on the validation rows, by the selection metric.
package struct BaselineComparison: Sendable {
  package let metric: Metric
  package private(set) var values: [(baseline: Baseline, value: Double)] = []
  /// The best of the models that are better than the network, by more than chance; nil where there is none.
  package private(set) var better: Baseline?
  /// Whether there are columns of many categories, which the linear model does not see.
  package let linearLacksCategories: Bool

  private init(_ metric: Metric, linearLacksCategories: Bool) {
    (self.metric, self.linearLacksCategories) = (metric, linearLacksCategories)
  }

  /// Fits them on the training rows.
  ///
  /// Nil without validation rows, where it would take too much, and after a cancellation.
  static func fit(
    _ data: TrainingData, for network: Network, _ reached: ValidationReport, seed: UInt64,
    in context: TrainingContext
  ) throws(Failure) -> BaselineComparison? {
    guard !context.cancellation.isRequested(), let validation = data.validation else { return nil }
    guard data.inputs.count * data.training.count <= maximumNumbers else {
      context.observer(.baselineTooLarge)
      return nil
    }
    var comparison = BaselineComparison(
      network.loss.selectionMetric,
      linearLacksCategories: data.inputs.embeddings.contains { $0.kind == .categories })
    let inputs = data.features.inputs
    let (training, judged) = (data.training.expanded(inputs), validation.expanded(inputs))
    if training.X.rows == 0 { return nil }
    for baseline in Baseline.allCases {
      let model = try baseline.fit(
        training, loss: network.loss, outputs: network.widths[network.widths.count - 1],
        workers: context.workers, interrupted: context.cancellation.isRequested)
      if context.cancellation.isRequested() { return nil }
      guard let model else {
        context.observer(.baselineTooSlow(baseline))
        continue
      }
      let report = ValidationReport(
        of: [model], on: judged, data.target, calibration: .none, workers: context.workers)
      guard let value = report.value(of: comparison.metric), value.isFinite else { continue }
      comparison.values.append((baseline, value))
      if reached.isBeaten(by: report, comparison.metric, seed: seed, on: context.workers) {
        comparison.better = baseline
      }
    }
    return comparison
  }

  /// Numbers in X beyond which it is not expanded for them.
  private static let maximumNumbers = 200_000_000

  /// The figures as a model keeps them: "linear rmse".
  var byName: [String: Double] {
    Dictionary(
      uniqueKeysWithValues: values.map { ("\($0.baseline.rawValue) \(metric.rawValue)", $0.value) })
  }
}

extension LabeledSamples {
  /// The same with a row of X for each input that is no bin of a number.
  fileprivate func expanded(_ inputs: InputLayout) -> LabeledSamples {
    LabeledSamples(X: inputs.expanded(X, piecewiseLinear: false), Y: Y, weights: weights)
  }
}
