import Diagnostics
import FoundationEssentials
import MLPInference
import Training

/// A training that is to go on another time: what it is of, the networks that are trained already, and the state of the
/// one at hand.
///
/// In a file it is, like a model, numbers and JSON after the safetensors format, and as little trusted when it is read.
package struct Checkpoint: Equatable, Sendable {
  /// A network that is trained already.
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

  /// What a search has found: values of options, by name, in so many trials.
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
  /// The kernel of the BLAS: another rounds otherwise.
  package var kernel: String
  /// What other data would not have.
  package var data: String
  /// What the training depends on besides, by name.
  package var options: [String: String]
  package var found: Found?
  package var members: [Member]
  /// Of the network at hand; nil where none is begun.
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

/// What the tensors are called.
private enum TensorName {
  static let parameters = "training.parameters"
  static let average = "training.average"
  static let best = "training.best"
  static let algorithm = "training.learner."
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
    for (k, member) in members.enumerated() { add(TensorName.member(k), member.parameters) }
    if let training {
      add(TensorName.parameters, training.parameters)
      add(TensorName.average, training.average)
      add(TensorName.best, training.best)
      for (name, values) in training.algorithm.singles.sorted(by: { $0.key < $1.key }) {
        add(TensorName.algorithm + name, values)
      }
      for (name, values) in training.algorithm.doubles.sorted(by: { $0.key < $1.key }) {
        tensors.append(
          .init(name: TensorName.algorithm + name, shape: [values.count], numbers: .double(values)))
      }
    }
    return try SafeTensors(metadata: [CheckpointHeader.key: json], tensors: tensors).encoded()
  }

  /// Reads a file.
  ///
  /// `file` is its name in messages. Throws `.data` where it is not what it should be; whether it is of a certain
  /// training is for others to compare.
  package init(_ bytes: [UInt8], file: String) throws(Failure) {
    func refuse(_ reason: String) -> Failure {
      Failure(.data, "'\(file)' is not an mlp checkpoint file: \(reason)")
    }
    let container = try SafeTensors(bytes, file: file, kind: "checkpoint", types: [.F32, .F64])
    guard let json = container.metadata[CheckpointHeader.key].map({ Data($0.utf8) }) else {
      throw refuse("it has no metadata entry '\(CheckpointHeader.key)'")
    }
    if let flaw = StrictJSON.flaw(in: Array(json)) { throw refuse("its metadata \(flaw)") }
    guard let version = try? JSONDecoder().decode(CheckpointHeader.Version.self, from: json).version else {
      throw refuse("its metadata has no version")
    }
    guard version == CheckpointHeader.version else {
      throw Failure(
        .data,
        "'\(file)' is a checkpoint of version \(version), but this program supports version "
          + "\(CheckpointHeader.version); finish the training with the program that wrote it, or remove the file to "
          + "start over")
    }
    guard let header = try? JSONDecoder().decode(CheckpointHeader.self, from: json) else {
      throw refuse("its metadata does not match checkpoint version \(version)")
    }

    var tensors: [String: SafeTensors.Numbers] = [:]
    for tensor in container.tensors {
      guard tensor.shape.count == 1 else { throw refuse("tensor '\(tensor.name)' is not a vector") }
      tensors[tensor.name] = tensor.numbers
    }
    func take(_ name: String) throws(Failure) -> [Float]? {
      guard let numbers = tensors.removeValue(forKey: name) else { return nil }
      guard case .single(let values) = numbers else {
        throw refuse("tensor '\(name)' has type F64, expected F32")
      }
      guard values.allSatisfy(\.isFinite) else {
        throw refuse("tensor '\(name)' holds a non-finite number")
      }
      return values
    }
    func need(_ name: String) throws(Failure) -> [Float] {
      guard let values = try take(name) else { throw refuse("tensor '\(name)' is missing") }
      return values
    }
    var members: [Member] = []
    for (k, member) in header.ensemble.enumerated() {
      guard member.epochs >= 1, (1...member.epochs).contains(member.bestEpoch), member.bestLoss.isFinite,
        member.seconds.isFinite, member.seconds >= 0
      else { throw refuse("network \(k + 1) has invalid training results") }
      members.append(
        Member(
          parameters: try need(TensorName.member(k)), end: member.end.end, epochs: member.epochs,
          bestEpoch: member.bestEpoch, bestLoss: member.bestLoss, seconds: member.seconds))
    }
    if let state = header.training {
      guard
        (state.epochLosses + [state.lossSum, state.seconds] + state.optimizer.values).allSatisfy(\.isFinite),
        state.seconds >= 0
      else { throw refuse("its training state holds an invalid number") }
      let parameters = try need(TensorName.parameters)
      let (average, best) = (try take(TensorName.average), try need(TensorName.best))
      var algorithm = OptimizerSnapshot(numbers: state.optimizer)
      for (name, numbers) in tensors where name.hasPrefix(TensorName.algorithm) {
        let short = String(name.dropFirst(TensorName.algorithm.count))
        // A moment may be too great for its type, but is a number.
        let isNumber: Bool
        switch numbers {
        case .single(let values):
          isNumber = !values.contains(where: \.isNaN)
          algorithm.singles[short] = values
        case .double(let values):
          isNumber = !values.contains(where: \.isNaN)
          algorithm.doubles[short] = values
        }
        guard isNumber else { throw refuse("tensor '\(name)' holds a NaN") }
        tensors[name] = nil
      }
      training = TrainingState(
        losses: state.epochLosses, minibatches: state.minibatches, total: state.lossSum,
        seconds: state.seconds, parameters: parameters, average: average, best: best, algorithm: algorithm)
    } else {
      training = nil
    }
    if let name = tensors.keys.sorted().first { throw refuse("tensor '\(name)' is unexpected") }
    (program, kernel) = (header.program, header.blasKernel)
    (data, options) = (header.dataFingerprint, header.options)
    found = header.search.map { Found(values: $0.values, trials: $0.trials) }
    self.members = members
  }
}
