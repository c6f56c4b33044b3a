import CLI
import Diagnostics
import Files
import LinearAlgebra
import Metrics
import NetworkInputs
import NeuralNetwork
import Parallel
import Tabular
import Training

/// How good the simplest models are on the validation rows, by the task's principal metric.
struct Baselines {
  let metric: Metric
  let values: [(Baseline, Double)]
  /// What the linear model does not see.
  private let lacking: String

  /// Fits them on the training rows.
  ///
  /// Nil where no rows are held out, or the loss asks for what no metric tells; and after an interruption.
  init?(of data: Dataset, for network: Network, _ terminal: Terminal, on workers: ThreadPool) throws(Failure)
  {
    guard SignalHandling.pending == nil, let validation = data.validation,
      let metric = network.loss.headlineMetric
    else { return nil }
    self.metric = metric
    guard data.inputs.count * data.training.count <= Self.maximumNumbers else {
      terminal.detail("no simple model to compare with: it would take too much memory")
      return nil
    }
    lacking =
      data.inputs.embeddings.contains { $0.kind == .categories } ? " without columns of many words" : ""
    let training = data.training.expanded(data.features.inputs)
    let judged = validation.expanded(data.features.inputs)
    if training.X.rows == 0 { return nil }
    var values: [(Baseline, Double)] = []
    for baseline in Baseline.allCases {
      let model = try baseline.fit(
        training, loss: network.loss, outputs: network.widths[network.widths.count - 1], workers: workers,
        interrupted: { SignalHandling.pending != nil })
      if SignalHandling.pending != nil { return nil }
      guard let model else {
        terminal.detail("no \(baseline.rawValue) model to compare with: it would take too long")
        continue
      }
      let judgement = Judgement(
        of: [model], by: judged, data.target, calibration: .none, on: workers)
      if let value = judgement.value(of: metric), value.isFinite { values.append((baseline, value)) }
    }
    self.values = values
  }

  /// Numbers in X beyond which it is not spread out for them.
  private static let maximumNumbers = 200_000_000

  /// The figures as a model keeps them: "linear rmse".
  var byName: [String: Double] {
    Dictionary(uniqueKeysWithValues: values.map { ("\($0.0.rawValue) \(metric.rawValue)", $0.1) })
  }

  /// Says what the network gains over them, and warns where it gains nothing.
  func compare(with judgement: Judgement, _ terminal: Terminal) {
    guard let reached = judgement.value(of: metric), !values.isEmpty else { return }
    let list = values.map { "\(significant($0.1)) (\($0.0.rawValue)\($0.0 == .linear ? lacking : ""))" }
      .joined(separator: ", ")
    terminal.say("baselines: \(metric.rawValue) \(list); the network \(significant(reached))")
    for (baseline, value) in values.reversed()
    where metric.higherIsBetter ? reached < value : reached > value {
      terminal.warn("the network is not as good as a \(baseline.rawValue) model on the validation rows")
      return
    }
  }
}

extension Loss {
  /// What tells first how good a model for this loss is; nil for a quantile, which no metric tells.
  fileprivate var headlineMetric: Metric? {
    switch name {
    case .squaredError, .huber, .poisson: .rmse
    case .absolute: .mae
    case .quantile: nil
    case .binaryCrossEntropy, .crossEntropy, .hinge: .accuracy
    }
  }
}

extension LabeledSamples {
  /// The same with a row of X for each input that is no piece of a number.
  fileprivate func expanded(_ inputs: InputLayout) -> LabeledSamples {
    LabeledSamples(X: inputs.expanded(X, piecewiseLinear: false), Y: Y, weights: weights)
  }
}
