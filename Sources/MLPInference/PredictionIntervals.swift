import Diagnostics
import LinearAlgebra
import Metrics
import NeuralNetwork

/// Prediction intervals of one level, for each target of a model of numbers.
package struct PredictionIntervals: Sendable {
  private let targets: [(conformal: ConformalIntervals, radius: Float)]

  /// What metrics tell of them.
  package static let metrics = ["coverage", "mean-width"]

  /// Throws `.usage` where the model has none of this level, `.data` where it has none at all.
  package init(_ model: TrainedModel, level: Double, file: String) throws(Failure) {
    guard case .numeric = model.target else {
      throw Failure(
        .usage,
        "\(option: .predictionIntervals) requires a regression model, but this model predicts classes; use \(option: .probabilities) for class probabilities"
      )
    }
    guard let intervals = model.intervals else {
      throw Failure(
        .data,
        "'\(file)' has no validation residuals, which \(option: .predictionIntervals) requires: it was trained with \(option: .folds), without validation rows, or by an earlier version; retrain it with validation rows and without \(option: .folds)"
      )
    }
    var targets: [(ConformalIntervals, Float)] = []
    for conformal in intervals {
      guard let radius = conformal.radius(for: level) else {
        let (least, found) = (ConformalIntervals.minimumRows(for: level), conformal.residuals.count)
        throw Failure(
          .usage,
          "\(option: .predictionIntervals) \(level) requires at least \(least) validation residuals, but this model has \(found)\(found == ConformalIntervals.maximumResiduals ? " (the maximum stored)" : "")"
        )
      }
      targets.append((conformal, radius))
    }
    self.targets = targets
  }

  /// The interval around prediction p of target i.
  package func bounds(_ p: Float, target i: Int) -> (low: Float, high: Float) {
    targets[i].conformal.interval(around: p, radius: targets[i].radius)
  }

  /// Their metrics for predictions P of Y (both targets × N), over all targets together: the share of the
  /// numbers that the intervals hold, and how wide they are on average.
  package func measures(_ P: Matrix, _ Y: Matrix) -> [(name: String, measure: WeightedMetric)] {
    func mean(_ f: (_ y: Float, _ low: Float, _ high: Float) -> Double) -> WeightedMetric {
      weightedMean(
        (0..<P.columns).map { n in
          (0..<P.rows).reduce(0) { total, i in
            let (low, high) = bounds(P[i, n], target: i)
            return total + f(Y[i, n], low, high)
          } / Double(P.rows)
        })
    }
    return [
      (Self.metrics[0], mean { y, low, high in low <= y && y <= high ? 1 : 0 }),
      (Self.metrics[1], mean { _, low, high in Double(high) - Double(low) }),
    ]
  }
}
