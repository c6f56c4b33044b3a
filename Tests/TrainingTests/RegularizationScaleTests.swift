import LinearAlgebra
import NeuralNetwork
import Parallel
import Testing
import Training

struct RegularizationScaleTests {
  @Test("the full strength has the factor 1")
  func full() { #expect(RegularizationScale.full.dropout == 1 && RegularizationScale.full.weightDecay == 1) }

  /// The result of a training with these schedules of dropout and weight decay.
  private func trained(
    dropout: Double = 0, _ dropoutSchedule: Schedule = .constant, weightDecay: Float = 0,
    _ weightDecaySchedule: Schedule = .constant, threads: Int = 2
  ) throws -> [Float] {
    let examples = MinibatchStepTests.examples(700, features: 40)
    let network = MinibatchStepTests.network(.mish, widths: [40, 300, 1])
    var options = TrainingOptions()
    options.dropout = dropout
    options.dropoutSchedule = dropoutSchedule
    options.optimizer.weightDecay = weightDecay
    options.weightDecaySchedule = weightDecaySchedule
    options.epochs = 4
    return try Trainer(options, workers: ThreadPool(threads: threads)).run(
      network, training: examples, validation: nil
    ).parameters.all.elements
  }

  @Test(
    "scheduled dropout has the same bits for any number of threads, and others than constant dropout")
  func dropout() throws {
    let one = try trained(dropout: 0.3, .flatCosine, threads: 1)
    for threads in [2, 3, 5] { #expect(try trained(dropout: 0.3, .flatCosine, threads: threads) == one) }
    #expect(try trained(dropout: 0.3) != one)
    #expect(try trained(dropout: 0, .flatCosine) == trained(dropout: 0))
  }

  @Test("scheduled weight decay changes the weights, and a decay of zero stays zero")
  func weightDecay() throws {
    #expect(try trained(weightDecay: 0.5, .flatCosine) != trained(weightDecay: 0.5))
    #expect(try trained(weightDecay: 0, .flatCosine) == trained(weightDecay: 0))
  }

  /// Without a gradient a weight loses rate · λ · strength of itself in each step.
  @Test("a step decays weights by rate, λ and strength, but not biases")
  func decay() {
    let parameters = Parameters(widths: [2, 1])
    parameters.all.elements = [3, -4, 5]
    let network = Network(parameters: parameters, activation: .relu, loss: Loss(.squaredError))
    let examples = LabeledSamples(
      X: Matrix(rows: 2, columns: 1), Y: Matrix(rows: 1, columns: 1, repeating: 5))
    var optimizer = Optimizer(.sgd)
    optimizer.weightDecay = 0.5
    var step = MinibatchStep(for: network, optimizer: optimizer, size: 1, workers: ThreadPool(threads: 1))
    var regularization = RegularizationScale.full
    regularization.weightDecay = 0.25
    _ = step.run([0], of: examples, rate: 0.5, regularization: regularization)
    #expect(parameters.all.elements == [3 * 0.9375, -4 * 0.9375, 5])
  }

  @Test("dropout drops the rate times the strength")
  func share() {
    var dropout = Dropout(rate: 0.4, seed: 1)
    for (regularization, expected) in [(1.0, 0.4), (0.5, 0.2), (0, 0)] {
      dropout.advance(strength: regularization)
      let A = Matrix(rows: 64, columns: 1024, repeating: 1)
      dropout.apply(to: A, layer: 1, column: 0)
      let share = 1 - Elementwise.sum(A) / Double(A.count)
      // Five standard errors of 65,536 draws.
      #expect(abs(share - expected) <= 5 * (expected * (1 - expected) / 65_536).squareRoot())
      #expect(abs(dropout.scale - 1 / (1 - Float(expected))) < 1e-4)
    }
  }
}
