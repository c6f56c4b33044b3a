import LinearAlgebra
import NeuralNetwork
import Testing

struct DeadUnitsTests {
  /// z = w x + b for x = −2, …, 2.
  private func network(_ activation: Activation, _ units: [(w: Float, b: Float)]) -> Network {
    let parameters = Parameters(widths: [1, units.count, 1])
    parameters.W[1].elements = units.map(\.w)
    parameters.b[1].elements = units.map(\.b)
    return Network(parameters: parameters, activation: activation, loss: Loss(.squaredError))
  }

  private let X = Matrix(rows: 1, columns: 5, [-2, -1, 0, 1, 2])

  @Test("a ReLU unit is dead if z is below 0 for all samples")
  func dead() {
    #expect(network(.relu, [(1, 0), (1, -3), (-1, -1.5), (0, -1), (0, 1)]).deadUnits(for: X) == [2])
  }

  /// 1 − tanh²(z) is 0.0013 at z = 4, and 0.0002 at 5.
  @Test("a tanh unit is dead if it is saturated for all samples")
  func saturated() {
    #expect(network(.tanh, [(1, 0), (0, 4), (0, 5), (0, -5), (3, 8)]).deadUnits(for: X) == [2])
  }

  @Test("without samples no unit is dead")
  func none() {
    #expect(network(.relu, [(0, -1), (0, -1)]).deadUnits(for: Matrix(rows: 1, columns: 0)) == [0])
  }

  @Test("a network without hidden layers has no dead units")
  func linear() {
    let network = Network(
      parameters: Parameters(widths: [1, 1]), activation: .relu, loss: Loss(.squaredError))
    #expect(network.deadUnits(for: X) == [])
  }
}
