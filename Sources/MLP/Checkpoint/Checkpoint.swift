import Diagnostics
import FoundationEssentials
import MLPInference
import Training

/// A training to be resumed: what it is of, the ensemble members that are trained already, and the state of the current
/// one.
///
/// The file is a safetensors file like a model's (docs/format.md), and is trusted as little when it is read.
package struct Checkpoint: Equatable, Sendable {
  /// An ensemble member that is trained already.
  package struct Member: Equatable, Sendable {
    package var parameters: [Float]
    package var end: TrainingResult.StopReason
    package var epochs: Int
    package var bestEpoch: Int
    package var bestLoss: Double
    package var seconds: Double

    package init(
      parameters: [Float], end: TrainingResult.StopReason, epochs: Int, bestEpoch: Int, bestLoss: Double,
      seconds: Double
    ) {
      self.parameters = parameters
      self.end = end
      self.epochs = epochs
      self.bestEpoch = bestEpoch
      self.bestLoss = bestLoss
      self.seconds = seconds
    }
  }

  /// What a search has found: values of options by name, after so many trials.
  package struct Found: Hashable, Sendable {
    package var values: [String: String]
    package var trials: Int

    package init(values: [String: String], trials: Int) {
      self.values = values
      self.trials = trials
    }
  }

  /// Name and version of the program.
  package var program: String
  /// The kernel of the BLAS: another one rounds differently.
  package var kernel: String
  /// The fingerprint of the training data.
  package var data: String
  /// The options that the training depends on, by name.
  package var options: [String: String]
  package var found: Found?
  package var members: [Member]
  /// The state of the member in training; nil where none has begun.
  package var training: TrainingState?

  package init(
    program: String, kernel: String, data: String, options: [String: String], found: Found? = nil,
    members: [Member] = [], training: TrainingState? = nil
  ) {
    self.program = program
    self.kernel = kernel
    self.data = data
    self.options = options
    self.found = found
    self.members = members
    self.training = training
  }
}

/// The names of the tensors.
enum CheckpointTensor {
  static let parameters = "training.parameters"
  static let average = "training.average"
  static let best = "training.best"
  static let algorithm = "training.optimizer."
  static func member(_ k: Int) -> String { "members.\(k).parameters" }
}

extension Checkpoint {
  /// The bytes of the file.
  package func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(CheckpointHeader(self)), as: UTF8.self)
    var tensors: [SafeTensors.Tensor] = []
    func add(_ name: String, _ values: [Float]?) {
      if let values { tensors.append(.init(name: name, shape: [values.count], values: values)) }
    }
    for (k, member) in members.enumerated() { add(CheckpointTensor.member(k), member.parameters) }
    if let training {
      add(CheckpointTensor.parameters, training.parameters)
      add(CheckpointTensor.average, training.average)
      add(CheckpointTensor.best, training.best)
      for (name, values) in training.algorithm.singles.sorted(by: { $0.key < $1.key }) {
        add(CheckpointTensor.algorithm + name, values)
      }
      for (name, values) in training.algorithm.doubles.sorted(by: { $0.key < $1.key }) {
        tensors.append(
          .init(name: CheckpointTensor.algorithm + name, shape: [values.count], numbers: .double(values)))
      }
    }
    return try SafeTensors(metadata: [CheckpointHeader.key: json], tensors: tensors).encoded()
  }
}
