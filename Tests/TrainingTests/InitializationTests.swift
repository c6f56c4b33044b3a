import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Testing
import Training

struct InitializationTests {
  /// Of a layer of 200 inputs and 300 outputs: 60,000 numbers tell a variance to within two per cent.
  private func weights(_ scheme: Initialization) -> Matrix {
    let parameters = Parameters(inputs: InputLayout([.dense(2)]), widths: [200, 300, 1])
    scheme.fill(parameters, seed: 1)
    #expect(parameters.b.allSatisfy { $0.elements.allSatisfy { $0 == 0 } })
    return parameters.W[2]
  }

  /// He et al., 2015; Glorot and Bengio, 2010; LeCun et al., 1998.
  @Test(
    "weights have the variance of their scheme, and even ones end at √3 deviations",
    arguments: [
      (.heNormal, 2.0 / 200), (.heUniform, 2.0 / 200), (.glorotNormal, 2.0 / 500),
      (.glorotUniform, 2.0 / 500),
      (.leCunNormal, 1.0 / 200), (.leCunUniform, 1.0 / 200),
    ] as [(Initialization, Double)])
  func variances(_ scheme: Initialization, _ variance: Double) {
    let W = weights(scheme).elements.map(Double.init)
    let mean = W.reduce(0, +) / Double(W.count)
    let squares = W.reduce(0) { $0 + $1 * $1 } / Double(W.count)
    #expect(abs(mean) < 0.02 * variance.squareRoot() && abs(squares / variance - 1) < 0.02)
    let greatest = (W.map(abs).max() ?? 0) / variance.squareRoot()
    if scheme.rawValue.hasSuffix("uniform") {
      #expect(abs(greatest - 3.0.squareRoot()) < 0.001)
    } else {
      #expect(greatest > 3.5)
    }
  }

  @Test("the rows of more columns are orthonormal, and the columns of more rows")
  func orthogonal() {
    let W = weights(.orthogonal)
    for (i, j) in [(0, 0), (7, 7), (0, 1), (7, 199)] {
      let product = (0..<300).reduce(0) { $0 + W[i, $1] * W[j, $1] }
      #expect(abs(product - (i == j ? 1 : 0)) < 1e-4)
    }
    let tall = Parameters(inputs: InputLayout([.dense(2)]), widths: [300, 200, 1])
    Initialization.orthogonal.fill(tall, seed: 1)
    for (i, j) in [(0, 0), (7, 7), (0, 1), (7, 199)] {
      let product = (0..<300).reduce(0) { $0 + tall.W[2][$1, i] * tall.W[2][$1, j] }
      #expect(abs(product - (i == j ? 1 : 0)) < 1e-4)
    }
  }

  @Test("what pieces become and the first weights are drawn from different streams")
  func streams() {
    let parameters = Parameters(
      inputs: InputLayout([.embeddedPiecewiseLinear(16, size: 4), .dense(2)]), widths: [6, 20, 1])
    Initialization.heNormal.fill(parameters, seed: 1)
    let (U, W) = (parameters.embeddings[0].elements, parameters.W[1].elements)
    let ratios = (0..<20).map { U[$0] / W[$0] }
    #expect(Set(ratios.map { ($0 / ratios[0] * 1e4).rounded() }).count > 10)
  }

  @Test("each head begins with weights of its own, and each sign is drawn")
  func heads() {
    let parameters = Parameters(inputs: InputLayout([.dense(50)]), widths: [30, 1], Architecture(heads: 3))
    Initialization.heNormal.fill(parameters, seed: 1)
    #expect(
      parameters.W[1].elements.allSatisfy { $0 != 0 } && parameters.W[2].elements.allSatisfy { $0 != 0 })
    #expect(Set(parameters.W[2].elements).count == 90)
    #expect(Set(parameters.inputScales.elements) == [-1, 1])
  }

  @Test("one frequency has a phase as even as others")
  func onePhase() {
    let phases = (0..<200).map { seed in
      let parameters = Parameters(inputs: InputLayout([.periodic(frequencies: 1, size: 3)]), widths: [4, 1])
      Initialization.heNormal.fill(parameters, seed: UInt64(seed))
      return parameters.periods[0].elements[1]
    }
    #expect(phases.count { abs($0) > .pi / 2 } > 70 && phases.allSatisfy { abs($0) <= .pi })
  }

  /// A thousand are within a tenth of what is expected of them.
  @Test("frequencies begin with a deviation of 0.1, and phases even on a turn")
  func periodic() {
    let count = 1000
    let parameters = Parameters(
      inputs: InputLayout([.periodic(frequencies: count, size: 3)]), widths: [4, 1])
    Initialization.heNormal.fill(parameters, seed: 1)
    func deviation(_ values: ArraySlice<Float>) -> Float {
      (values.reduce(0) { $0 + $1 * $1 } / Float(values.count)).squareRoot()
    }
    let P = parameters.periods[0].elements
    #expect(abs(deviation(P[..<count]) / 0.1 - 1) < 0.1)
    #expect(abs(deviation(P[count...]) / (.pi / Float(3).squareRoot()) - 1) < 0.1)
    #expect(P[count...].allSatisfy { abs($0) <= .pi })
    // As PyTorch draws the weights of a linear layer: even up to one over the root of its inputs, here those of waves
    // and the number itself.
    let U = parameters.embeddings[0].elements
    let bound = 1 / Float(count).squareRoot()
    #expect(U.allSatisfy { abs($0) <= bound * 1.001 } && U.contains { abs($0) > 0.99 * bound })
    let pieces = Parameters(inputs: InputLayout([.embeddedPiecewiseLinear(400, size: 8)]), widths: [8, 1])
    Initialization.heNormal.fill(pieces, seed: 1)
    #expect(abs(deviation(pieces.embeddings[0].elements[...]) * 20 - 1) < 0.05)
  }
}
