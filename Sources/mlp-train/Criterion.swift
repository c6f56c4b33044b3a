import LinearAlgebra
import Metrics
import NeuralNetwork
import Parallel
import Tabular
import Training

/// What trials are compared by: the metric that their loss makes good, on the validation rows.
///
/// Not the loss itself, which differs from trial to trial where labels are smoothed.
struct Criterion {
  let metric: Metric
  private let calibrates: Bool

  init(_ loss: Loss, calibration: Calibration) {
    metric =
      switch loss.name {
      case .binaryCrossEntropy, .crossEntropy: .logLoss
      case .hinge: .accuracy
      case .squaredError: .rmse
      case .absolute, .huber: .mae
      case .quantile: .pinball
      case .poisson: .poissonDeviance
      }
    calibrates = calibration == .temperature && loss.isCrossEntropy
  }

  /// The metric of a network, in the user's units and calibrated where that lowers it, as the model will be; the less
  /// the better, and infinite where it is not defined.
  func cost(of network: Network, on examples: LabeledSamples, _ target: Target, _ workers: ThreadPool)
    -> Double
  {
    let P = BatchPredictor(network).predictions(for: examples.X, on: workers)
    let Y = examples.Y.copy()
    target.inverseTransform(P)
    target.clip(P)
    target.inverseTransform(Y)
    func cost() -> Double {
      metric.value(P, Y, weights: examples.weights, loss: network.loss).map(signed) ?? .infinity
    }
    let plain = cost()
    guard calibrates else { return plain }
    TemperatureScaling(fitting: P, Y, weights: examples.weights).calibrate(P)
    return min(plain, cost())
  }

  /// A cost for a value of the metric, and back.
  func signed(_ value: Double) -> Double { metric.higherIsBetter ? -value : value }

  /// "rmse 48712".
  func words(_ cost: Double) -> String { "\(metric.rawValue) \(significant(signed(cost)))" }
}
