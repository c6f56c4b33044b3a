import Diagnostics
import LinearAlgebra
import NeuralNetwork
import Parallel
import Training

@testable import MLP
@testable import TrainCommand

/// Opens a checkpoint and, where it opens, tries to go on from it with a tiny training.
func fuzzCheckpoint(_ bytes: [UInt8]) throws -> FuzzOutcome {
  let checkpoint = try Checkpoint(bytes, file: "c")
  let optimizer = checkpoint.options["optimizer"].flatMap { Optimizer.Method(rawValue: $0) } ?? .adamw
  let training = TinyTraining(optimizer)
  for member in checkpoint.members { _ = member.outcome(of: training.network()) }
  if let state = checkpoint.training {
    var kept: [TrainingState] = []
    // That it is of another training is a refusal too.
    _ = try refusable { try training.run(from: state, keep: { kept.append($0) }) }
    for state in kept {
      var next = checkpoint
      next.training = state
      // A training that diverges has numbers that no file takes.
      _ = try? next.encoded()
    }
  }
  let again = try refusable { try Checkpoint(checkpoint.encoded(), file: "c") }
  guard try again.get() == checkpoint else { throw Contradiction("what opens is written otherwise") }
  return .taken
}

/// A training of a moment.
struct TinyTraining {
  let options: TrainingOptions

  init(_ optimizer: Optimizer.Method) {
    var options = TrainingOptions()
    options.optimizer = Optimizer(optimizer)
    options.learningRate = options.optimizer.defaultLearningRate
    options.batchSize = 8
    options.epochs = 4
    options.patience = 3
    options.dropout = optimizer.isFullBatch ? 0 : 0.1
    options.schedule = .plateau
    options.averageDecay = optimizer == .adamw ? 0.9 : nil
    self.options = options
  }

  func network() -> Network {
    let parameters = Parameters(widths: [3, 4, 1])
    Initialization.heNormal.fill(parameters, seed: 1)
    return Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
  }

  private static func examples(_ samples: Int) -> LabeledSamples {
    var random = RandomStream(seed: 5, stream: .split)
    let X = Matrix(rows: 3, columns: samples, (0..<3 * samples).map { _ in random.normal() })
    return LabeledSamples(
      X: X, Y: Matrix(rows: 1, columns: samples, (0..<samples).map { X[0, $0] * X[1, $0] }))
  }

  func run(from state: TrainingState? = nil, keep: (TrainingState) -> Void) throws(Failure) {
    _ = try Trainer(options, workers: ThreadPool(threads: 1)).run(
      network(), training: Self.examples(20), validation: Self.examples(8), from: state,
      isTimeToKeep: { $0 }, keep: keep,
      report: { _ = progressLine($0, network: 1) })
  }
}
