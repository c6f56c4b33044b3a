import Glibc
import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Parallel
import Testing

@testable import Training

struct LBFGSTests {
  struct Fixture: Decodable {
    struct Case: Decodable {
      var y: [Float]
      var W: [Float]
      var b: [Float]
      var loss: Double
    }

    var lambda: Float
    var X: [Float]
    var two: Case
    var three: Case
  }

  @Test(
    "a network without a hidden layer ends at scikit-learn's logistic regression, of two and of three classes",
    arguments: [2, 3], [false, true])
  func logisticRegression(_ classes: Int, isDecay: Bool) throws {
    let fixture = try fixture("lbfgs.json", Fixture.self)
    let expected = classes == 2 ? fixture.two : fixture.three
    let N = expected.y.count
    let examples = LabeledSamples(
      X: Matrix(rows: 5, columns: N, fixture.X), Y: Matrix(rows: 1, columns: N, expected.y))
    let outputs = classes == 2 ? 1 : 3
    let network = Network(
      parameters: Parameters(widths: [5, outputs]), activation: .identity,
      loss: Loss(classes == 2 ? .binaryCrossEntropy : .crossEntropy))
    var options = TrainingOptions()
    options.optimizer = Optimizer(.lbfgs)
    // From all samples both are the same.
    if isDecay {
      options.optimizer.weightDecay = fixture.lambda
    } else {
      options.optimizer.l2 = fixture.lambda
    }
    options.epochs = 200
    var last = 0.0
    let outcome = try Trainer(options, workers: ThreadPool(threads: 2)).run(
      network, training: examples, validation: nil, report: { last = $0.trainingLoss })
    #expect(outcome.end == .converged && outcome.epochs < 60)
    #expect(abs(last - expected.loss) < 1e-5)
    let mean = network.parameters.b[1].elements.reduce(0, +) / Float(outputs)
    for k in 0..<outputs {
      for i in 0..<5 { #expect(abs(network.parameters.W[1][i, k] - expected.W[5 * k + i]) < 1e-3) }
      let b = network.parameters.b[1][k, 0] - (outputs > 1 ? mean : 0)
      #expect(abs(b - expected.b[k]) < 1e-3)
    }
  }

  struct Steps: Decodable {
    var X: [Float]
    var y: [Float]
    var small: [Float]
    var losses: [Double]
    var smallest: Double
  }

  /// The losses of linear regression of these targets, step by step.
  private func losses(_ y: [Float], _ fixture: Steps) throws -> [Double] {
    let N = y.count
    var options = TrainingOptions()
    options.optimizer = Optimizer(.lbfgs)
    options.epochs = 200
    var losses: [Double] = []
    _ = try Trainer(options, workers: ThreadPool(threads: 1)).run(
      Network(parameters: Parameters(widths: [16, 1]), activation: .identity, loss: Loss(.squaredError)),
      training: LabeledSamples(X: Matrix(rows: 16, columns: N, fixture.X), Y: Matrix(rows: 1, columns: N, y)),
      validation: nil, report: { losses.append($0.trainingLoss) })
    return losses
  }

  @Test("the losses on the way are those of the book")
  func steps() throws {
    let fixture = try fixture("lbfgs_steps.json", Steps.self)
    for (found, expected) in zip(try losses(fixture.y, fixture), fixture.losses) {
      #expect(abs(found - expected) < 1e-3 * expected)
    }
  }

  @Test("the bottom is found whatever the unit of the targets is")
  func units() throws {
    let fixture = try fixture("lbfgs_steps.json", Steps.self)
    let last = try #require(try losses(fixture.small, fixture).last)
    #expect(last < 1.001 * fixture.smallest)
  }

  @Test("the loss of heads that are alike is that of one", arguments: [1, 2, 3])
  func heads(_ heads: Int) {
    let parameters = Parameters(inputs: InputLayout([.dense(3)]), widths: [4, 1], Architecture(heads: heads))
    Initialization.heNormal.fill(parameters, seed: 1)
    parameters.inputScales.elements = [Float](repeating: 1, count: parameters.inputScales.count)
    for h in 0..<heads { for i in 0..<4 { parameters.W[2][i, h] = Float(i) - 1.5 } }
    let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
    var random = RandomStream(seed: 5, stream: .split)
    let examples = LabeledSamples(
      X: Matrix(rows: 3, columns: 20, (0..<60).map { _ in random.normal() }),
      Y: Matrix(rows: 1, columns: 20, (0..<20).map { _ in random.normal() }))
    let value = Objective(for: network, examples, l2: 0, workers: ThreadPool(threads: 1)).value(
      at: network.parameters.all.elements.map(Double.init))
    let P = BatchPredictor(network).predictions(for: examples.X)
    let loss = (0..<20).reduce(0.0) { $0 + pow(Double(P[0, $1] - examples.Y[0, $1]), 2) / 40 }
    #expect(abs(value.loss - loss) < 1e-5 * loss)
  }

  @Test("a loss below 0 falls until it is at its bottom")
  func negativeLoss() throws {
    let x = (0..<9).map { -1 + 0.25 * Float($0) }
    let examples = LabeledSamples(
      X: Matrix(rows: 1, columns: 9, x), Y: Matrix(rows: 1, columns: 9, x.map { exp(4.5 + 0.8 * $0) }))
    let network = Network(
      parameters: Parameters(widths: [1, 1]), activation: .identity, loss: Loss(.poisson))
    var options = TrainingOptions()
    (options.optimizer, options.epochs) = (Optimizer(.lbfgs), 200)
    _ = try Trainer(options, workers: ThreadPool(threads: 1)).run(
      network, training: examples, validation: nil)
    #expect(
      abs(network.parameters.W[1][0, 0] - 0.8) < 1e-3 && abs(network.parameters.b[1][0, 0] - 4.5) < 1e-3)
  }

  @Test("a hidden layer is trained too, with any loss", arguments: Loss.Function.allCases)
  func everyLoss(_ name: Loss.Function) throws {
    let samples = 300
    var random = RandomStream(seed: 11, stream: .split)
    let X = Matrix(rows: 3, columns: samples, (0..<3 * samples).map { _ in 2 * random.uniform() - 1 })
    let loss = Loss(name)
    let Y = Matrix(
      rows: 1, columns: samples,
      (0..<samples).map { n in
        let y = X[0, n] * X[1, n] + X[2, n]
        return loss.isClassification ? (y > 0 ? 1 : 0) : name == .poisson ? max(0, (4 * y).rounded()) : y
      })
    let outputs = loss.isClassification ? loss.outputs(forClasses: 2) : 1
    let network = MinibatchStepTests.network(.tanh, widths: [3, 8, outputs], loss: loss)
    var options = TrainingOptions()
    options.optimizer = Optimizer(.lbfgs)
    options.epochs = 60
    var losses: [Double] = []
    _ = try Trainer(options, workers: ThreadPool(threads: 2)).run(
      network, training: LabeledSamples(X: X, Y: Y), validation: nil,
      report: { losses.append($0.trainingLoss) })
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 >= $1 })
    let last = try #require(losses.last)
    #expect(last < (name == .poisson ? 0.9 : 0.6) * losses[0])
  }

  /// 4,500 rows are two whole blocks and a part, whose gradients are cut in another way.
  @Test("the gradient does not depend on the order of the rows")
  func order() {
    let inOrder = MinibatchStepTests.examples(4500, features: 40)
    let turned = LabeledSamples(
      X: Matrix(rows: 40, columns: 4500), Y: Matrix(rows: 1, columns: 4500))
    for n in 0..<4500 {
      for i in 0..<40 { turned.X[i, n] = inOrder.X[i, 4499 - n] }
      turned.Y[0, n] = inOrder.Y[0, 4499 - n]
    }
    let values = [inOrder, turned].map { examples in
      let network = MinibatchStepTests.network(.mish, widths: [40, 100, 60, 1])
      let w = network.parameters.all.elements.map(Double.init)
      return Objective(for: network, examples, l2: 0, workers: ThreadPool(threads: 2)).value(at: w)
    }
    #expect(abs(values[0].loss - values[1].loss) < 1e-5 * values[0].loss)
    let largest = values[0].gradient.reduce(0) { max($0, abs($1)) }
    for (a, b) in zip(values[0].gradient, values[1].gradient) { #expect(abs(a - b) < 1e-4 * largest) }
  }

  @Test("any number of threads gives the same bits, over several blocks", arguments: [2, 3])
  func sameBits(_ threads: Int) throws {
    func trained(_ threads: Int) throws -> [Float] {
      let network = MinibatchStepTests.network(.mish, widths: [40, 100, 60, 1])
      var options = TrainingOptions()
      options.optimizer = Optimizer(.lbfgs)
      options.epochs = 4
      return try Trainer(options, workers: ThreadPool(threads: threads)).run(
        network, training: MinibatchStepTests.examples(4500, features: 40), validation: nil
      ).parameters.all.elements
    }
    #expect(try trained(threads) == trained(1))
  }
}
