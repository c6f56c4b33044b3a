import LinearAlgebra
import Metrics
import NetworkInputs
import NeuralNetwork
import Parallel
import Testing
import Training

struct WeightEMATests {
  struct Fixture: Decodable {
    var start: [Float]
    var X: [Float]
    var Y: [Float]
    var end: [Float]
    var averages: [String: [Float]]
  }

  @Test("the average over 60 steps is that of the formulas, and does not change the weights")
  func likeNumPy() throws {
    let fixture = try fixture("weight_average.json", Fixture.self)
    let examples = LabeledSamples(
      X: Matrix(rows: 4, columns: 480, fixture.X), Y: Matrix(rows: 2, columns: 480, fixture.Y))
    for (decay, expected) in fixture.averages {
      let parameters = Parameters(widths: [4, 2])
      parameters.all.elements = fixture.start
      let network = Network(parameters: parameters, activation: .identity, loss: Loss(.squaredError))
      let average = WeightEMA(of: network, decay: try #require(Double(decay)))
      var step = MinibatchStep(
        for: network, optimizer: Optimizer(.sgd), average: average, size: 8, workers: ThreadPool(threads: 2))
      for t in 0..<60 {
        _ = step.run(Array(Int32(8 * t)..<Int32(8 * t + 8))[...], of: examples, rate: 0.1)
      }
      for (found, expected) in zip(parameters.all.elements, fixture.end) {
        #expect(abs(found - expected) < 1e-5)
      }
      for (found, expected) in zip(average.network.parameters.all.elements, expected) {
        #expect(abs(found - expected) < 1e-5, "decay \(decay)")
      }
    }
  }

  /// Categories and bins are looked up, for which an average has to be refreshed.
  @Test(
    "the average is evaluated and returned, with the same bits for any number of threads",
    arguments: [nil, 0.5] as [Float?])
  func judged(_ clip: Float?) throws {
    let inputs = InputLayout([.dense(3), .piecewiseLinear(40), .oneHot(12)])
    let examples = MinibatchStepTests.examples(700, features: inputs.rows)
    for n in 0..<examples.count {
      examples.X[3, n] = min(40, abs(examples.X[3, n]) * 12)
      examples.X[4, n] = min(12, (abs(examples.X[4, n]) * 5).rounded(.down))
    }
    func trained(decay: Double?, threads: Int) throws -> TrainingResult {
      let parameters = Parameters(inputs: inputs, widths: [64, 32, 1])
      Initialization.heNormal.fill(parameters, seed: 1)
      let network = Network(parameters: parameters, activation: .mish, loss: Loss(.binaryCrossEntropy))
      var options = TrainingOptions()
      options.averageDecay = decay
      options.optimizer.clipNorm = clip
      options.epochs = 3
      return try Trainer(options, workers: ThreadPool(threads: threads)).run(
        network, training: examples, validation: examples)
    }
    let one = try trained(decay: 0.9, threads: 1)
    for threads in [2, 3, 5] {
      #expect(
        try trained(decay: 0.9, threads: threads).parameters.all.elements == one.parameters.all.elements)
    }
    #expect(try trained(decay: nil, threads: 2).parameters.all.elements != one.parameters.all.elements)

    let best = Network(parameters: one.parameters, activation: .mish, loss: Loss(.binaryCrossEntropy))
    let P = BatchPredictor(best).predictions(for: examples.X)
    let loss = Metric.logLoss.value(P, examples.Y, weights: examples.weights, loss: best.loss)
    #expect(abs(one.bestLoss - (try #require(loss))) < 1e-5)
  }
}
