import LinearAlgebra
import NeuralNetwork
import Parallel

/// What moves the parameters of a network, step by step.
package protocol TrainingAlgorithm {
  /// Learns from the samples with these indices, at this learning rate and strength if it has them.
  ///
  /// Returns the sum of their losses.
  mutating func run(
    _ indices: ArraySlice<Int32>, of examples: LabeledSamples, rate: Double,
    regularization: RegularizationScale
  ) -> Double

  /// Whether further steps would change nothing.
  var hasConverged: Bool { get }

  /// What it remembers from step to step, besides the parameters.
  var snapshot: OptimizerSnapshot { get }

  /// Goes on from the parameters as they are, after so many steps, with what was remembered then.
  ///
  /// False where that is not what a learner of this kind, for such a network, remembers.
  mutating func resume(_ snapshot: OptimizerSnapshot, steps: Int) -> Bool
}

/// What a learner remembers from step to step, by names of its own.
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
  /// Learns at full strength.
  package mutating func run(_ indices: ArraySlice<Int32>, of examples: LabeledSamples, rate: Double) -> Double
  {
    run(indices, of: examples, rate: rate, regularization: .full)
  }
}

extension MinibatchStep: TrainingAlgorithm {
  package var hasConverged: Bool { false }
}

extension TrainingOptions {
  /// The learner that the optimizer asks for, with minibatches of `size` samples.
  ///
  /// Its steps go into `average`, where there is one.
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
