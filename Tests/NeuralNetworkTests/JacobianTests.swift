import LinearAlgebra
import NeuralNetwork
import Testing

struct JacobianTests {
  @Test(
    "the Jacobian of each output is the central difference of the network of plain loops",
    arguments: Activation.allCases)
  func centralDifferences(_ activation: Activation) {
    let network = GradientTests.network(activation, Loss(.squaredError), outputs: 2)
    let N = 4
    let pass = PassBuffers(
      for: network, samples: N, tiling: Tiling(widths: network.widths, samples: N, threads: 1))
    var random = RandomStream(seed: 3, stream: .shuffle)
    pass.A[0].elements = (0..<5 * N).map { _ in random.normal() }
    let factors = Matrix(rows: 1, columns: N, (0..<N).map { 0.5 + Float($0) })
    for tile in pass.tiles { network.forward(tile) }
    let kept = [[Double](repeating: 1, count: 7), [Double](repeating: 1, count: 6)]
    for k in 0..<2 {
      let J = Matrix(rows: network.parameters.all.count, columns: N)
      network.jacobian(pass.tiles[0], output: k, factors: factors, into: J)
      var worst = 0.0
      for p in 0..<J.rows {
        let h: Float = 1e-3
        let w = network.parameters.all[p, 0]
        network.parameters.all[p, 0] = w + h
        let above = ReferenceNetwork(network)
        let up = Double(network.parameters.all[p, 0])
        network.parameters.all[p, 0] = w - h
        let below = ReferenceNetwork(network)
        let down = Double(network.parameters.all[p, 0])
        network.parameters.all[p, 0] = w
        for n in 0..<N {
          let x = (0..<5).map { Double(pass.A[0][$0, n]) }
          let slope =
            (above.outputs(x, kept: kept)[k] - below.outputs(x, kept: kept)[k]) / (up - down)
          worst = max(worst, abs(Double(J[p, n]) - slope * Double(factors[0, n])))
        }
      }
      #expect(
        worst < (activation == .relu || activation == .leakyReLU ? 0.1 : 2e-3), "\(activation): \(worst)")
    }
  }
}
