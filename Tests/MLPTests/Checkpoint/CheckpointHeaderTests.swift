import MLP
import MLPInference
import Testing
import Training

/// The words of version 2: what is pinned here is in files, and a Swift name cannot change it.
struct CheckpointHeaderTests {
  @Test("the header of a checkpoint is this text")
  func golden() throws {
    let checkpoint = Checkpoint(
      program: "mlp-train 1", kernel: "SkylakeX", data: "0123", options: ["hidden": "8", "seed": "1"],
      found: .init(values: ["dropout": "0.1"], trials: 12),
      members: [
        .init(parameters: [1, 2], end: .patience, epochs: 9, bestEpoch: 3, bestLoss: 0.1, seconds: 2.25)
      ],
      training: TrainingState(
        losses: [0.5, 0.25], minibatches: 4, total: 1.5, seconds: 0.75, parameters: [1], average: nil,
        best: [2],
        algorithm: OptimizerSnapshot(numbers: ["rho": 0.125], singles: [:], doubles: [:])))
    let container = try SafeTensors(checkpoint.encoded(), file: "c", types: [.F32, .F64])
    #expect(
      container.metadata["mlp-checkpoint"] == #"""
        {"blasKernel":"SkylakeX","dataFingerprint":"0123","ensemble":[{"bestEpoch":3,"bestLoss":0.1,\#
        "end":"early-stopping","epochs":9,"seconds":2.25}],"options":{"hidden":"8","seed":"1"},\#
        "program":"mlp-train 1","search":{"trials":12,"values":{"dropout":"0.1"}},"training":{\#
        "epochLosses":[0.5,0.25],"lossSum":1.5,"minibatches":4,"optimizer":{"rho":0.125},"seconds":0.75},\#
        "version":2}
        """#)
    #expect(try Checkpoint(checkpoint.encoded(), file: "c") == checkpoint)
  }

  @Test(
    "the ways in which a training ends have these words",
    arguments: [
      (.epochs, "epochs"), (.patience, "early-stopping"), (.converged, "converged"),
      (.timeLimit, "time-limit"), (.interrupted, "interrupted"),
    ] as [(TrainingResult.StopReason, String)])
  func ends(_ end: TrainingResult.StopReason, _ word: String) throws {
    let checkpoint = Checkpoint(
      program: "p", kernel: "k", data: "d", options: [:],
      members: [.init(parameters: [], end: end, epochs: 1, bestEpoch: 1, bestLoss: 0, seconds: 0)])
    let container = try SafeTensors(checkpoint.encoded(), file: "c", types: [.F32, .F64])
    #expect(container.metadata["mlp-checkpoint"]?.contains(#""end":"\#(word)""#) == true)
    #expect(try Checkpoint(checkpoint.encoded(), file: "c") == checkpoint)
  }
}
