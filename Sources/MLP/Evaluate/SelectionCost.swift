import LinearAlgebra
import MLPInference
import Metrics
import NeuralNetwork
import Parallel
import Tabular
import Training

/// The selection metric of a network on validation rows, as a cost: the less the better.
package struct SelectionCost: Sendable {
  package let metric: Metric
  package let cost: Double

  /// The value of the metric.
  package var value: Double { metric.higherIsBetter ? -cost : cost }
}

/// Compares networks by the selection metric of their loss on validation rows.
struct Selection {
  let metric: Metric
  private let calibrates: Bool

  init(_ loss: Loss, calibration: Calibration) {
    metric = loss.selectionMetric
    calibrates = calibration == .temperature && loss.isCrossEntropy
  }

  /// The metric of a network, in the units of the target and calibrated where that lowers it, as the model will be;
  /// infinite where it is not defined.
  func cost(of network: Network, on examples: LabeledSamples, _ target: Target, _ workers: ThreadPool)
    -> Double
  {
    let inference = Inference([network], target: target)
    let P = inference.predictions(for: examples.X, on: workers)
    let Y = inference.observations(examples.Y)
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

  func cost(_ cost: Double) -> SelectionCost { SelectionCost(metric: metric, cost: cost) }
}
