import LinearAlgebra
import NeuralNetwork
import Parallel

/// An algorithm that updates the parameters of a network step by step.
package protocol TrainingAlgorithm {
  /// Takes a step with the samples of these indices, at this learning rate and regularization if it has them.
  ///
  /// Returns the sum of their losses.
  mutating func run(
    _ indices: ArraySlice<Int32>, of examples: LabeledSamples, rate: Double,
    regularization: RegularizationScale
  ) -> Double

  /// Whether further steps would change nothing.
  var hasConverged: Bool { get }

  /// Its state between steps, besides the parameters.
  var snapshot: OptimizerSnapshot { get }

  /// Continues from the current parameters, after so many steps, with the state of that time.
  ///
  /// Returns false if that is not the state of such an algorithm for such a network.
  mutating func resume(_ snapshot: OptimizerSnapshot, steps: Int) -> Bool
}

/// The state of an algorithm between steps, under names of its own.
package struct OptimizerSnapshot: Equatable, Sendable {
  package var numbers: [String: Double]
  package var singles: [String: [Float]]
  package var doubles: [String: [Double]]

  package init(
    numbers: [String: Double] = [:], singles: [String: [Float]] = [:], doubles: [String: [Double]] = [:]
  ) {
    (self.numbers, self.singles, self.doubles) = (numbers, singles, doubles)
  }
}

extension TrainingAlgorithm {
  /// Takes a step with full regularization.
  package mutating func run(_ indices: ArraySlice<Int32>, of examples: LabeledSamples, rate: Double) -> Double
  {
    run(indices, of: examples, rate: rate, regularization: .full)
  }
}

extension MinibatchStep: TrainingAlgorithm {
  package var hasConverged: Bool { false }
}

extension TrainingOptions {
  /// The algorithm of the optimizer, with minibatches of `size` samples.
  ///
  /// Its steps update `average`, if there is one.
  func algorithm(
    for network: Network, _ training: LabeledSamples, average: WeightEMA?, size: Int, workers: ThreadPool
  ) -> any TrainingAlgorithm {
    switch optimizer.name {
    case .lbfgs: LBFGS(for: network, training, optimizer: optimizer, workers: workers)
    case .levenbergMarquardt:
      LevenbergMarquardt(for: network, training, optimizer: optimizer, workers: workers)
    default:
      MinibatchStep(
        for: network, optimizer: optimizer, dropout: Dropout(rate: dropout, seed: seed), average: average,
        size: size, rest: training.count % size, workers: workers)
    }
  }
}
