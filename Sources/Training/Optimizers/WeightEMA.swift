import LinearAlgebra
import NeuralNetwork

/// The exponential moving average of the parameters over the steps, which swings less than they do (Polyak
/// and Juditsky, "Acceleration of stochastic approximation by averaging", 1992).
///
/// After step t = 1, 2, … average ← d(t) · average + (1 − d(t)) · parameters, where, as in TensorFlow,
/// d(t) = min(d, (1 + t) / (10 + t)): in the beginning it reaches back over a part of the steps taken, so that
/// the weights as they were drawn are soon forgotten however near d is to 1, also by a training of few steps.
package struct WeightEMA: Sendable {
  /// The network whose parameters are the average; `refresh` it before it predicts.
  package let network: Network
  private let decay: Double
  private var t = 0

  /// Begins at the parameters of `network`; 0 < decay < 1.
  package init(of network: Network, decay: Double) {
    precondition(decay > 0 && decay < 1, "the decay is between 0 and 1")
    self.network = Network(
      parameters: network.parameters.copy(), activation: network.activation, loss: network.loss)
    self.decay = decay
  }

  /// Goes on after so many steps.
  mutating func resume(steps: Int) { t = steps }

  /// Goes on to the next step, t, and gives the share of its parameters, 1 − d(t).
  mutating func next() -> Float {
    t += 1
    return Float(1 - min(decay, Double(1 + t) / Double(10 + t)))
  }
}
