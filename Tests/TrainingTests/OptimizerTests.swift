import FoundationEssentials
import LinearAlgebra
import NeuralNetwork
import Parallel
import Testing
import Training

/// A fixture beside the tests.
func fixture<Value: Decodable>(_ name: String, _ type: Value.Type) throws -> Value {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
}

struct OptimizerTests {
  struct Fixture: Decodable {
    struct Run: Decodable {
      var parameters: [Float]
      var losses: [Double]
    }

    var widths: [Int]
    var start: [Float]
    var X: [Float]
    var Y: [Float]
    var runs: [String: Run]
  }

  static let cases: [(name: String, optimizer: Optimizer, rate: Double)] = {
    var l2 = Optimizer(.adam)
    l2.l2 = 0.01
    var clip = Optimizer(.sgd)
    clip.clipNorm = 0.1
    return [
      ("sgd", Optimizer(.sgd), 0.1), ("momentum", Optimizer(.momentum), 0.05),
      ("nesterov", Optimizer(.nesterov), 0.05), ("rmsprop", Optimizer(.rmsprop), 0.005),
      ("adam", Optimizer(.adam), 0.01), ("adamw", Optimizer(.adamw), 0.01),
      ("nadam", Optimizer(.nadam), 0.01),
      ("adam, l2 0.01", l2, 0.01), ("sgd, clip 0.1", clip, 0.1),
    ]
  }()

  @Test("every minibatch optimizer is compared")
  func everyOptimizer() {
    #expect(
      Set(Self.cases.map(\.optimizer.name)) == Set(Optimizer.Method.allCases.filter { !$0.isFullBatch }))
  }

  @Test("20 steps of each optimizer end at the weights of PyTorch")
  func likePyTorch() throws {
    let fixture = try fixture("optimizers.json", Fixture.self)
    let X = Matrix(rows: 6, columns: 240, fixture.X)
    let examples = LabeledSamples(X: X, Y: Matrix(rows: 1, columns: 240, fixture.Y))
    for (name, optimizer, rate) in Self.cases {
      let run = try #require(fixture.runs[name])
      let parameters = Parameters(widths: fixture.widths)
      parameters.all.elements = fixture.start
      let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.crossEntropy))
      var step = MinibatchStep(for: network, optimizer: optimizer, size: 12, workers: ThreadPool(threads: 2))
      for t in 0..<20 {
        let loss = step.run(Array(Int32(12 * t)..<Int32(12 * t + 12))[...], of: examples, rate: rate) / 12
        #expect(abs(loss - run.losses[t]) < 1e-4 * max(1, run.losses[t]), "\(name), step \(t)")
      }
      let largest = run.parameters.reduce(0) { max($0, abs($1)) }
      let worst = zip(parameters.all.elements, run.parameters).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
      #expect(worst < 2e-6 * largest, "\(name): \(worst) of \(largest)")
    }
  }

  struct Betas: Decodable {
    struct Run: Decodable {
      var beta1: Float
      var beta2: Float
      var end: [Float]
    }

    var start: [Float]
    var X: [Float]
    var Y: [Float]
    var runs: [Run]
  }

  @Test("60 steps of Adam with other β₁ and β₂ end at the weights of its formulas")
  func betas() throws {
    let fixture = try fixture("betas.json", Betas.self)
    let examples = LabeledSamples(
      X: Matrix(rows: 4, columns: 480, fixture.X), Y: Matrix(rows: 2, columns: 480, fixture.Y))
    for run in fixture.runs {
      let parameters = Parameters(widths: [4, 2])
      parameters.all.elements = fixture.start
      let network = Network(parameters: parameters, activation: .identity, loss: Loss(.squaredError))
      var optimizer = Optimizer(.adam)
      optimizer.beta1 = run.beta1
      optimizer.beta2 = run.beta2
      var step = MinibatchStep(for: network, optimizer: optimizer, size: 8, workers: ThreadPool(threads: 1))
      for t in 0..<60 {
        _ = step.run(Array(Int32(8 * t)..<Int32(8 * t + 8))[...], of: examples, rate: 0.02)
      }
      for (found, expected) in zip(parameters.all.elements, run.end) {
        #expect(abs(found - expected) < 1e-4, "\(run.beta1), \(run.beta2)")
      }
    }
  }
}
