import Diagnostics
import Glibc
import LinearAlgebra
import NeuralNetwork
import Parallel

/// The simplest models, which a network is compared with; each is a network without hidden layers.
package enum Baseline: String, CaseIterable, Codable, Sendable {
  /// The mean of Y, or the shares of the classes.
  case constant
  /// Ridge regression, or logistic regression.
  case linear

  /// Multiplications beyond which a linear model takes too long to fit.
  private static let maximumWork = 20_000_000_000
  /// Inputs beyond which its normal equations do.
  private static let maximumInputs = 2048
  private static let steps = 50

  /// Fits the model to samples, for a network with this loss and number of outputs.
  ///
  /// Nil if that would take too long.
  package func fit(
    _ examples: LabeledSamples, loss: Loss, outputs: Int, workers: ThreadPool,
    interrupted: () -> Bool = { false }
  ) throws(Failure) -> Network? {
    if loss.isClassification {
      let classes = Network(
        parameters: Parameters(widths: [examples.X.rows, outputs]), activation: .identity,
        loss: Loss(outputs == 1 ? .binaryCrossEntropy : .crossEntropy))
      startAtShares(classes, examples)
      return self == .constant
        ? classes : try logistic(classes, examples, workers: workers, interrupted: interrupted)
    }
    let numbers = Network(
      parameters: Parameters(widths: [examples.X.rows, outputs]), activation: .identity,
      loss: Loss(.squaredError))
    if self == .linear {
      let work = examples.X.rows * examples.X.rows * examples.count
      guard work <= Self.maximumWork, examples.X.rows <= Self.maximumInputs else { return nil }
      return RidgeRegression.fit(numbers, examples, workers: workers) ? numbers : nil
    }
    let total = Elementwise.sum(examples.weights)
    for k in 0..<outputs {
      let sum = (0..<examples.count).reduce(0.0) {
        $0 + Double(examples.weights[0, $1]) * Double(examples.Y[k, $1])
      }
      numbers.parameters.b[1][k, 0] = Float(sum / total)
    }
    return numbers
  }

  /// b ← the logarithms of the shares of the classes, or of the odds of two.
  private func startAtShares(_ network: Network, _ examples: LabeledSamples) {
    let b = network.parameters.b[1]
    var shares = [Double](repeating: 0, count: max(2, b.count))
    for n in 0..<examples.count { shares[Int(examples.Y[0, n])] += Double(examples.weights[0, n]) }
    let total = shares.reduce(0, +)
    let logs = shares.map { log(max($0 / total, 1e-9)) }
    for k in 0..<b.count { b[k, 0] = Float(b.count == 1 ? logs[1] - logs[0] : logs[k]) }
  }

  /// Fits by L-BFGS, with ½ ‖W‖² added to the sum of the losses, as scikit-learn does.
  private func logistic(
    _ network: Network, _ examples: LabeledSamples, workers: ThreadPool, interrupted: () -> Bool
  ) throws(Failure) -> Network? {
    let work = 4 * Self.steps * network.parameters.all.count * examples.count
    guard work <= Self.maximumWork * 4 else { return nil }
    var options = TrainingOptions()
    options.optimizer = Optimizer(.lbfgs)
    options.optimizer.l2 = 1 / Float(examples.count)
    options.epochs = Self.steps
    _ = try Trainer(options, workers: workers).run(
      network, training: examples, validation: nil, interrupted: interrupted)
    return network
  }
}
