import Diagnostics
import MLP
import MLPInference
import Testing
import Training

struct CheckpointTests {
  static let state = TrainingState(
    losses: [0.1 + 0.2, .greatestFiniteMagnitude, .leastNonzeroMagnitude], minibatches: 4,
    total: 5e300, seconds: 1.5,
    parameters: [1, -0.0, .leastNonzeroMagnitude], average: [4, 5, 6], best: [7, 8, .pi],
    algorithm: OptimizerSnapshot(
      numbers: ["idle": 2, "rho": 0.1], singles: ["m": [1, 2, 3], "v": [.infinity]],
      doubles: ["s.0": [0.1, -1e-300], "w": []]))
  static let sample = Checkpoint(
    program: "mlp-train 1", kernel: "SkylakeX", data: "0123", options: ["hidden": "8", "seed": "1"],
    found: .init(values: ["dropout": "0.1"], trials: 12),
    members: [
      .init(parameters: [1, 2], end: .patience, epochs: 9, bestEpoch: 3, bestLoss: 0.1, seconds: 2.25),
      .init(parameters: [], end: .converged, epochs: 1, bestEpoch: 1, bestLoss: -4, seconds: 0),
    ], training: state)

  @Test("what was written is read again, to the bit, and equal checkpoints are equal bytes")
  func roundTrip() throws {
    var bare = Self.sample
    (bare.found, bare.members, bare.training) = (nil, [], nil)
    var begun = Self.sample
    begun.training?.average = nil
    begun.training?.losses = []
    for checkpoint in [Self.sample, bare, begun] {
      let bytes = try checkpoint.encoded()
      #expect(try Checkpoint(bytes, file: "c") == checkpoint)
      #expect(try Checkpoint(bytes, file: "c").encoded() == bytes)
    }
  }

  @Test("a checkpoint cut off anywhere is refused")
  func truncation() throws {
    let bytes = try Self.sample.encoded()
    for count in 0..<bytes.count {
      #expect(throws: Failure.self) { try Checkpoint(Array(bytes[..<count]), file: "c") }
    }
  }

  /// The container of the sample, changed.
  private func damaged(_ damage: (inout SafeTensors) -> Void) throws -> [UInt8] {
    var container = try SafeTensors(Self.sample.encoded(), file: "c", types: [.F32, .F64])
    damage(&container)
    return try container.encoded()
  }

  private func message(_ bytes: [UInt8]) -> String {
    do {
      _ = try Checkpoint(bytes, file: "c")
      return "no failure"
    } catch {
      return error.kind == .data ? error.message.description : "of another status"
    }
  }

  @Test(
    "a description that lies is refused, and the message says how",
    arguments: [
      (#""version":2"#, #""version":1"#, "finish the training with the program that wrote it"),
      (#""version":2"#, #""version":3"#, "of version 3"), (#""version":2"#, #""version":true"#, "no version"),
      (#""epochs":9"#, #""epochs":2"#, "network 1 has invalid training results"),
      (#""bestEpoch":3"#, #""bestEpoch":0"#, "network 1 has invalid training results"),
      (#""seconds":2.25"#, #""seconds":-1"#, "network 1 has invalid training results"),
      (#""bestLoss":0.1"#, #""bestLoss":1e999"#, "not"),
      (#""end":"early-stopping""#, #""end":"sleep""#, "not match checkpoint version 2"),
      (#""minibatches":4"#, #""minibatches":4.5"#, "not match checkpoint version 2"),
      (#""minibatches":4"#, #""minibatches":4,"minibatches":5"#, "twice"),
      (#""seconds":1.5"#, #""seconds":-1.5"#, "invalid number"),
      (#""program""#, #""programs""#, "not match checkpoint version 2"),
    ])
  func description(_ part: String, _ lie: String, _ reason: String) throws {
    let bytes = try damaged { container in
      let text = container.metadata["mlp-checkpoint"] ?? ""
      #expect(text.contains(part))
      container.metadata["mlp-checkpoint"] = text.replacing(part, with: lie)
    }
    #expect(message(bytes).contains(reason), "\(message(bytes))")
  }

  @Test("tensors that are not as described are refused")
  func tensors() throws {
    let cases: [(String, (inout SafeTensors) -> Void)] = [
      (
        "tensor 'members.0.parameters' is missing",
        { $0.tensors.removeAll { $0.name == "members.0.parameters" } }
      ),
      (
        "tensor 'training.parameters' is missing",
        { $0.tensors.removeAll { $0.name == "training.parameters" } }
      ),
      ("tensor 'x' is unexpected", { $0.tensors.append(.init(name: "x", shape: [0], values: [])) }),
      ("is not a vector", { $0.tensors[0].shape = [1, $0.tensors[0].values.count] }),
      ("holds a non-finite number", { $0.tensors[0].numbers = .single([.nan, 1]) }),
      ("holds a non-finite number", { $0.tensors[3].numbers = .single([1, .infinity, 1]) }),
      ("'training.optimizer.m' holds a NaN", { $0.tensors[5].numbers = .single([1, .nan, 3]) }),
      ("has type F64, expected F32", { $0.tensors[0].numbers = .double([1, 2]) }),
      ("no metadata entry 'mlp-checkpoint'", { $0.metadata = [:] }),
      ("no metadata entry 'mlp-checkpoint'", { $0.metadata = ["mlp": "{}"] }),
    ]
    for (reason, damage) in cases {
      let found = message(try damaged(damage))
      #expect(found.contains(reason), "\(found)")
    }
  }

  @Test("a model file is no checkpoint, nor is nothing")
  func others() throws {
    let model = try SafeTensors(metadata: ["mlp": "{}"], tensors: []).encoded()
    #expect(message(model).hasPrefix("'c' is not an mlp checkpoint file"))
    #expect(message([]).hasPrefix("'c' is not an mlp checkpoint file"))
  }
}
