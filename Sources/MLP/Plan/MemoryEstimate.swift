import Diagnostics
import Files
import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Options
import Training

/// The memory that training a network takes, in bytes, before any is taken.
struct MemoryEstimate {
  let widths: [Int]
  let parameters: Int
  let bytes: Int

  /// `widths` are d(1), …, d(L).
  init(inputs: InputLayout, widths: [Int], form: Architecture, batchSize: Int, _ training: TrainingOptions) {
    self.widths = [inputs.count] + widths
    parameters = Parameters.count(inputs: inputs, widths: widths, form)
    // Z, A and E of a minibatch.
    let minibatch = 3 * batchSize * form.heads * ([inputs.multiplied.count] + widths).reduce(0, +)
    bytes = (training.copies * parameters + minibatch) * MemoryLayout<Float>.size
  }

  /// Throws `.usage` where there is less.
  func check(limit: Int = MemoryLimit.bytes) throws(Failure) {
    guard bytes > limit else { return }
    throw Failure(
      .usage,
      "training a network of \(widths.map(String.init).joined(separator: "-")) needs \(gibibytes(bytes)) of memory, but only \(gibibytes(limit)) are available; use \(option: .hidden) with smaller widths"
    )
  }

  private func gibibytes(_ bytes: Int) -> String { fixed(Double(bytes) / Double(1 << 30), 1) + " GiB" }
}

extension TrainingOptions {
  /// How many single-precision copies of the parameters training keeps.
  fileprivate var copies: Int { optimizer.name.copies + (averageDecay == nil ? 0 : 1) }
}

extension Optimizer.Method {
  fileprivate var copies: Int {
    switch self {
    // The parameters, the best so far, the gradient and two moments.
    case .sgd, .momentum, .nesterov, .rmsprop, .adam, .adamw, .nadam, .levenbergMarquardt: 5
    // Ten steps and changes of the gradient, and the current ones, in double precision.
    case .lbfgs: 55
    }
  }
}
