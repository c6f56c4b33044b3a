import LinearAlgebra
import NeuralNetwork

/// The exponential moving average of the parameters over the steps, which fluctuates less than they do (Polyak and
/// Juditsky, "Acceleration of stochastic approximation by averaging", 1992).
///
/// After step t = 1, 2, … average ← d(t) · average + (1 − d(t)) · parameters, where d(t) = min(d, (1 + t) / (10 + t))
/// as in TensorFlow: at first it reaches back over a part of the steps only, so that the initial weights are soon
/// forgotten however near d is to 1, even in a short training.
package struct WeightEMA: Sendable {
  /// The network whose parameters are the average; call `refresh` before it predicts.
  package let network: Network
  private let decay: Double
  private var t = 0

  /// Starts at the parameters of `network`; 0 < decay < 1.
  package init(of network: Network, decay: Double) {
    precondition(decay > 0 && decay < 1, "the decay is between 0 and 1")
    self.network = Network(
      parameters: network.parameters.copy(), activation: network.activation, loss: network.loss)
    self.decay = decay
  }

  /// Continues after so many steps.
  mutating func resume(steps: Int) { t = steps }

  /// Advances to the next step, t, and returns the share of its parameters, 1 − d(t).
  mutating func next() -> Float {
    t += 1
    return Float(1 - min(decay, Double(1 + t) / Double(10 + t)))
  }
}
