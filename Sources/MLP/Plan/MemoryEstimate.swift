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

  init(_ layout: ParameterLayout, batchSize: Int, _ training: TrainingOptions) {
    widths = layout.widths
    parameters = layout.count
    // Z, A and E of a minibatch.
    let numbers = layout.inputs.multiplied.count + widths.dropFirst().reduce(0, +)
    let minibatch = 3 * batchSize * layout.architecture.heads * numbers
    let copies = training.optimizer.name.copies + (training.averageDecay == nil ? 0 : 1)
    bytes = (copies * parameters + minibatch) * MemoryLayout<Float>.size
  }

  /// Throws `.usage` where there is less.
  func check(limit: Int = MemoryLimit.bytes) throws(Failure) {
    guard bytes > limit else { return }
    throw Failure(
      .usage,
      "a network of \(widths.map(String.init).joined(separator: "-")) has \(parameters) parameters, and training it needs \(gibibytes(bytes)) of \(gibibytes(limit)) of memory; use \(option: .hidden) with smaller widths, a smaller \(option: .tabm) or a smaller \(option: .batchSize)"
    )
  }

  private func gibibytes(_ bytes: Int) -> String { fixed(Double(bytes) / Double(1 << 30), 1) + " GiB" }
}
