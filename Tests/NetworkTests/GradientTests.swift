import LinearAlgebra
import Network
import Testing

/// Gradients of the batched network against central differences of the plain-loop network in Float64.
struct GradientTests {
  static let widths = [5, 7, 6, 3]
  static let N = 9

  static func network(_ activation: Activation, _ loss: Loss, outputs: Int) -> Network {
    let parameters = Parameters(widths: [5, 7, 6, outputs])
    var random = Random(seed: 9, stream: .initialization)
    for l in 1...3 {
      let W = parameters.W[l]
      let deviation = (2 / Float(W.rows + W.columns)).squareRoot()
      W.elements = (0..<W.count).map { _ in deviation * random.normal() }
      for j in 0..<parameters.b[l].count { parameters.b[l][j, 0] = 0.3 * random.normal() }
    }
    return Network(parameters: parameters, activation: activation, loss: loss)
  }

  static let losses: [(loss: Loss, outputs: Int)] = [
    (Loss(.squaredError), 3), (Loss(.absolute), 3), (Loss(.huber, parameter: 0.7), 3),
    (Loss(.quantile, parameter: 0.9), 3), (Loss(.poisson), 3), (Loss(.binaryCrossEntropy), 1),
    (Loss(.binaryCrossEntropy, parameter: 0.1), 1), (Loss(.crossEntropy), 3),
    (Loss(.crossEntropy, parameter: 0.1), 3), (Loss(.hinge), 1), (Loss(.hinge), 3),
  ]

  @Test("every loss has its gradient checked")
  func everyLoss() {
    #expect(Set(Self.losses.map(\.loss.name)) == Set(Loss.Name.allCases))
  }

  @Test(
    "E, dW and db are the central differences of the loss, with weights, with and without dropout",
    arguments: Activation.allCases, [0.0, 0.4])
  func centralDifferences(_ activation: Activation, rate: Double) {
    for (loss, outputs) in Self.losses { check(activation, loss, outputs, rate) }
  }

  private func check(_ activation: Activation, _ loss: Loss, _ outputs: Int, _ rate: Double) {
    let network = Self.network(activation, loss, outputs: outputs)
    let tiling = Tiling(widths: network.widths, samples: Self.N, threads: 2)
    let pass = Pass(for: network, samples: Self.N, tiling: tiling)
    var random = Random(seed: 3, stream: .shuffle)
    for n in 0..<Self.N {
      for i in 0..<5 { pass.A[0][i, n] = random.normal() }
      pass.weights[0, n] = 0.5 + random.uniform()
      for i in 0..<pass.Y.rows {
        pass.Y[i, n] =
          loss.isClassification
          ? Float(random.below(max(2, outputs)))
          : loss.name == .poisson ? Float(random.below(4)) : random.normal()
      }
    }
    var dropout = Dropout(rate: rate, seed: 5)
    dropout.step = 3
    for tile in pass.tiles {
      network.forward(tile, dropout: dropout)
      network.evaluate(tile, of: Self.N)
      network.backward(tile, dropout: dropout)
    }
    let gradient = Gradient(for: network, samples: Self.N, tiling: tiling)
    for tile in pass.tiles { gradient.compute(tile, of: pass, dropout: dropout) }
    for block in gradient.blocks { gradient.compute(block, of: pass, dropout: dropout) }

    var reference = ReferenceNetwork(network)
    let X = (0..<Self.N).map { n in (0..<5).map { Double(pass.A[0][$0, n]) } }
    let Y = (0..<Self.N).map { n in (0..<pass.Y.rows).map { Double(pass.Y[$0, n]) } }
    let weights = pass.weights.elements.map(Double.init)
    let masks = (1...2).map { l in
      let mask = Matrix(rows: network.widths[l], columns: Self.N, repeating: 1)
      dropout.apply(to: mask, layer: l, column: 0)
      return mask
    }
    let kept = (0..<Self.N).map { n in
      masks.map { mask in (0..<mask.rows).map { Double(mask[$0, n] * dropout.scale) } }
    }
    let mean = reference.meanLoss(X, Y, weights: weights, kept: kept)
    #expect(abs(Elementwise.sum(pass.losses) / Double(Self.N) - mean) < 1e-5 * max(1, abs(mean)))

    // The step is small, because a kink within it spoils the difference quotient.
    let h = 1e-6
    var worst = 0.0
    var largest = 0.0
    for l in 1...3 {
      for j in 0..<network.widths[l] {
        for i in -1..<network.widths[l - 1] {
          func moved(_ by: Double) -> Double {
            if i < 0 { reference.b[l - 1][j] += by } else { reference.W[l - 1][j][i] += by }
            defer { if i < 0 { reference.b[l - 1][j] -= by } else { reference.W[l - 1][j][i] -= by } }
            return reference.meanLoss(X, Y, weights: weights, kept: kept)
          }
          let expected = (moved(h) - moved(-h)) / (2 * h)
          let found = Double(i < 0 ? gradient.parameters.b[l][j, 0] : gradient.parameters.W[l][i, j])
          worst = max(worst, abs(found - expected))
          largest = max(largest, abs(expected))
        }
      }
    }
    #expect(worst < 1e-4 * largest, "\(activation), \(loss), dropout \(rate): \(worst) of \(largest)")
  }
}
