import CommandLine
import Errors
import Files
import LinearAlgebra
import Network
import Tabular
import Training

/// How good the simplest models are on the validation rows, by the task's principal metric.
struct Baselines {
  let metric: Metric
  let values: [(Baseline, Double)]

  /// Fits them on the training rows.
  ///
  /// Nil where no rows are held out, or the loss asks for what no metric tells; and after an interruption.
  init?(of data: Dataset, for network: Network, _ terminal: Terminal, on workers: Workers) throws(Failure) {
    guard Interrupts.pending == nil, let validation = data.validation,
      let metric = network.loss.principalMetric
    else { return nil }
    self.metric = metric
    let rows = data.features.plainRows
    let (training, judged) = (data.training.plain(rows), validation.plain(rows))
    var values: [(Baseline, Double)] = []
    for baseline in Baseline.allCases {
      let model = try baseline.fit(
        training, loss: network.loss, outputs: network.widths[network.widths.count - 1], workers: workers,
        interrupted: { Interrupts.pending != nil })
      if Interrupts.pending != nil { return nil }
      guard let model else {
        terminal.detail("no \(baseline.rawValue) model to compare with: it would take too long")
        continue
      }
      let metrics = MLPTrain.measure([model], judged, data.target, workers)
      if let value = metrics.first(where: { $0.0 == metric })?.1, value.isFinite {
        values.append((baseline, value))
      }
    }
    self.values = values
  }

  /// Says what the network gains over them, and warns where it gains nothing.
  func compare(with metrics: [(Metric, Double)], _ terminal: Terminal) {
    guard let reached = metrics.first(where: { $0.0 == metric })?.1, !values.isEmpty else { return }
    let list = values.map { "\(significant($0.1)) (\($0.0.rawValue))" }.joined(separator: ", ")
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
  fileprivate var principalMetric: Metric? {
    switch name {
    case .squaredError, .huber, .poisson: .rmse
    case .absolute: .mae
    case .quantile: nil
    case .binaryCrossEntropy, .crossEntropy, .hinge: .accuracy
    }
  }
}

extension Examples {
  /// The same with these rows of X alone.
  fileprivate func plain(_ rows: [Int]) -> Examples {
    guard rows.count < X.rows else { return self }
    let plain = Matrix(rows: rows.count, columns: count)
    for n in 0..<count {
      for (i, row) in rows.enumerated() { plain[i, n] = X[row, n] }
    }
    return Examples(X: plain, Y: Y, weights: weights)
  }
}
