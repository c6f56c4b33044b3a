import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Parallel
import Testing
import Training

struct EarlyStoppingTests {
  /// The network learns 1, and with each epoch it is further from −1.
  @Test("training with validation samples ends by its patience, without them it continues")
  func training() throws {
    func samples(_ y: Float) -> LabeledSamples {
      LabeledSamples(X: Matrix(rows: 1, columns: 8), Y: Matrix(rows: 1, columns: 8, repeating: y))
    }
    var options = TrainingOptions()
    (options.optimizer, options.learningRate, options.epochs, options.patience) = (Optimizer(.sgd), 0.1, 9, 3)
    for (validation, end, epochs, best) in [(samples(-1), .patience, 4, 1), (nil, .epochs, 9, 9)]
      as [(LabeledSamples?, TrainingResult.StopReason, Int, Int)]
    {
      let network = Network(
        parameters: Parameters(widths: [1, 1]), activation: .identity, loss: Loss(.squaredError))
      let outcome = try Trainer(options, workers: ThreadPool(threads: 1)).run(
        network, training: samples(1), validation: validation)
      #expect(outcome.end == end && outcome.epochs == epochs && outcome.bestEpoch == best)
    }
  }

  @Test(
    "training stops after `patience` epochs in a row that were not better, and keeps the best",
    arguments: [1, 3])
  func patience(_ patience: Int) {
    let parameters = Parameters(inputs: InputLayout([.dense(1)]), widths: [1])
    var stopping = EarlyStopping(patience: patience, for: parameters)
    var stopped: [Bool] = []
    for (k, loss) in [5.0, 3, 4, 2, 2, 2.5, 2, 1, 1].enumerated() {
      parameters.W[1][0, 0] = Float(k + 1)
      stopping.observe(loss, epoch: k + 1, parameters)
      stopped.append(stopping.shouldStop)
      if k == 6 {
        #expect(stopping.bestEpoch == 4 && stopping.bestLoss == 2 && stopping.best.W[1][0, 0] == 4)
      }
    }
    // The third epoch is the first that is not better; the fifth to the seventh are three in a row.
    #expect(stopped.firstIndex(of: true) == (patience == 1 ? 2 : 6))
  }
}
