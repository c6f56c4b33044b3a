import LinearAlgebra
import NeuralNetwork
import Parallel

/// What moves the parameters of a network, step by step.
package protocol Learner {
  /// Learns from the samples with these indices, at this learning rate and strength if it has them.
  ///
  /// Returns the sum of their losses.
  mutating func run(
    _ indices: ArraySlice<Int32>, of examples: Examples, rate: Double, strength: Strength
  ) -> Double

  /// Whether further steps would change nothing.
  var hasConverged: Bool { get }

  /// What it remembers from step to step, besides the parameters.
  var memory: LearnerMemory { get }

  /// Goes on from the parameters as they are, after so many steps, with what was remembered then.
  ///
  /// False where that is not what a learner of this kind, for such a network, remembers.
  mutating func resume(_ memory: LearnerMemory, steps: Int) -> Bool
}

/// What a learner remembers from step to step, by names of its own.
package struct LearnerMemory: Equatable, Sendable {
  package var numbers: [String: Double]
  package var singles: [String: [Float]]
  package var doubles: [String: [Double]]

  package init(
    numbers: [String: Double] = [:], singles: [String: [Float]] = [:], doubles: [String: [Double]] = [:]
  ) {
    (self.numbers, self.singles, self.doubles) = (numbers, singles, doubles)
  }
}

extension Learner {
  /// Learns at full strength.
  package mutating func run(_ indices: ArraySlice<Int32>, of examples: Examples, rate: Double) -> Double {
    run(indices, of: examples, rate: rate, strength: .full)
  }
}

extension Step: Learner {
  package var hasConverged: Bool { false }
}

extension TrainingOptions {
  /// The learner that the optimizer asks for, with minibatches of `size` samples.
  ///
  /// Its steps go into `average`, where there is one.
  func learner(
    for network: Network, _ training: Examples, average: WeightAverage?, size: Int, workers: Workers
  ) -> any Learner {
    switch optimizer.name {
    case .sgd, .momentum, .nesterov, .rmsprop, .adam, .adamw, .nadam:
      Step(
        for: network, optimizer: optimizer, dropout: Dropout(rate: dropout, seed: seed), average: average,
        size: size, rest: training.count % size, workers: workers)
    case .lbfgs:
      LBFGS(for: network, training, optimizer: optimizer, workers: workers)
    case .levenbergMarquardt:
      LevenbergMarquardt(for: network, training, optimizer: optimizer, workers: workers)
    }
  }
}
