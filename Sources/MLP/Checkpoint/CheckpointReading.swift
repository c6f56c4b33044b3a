import Diagnostics
import FoundationEssentials
import MLPInference
import Training

extension Checkpoint {
  /// Reads a file.
  ///
  /// `file` is its name in messages. Throws `.data` where it is not a well-formed checkpoint; whether it belongs to a
  /// certain training is for others to compare.
  package init(_ bytes: [UInt8], file: String) throws(Failure) {
    let container = try SafeTensors(bytes, file: file, kind: "checkpoint", types: [.F32, .F64])
    let header = try CheckpointHeader(container, file: file)
    var tensors = try CheckpointTensors(container, file: file)
    (program, kernel) = (header.program, header.blasKernel)
    (data, options) = (header.dataFingerprint, header.options)
    found = header.search.map { Found(values: $0.values, trials: $0.trials) }
    members = []
    for (k, member) in header.ensemble.enumerated() {
      members.append(try Self.member(member, k, &tensors, file))
    }
    training = nil
    if let state = header.training { training = try Self.state(state, &tensors, file) }
    try tensors.checkNoneIsLeft()
  }

  private static func member(
    _ member: CheckpointHeader.MemberHeader, _ k: Int, _ tensors: inout CheckpointTensors, _ file: String
  ) throws(Failure) -> Member {
    guard member.epochs >= 1, (1...member.epochs).contains(member.bestEpoch), member.bestLoss.isFinite,
      member.seconds.isFinite, member.seconds >= 0
    else { throw .notACheckpoint(file, "network \(k + 1) has invalid training results") }
    return Member(
      parameters: try tensors.need(CheckpointTensor.member(k)), end: member.end.end, epochs: member.epochs,
      bestEpoch: member.bestEpoch, bestLoss: member.bestLoss, seconds: member.seconds)
  }

  private static func state(
    _ state: CheckpointHeader.State, _ tensors: inout CheckpointTensors, _ file: String
  ) throws(Failure) -> TrainingState {
    guard
      (state.epochLosses + [state.lossSum, state.seconds] + state.optimizer.values).allSatisfy(\.isFinite),
      state.seconds >= 0
    else { throw .notACheckpoint(file, "its training state holds an invalid number") }
    let parameters = try tensors.need(CheckpointTensor.parameters)
    let (average, best) = (
      try tensors.take(CheckpointTensor.average), try tensors.need(CheckpointTensor.best)
    )
    return TrainingState(
      losses: state.epochLosses, minibatches: state.minibatches, total: state.lossSum, seconds: state.seconds,
      parameters: parameters, average: average, best: best,
      algorithm: try tensors.takeOptimizer(numbers: state.optimizer))
  }
}

extension Failure {
  fileprivate static func notACheckpoint(_ file: String, _ reason: String) -> Failure {
    Failure(.data, "'\(file)' is not an mlp checkpoint file: \(reason)")
  }
}

extension CheckpointHeader {
  /// Throws `.data` where there is none, or one of another version of the format.
  fileprivate init(_ container: SafeTensors, file: String) throws(Failure) {
    guard let json = container.metadata[CheckpointHeader.key].map({ Data($0.utf8) }) else {
      throw .notACheckpoint(file, "it has no metadata entry '\(CheckpointHeader.key)'")
    }
    if let flaw = StrictJSON.flaw(in: Array(json)) { throw .notACheckpoint(file, "its metadata \(flaw)") }
    guard let version = try? JSONDecoder().decode(CheckpointHeader.VersionOnly.self, from: json).version
    else {
      throw .notACheckpoint(file, "its metadata has no version")
    }
    guard version == CheckpointHeader.version else {
      throw Failure(
        .data,
        "'\(file)' is a checkpoint of version \(version), but this program supports version "
          + "\(CheckpointHeader.version); finish the training with the program that wrote it, or remove the file to "
          + "start over")
    }
    guard let header = try? JSONDecoder().decode(CheckpointHeader.self, from: json) else {
      throw .notACheckpoint(file, "its metadata does not match checkpoint version \(version)")
    }
    self = header
  }
}

/// The tensors of a file that nobody has taken yet.
private struct CheckpointTensors {
  private var numbers: [String: SafeTensors.Numbers] = [:]
  private let file: String

  init(_ container: SafeTensors, file: String) throws(Failure) {
    self.file = file
    for tensor in container.tensors {
      guard tensor.shape.count == 1 else {
        throw .notACheckpoint(file, "tensor '\(tensor.name)' is not a vector")
      }
      numbers[tensor.name] = tensor.numbers
    }
  }

  /// Finite numbers; nil where there is no tensor of that name.
  mutating func take(_ name: String) throws(Failure) -> [Float]? {
    guard let numbers = numbers.removeValue(forKey: name) else { return nil }
    guard case .single(let values) = numbers else {
      throw .notACheckpoint(file, "tensor '\(name)' has type F64, expected F32")
    }
    guard values.allSatisfy(\.isFinite) else {
      throw .notACheckpoint(file, "tensor '\(name)' holds a non-finite number")
    }
    return values
  }

  mutating func need(_ name: String) throws(Failure) -> [Float] {
    guard let values = try take(name) else { throw .notACheckpoint(file, "tensor '\(name)' is missing") }
    return values
  }

  /// The moments of the optimizer, which may be infinite: one may be too great for its type.
  mutating func takeOptimizer(numbers single: [String: Double]) throws(Failure) -> OptimizerSnapshot {
    var snapshot = OptimizerSnapshot(numbers: single)
    for (name, values) in numbers where name.hasPrefix(CheckpointTensor.algorithm) {
      let short = String(name.dropFirst(CheckpointTensor.algorithm.count))
      let isNumber: Bool
      switch values {
      case .single(let values):
        isNumber = !values.contains(where: \.isNaN)
        snapshot.singles[short] = values
      case .double(let values):
        isNumber = !values.contains(where: \.isNaN)
        snapshot.doubles[short] = values
      }
      guard isNumber else { throw .notACheckpoint(file, "tensor '\(name)' holds a NaN") }
      numbers[name] = nil
    }
    return snapshot
  }

  func checkNoneIsLeft() throws(Failure) {
    if let name = numbers.keys.sorted().first {
      throw .notACheckpoint(file, "tensor '\(name)' is unexpected")
    }
  }
}
