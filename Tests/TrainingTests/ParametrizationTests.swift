import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Parallel
import Testing
import Training

struct ParametrizationTests {
  struct Fixture: Decodable {
    var widths: [Int]
    var start: [Float]
    var X: [Float]
    var Y: [Float]
    var ends: [String: [Float]]
  }

  @Test(
    "W moves like that of a network whose products are divided by the square root of their inputs",
    arguments: [(Optimizer.Method.adamw, 0.02), (.sgd, 0.5)])
  func neuralTangent(_ name: Optimizer.Method, rate: Double) throws {
    let fixture = try fixture("neural_tangent.json", Fixture.self)
    let examples = LabeledSamples(
      X: Matrix(rows: 5, columns: 320, fixture.X), Y: Matrix(rows: 2, columns: 320, fixture.Y))
    let parameters = Parameters(widths: fixture.widths)
    parameters.all.elements = fixture.start
    let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
    var optimizer = Optimizer(name)
    optimizer.parametrization = .neuralTangent
    var step = MinibatchStep(for: network, optimizer: optimizer, size: 8, workers: ThreadPool(threads: 2))
    for t in 0..<40 {
      _ = step.run(Array(Int32(8 * t)..<Int32(8 * t + 8))[...], of: examples, rate: rate)
    }
    for (found, expected) in zip(parameters.all.elements, try #require(fixture.ends[name.rawValue])) {
      #expect(abs(found - expected) < 1e-4)
    }
  }

  @Test("weights of looked-up inputs move like those of dense inputs")
  func lookups() throws {
    let inputs = InputLayout([.dense(1), .oneHot(15)])
    let plain = Matrix(rows: 16, columns: 64)
    let told = Matrix(rows: 2, columns: 64)
    let Y = Matrix(rows: 1, columns: 64)
    for n in 0..<64 {
      (told[0, n], told[1, n]) = (Float(n % 7) - 3, Float(n % 15 + 1))
      (plain[0, n], plain[n % 15 + 1, n]) = (told[0, n], 1)
      Y[0, n] = Float(n % 5)
    }
    func trained(_ X: Matrix, _ parameters: Parameters) -> [Float] {
      let start = Matrix(rows: 16, columns: 4, (0..<64).map { Float($0 % 9 - 4) / 8 })
      parameters.firstLayer = start
      parameters.W[2].elements = [0.5, -0.5, 1, 0.25]
      let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
      var optimizer = Optimizer(.sgd)
      optimizer.parametrization = .neuralTangent
      var step = MinibatchStep(for: network, optimizer: optimizer, size: 64, workers: ThreadPool(threads: 2))
      for _ in 0..<20 {
        _ = step.run(Array(0..<64)[...], of: LabeledSamples(X: X, Y: Y), rate: 0.5)
      }
      return parameters.firstLayer.elements + parameters.b[1].elements
    }
    let looked = trained(told, Parameters(inputs: inputs, widths: [4, 1]))
    let multiplied = trained(plain, Parameters(widths: [16, 4, 1]))
    for (a, b) in zip(looked, multiplied) { #expect(abs(a - b) < 1e-5) }
  }
}
