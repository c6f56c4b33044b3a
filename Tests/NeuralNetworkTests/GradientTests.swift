import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Testing

/// Gradients of the batched network against central differences of the plain-loop network in Float64.
struct GradientTests {
  /// Plain ones, a word and the pieces of a number, which are looked up.
  static let inputs = InputLayout([.dense(2), .oneHot(4), .dense(1), .piecewiseLinear(3)])
  static let N = 9

  static func network(
    _ activation: Activation, _ loss: Loss, outputs: Int, inputs: InputLayout = InputLayout([.dense(5)])
  ) -> Network {
    let parameters = Parameters(inputs: inputs, widths: [7, 6, outputs])
    var random = RandomStream(seed: 9, stream: .initialization)
    for l in 1...3 {
      let W = Matrix(rows: parameters.widths[l - 1], columns: parameters.widths[l])
      let deviation = (2 / Float(W.rows + W.columns)).squareRoot()
      W.elements = (0..<W.count).map { _ in deviation * random.normal() }
      if l == 1 { parameters.firstLayer = W } else { parameters.W[l].assign(W) }
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
    #expect(Set(Self.losses.map(\.loss.name)) == Set(Loss.Function.allCases))
  }

  @Test(
    "E, dW and db are the central differences of the loss, with weights, with and without dropout",
    arguments: Activation.allCases, [0.0, 0.4])
  func centralDifferences(_ activation: Activation, rate: Double) {
    for (loss, outputs) in Self.losses {
      check(Self.network(activation, loss, outputs: outputs), outputs, rate)
      check(Self.network(activation, loss, outputs: outputs, inputs: Self.inputs), outputs, rate)
    }
  }

  @Test("dV is the central difference of the loss where all inputs are looked up")
  func nothingPlain() {
    let inputs = InputLayout([.piecewiseLinear(4), .oneHot(3)])
    check(Self.network(.tanh, Loss(.squaredError), outputs: 2, inputs: inputs), 2, 0)
  }

  @Test("dU is the central difference of the loss, E(0) of the inputs of embeddings on the way")
  func embeddings() {
    let inputs = InputLayout([
      .embedding(categories: 3, size: 2), .dense(2), .piecewiseLinear(3), .embedding(categories: 4, size: 3),
    ])
    let network = Self.network(.tanh, Loss(.squaredError), outputs: 2, inputs: inputs)
    var random = RandomStream(seed: 7, stream: .shuffle)
    for U in network.parameters.embeddings { U.elements = (0..<U.count).map { _ in random.normal() } }
    let tiling = Tiling(for: network, samples: Self.N, threads: 2)
    let pass = PassBuffers(for: network, samples: Self.N, tiling: tiling)
    for n in 0..<Self.N {
      for i in 0..<2 { pass.X[i, n] = random.normal() }
      pass.X[inputs.row(ofLookup: 0), n] = Self.positions[n]
      for (c, words) in [3, 4].enumerated() {
        pass.X[inputs.row(ofEmbedding: c), n] = Float(random.below(words) + 1)
      }
      for i in 0..<2 { pass.Y[i, n] = random.normal() }
    }
    let gradient = Gradient.computed(for: network, pass, tiling)

    let reference = ReferenceNetwork(network)
    var U = network.parameters.embeddings.map { U in
      (0..<U.columns).map { word in (0..<U.rows).map { Double(U[$0, word]) } }
    }
    func meanLoss() -> Double {
      let X = (0..<Self.N).map { n -> [Double] in
        let t = Double(pass.X[inputs.row(ofLookup: 0), n])
        let words = (0..<2).map { Int(pass.X[inputs.row(ofEmbedding: $0), n]) - 1 }
        let plain = (0..<2).map { Double(pass.X[$0, n]) }
        return U[0][words[0]] + plain + (0..<3).map { max(0, min(1, t - Double($0))) } + U[1][words[1]]
      }
      let Y = (0..<Self.N).map { n in (0..<2).map { Double(pass.Y[$0, n]) } }
      let all = [[Double]](repeating: [Double](repeating: 1, count: 7), count: 2)
      return reference.meanLoss(
        X, Y, weights: [Double](repeating: 1, count: Self.N), kept: (0..<Self.N).map { _ in all })
    }
    #expect(abs(Elementwise.sum(pass.losses) / Double(Self.N) - meanLoss()) < 1e-5 * meanLoss())
    let h = 1e-6
    var largest = 0.0
    for c in U.indices {
      for word in U[c].indices {
        for i in U[c][word].indices {
          U[c][word][i] += h
          let above = meanLoss()
          U[c][word][i] -= 2 * h
          let expected = (above - meanLoss()) / (2 * h)
          U[c][word][i] += h
          largest = max(largest, abs(expected))
          #expect(abs(Double(gradient.parameters.embeddings[c][i, word]) - expected) < 1e-5)
        }
      }
    }
    #expect(largest > 0.01)
  }

  /// 512 samples and 6,240 weights are added up in three parts; 64 samples are one.
  @Test("the gradient of a mean is the mean of the gradients, however the samples are added up")
  func parts() {
    let parameters = Parameters(inputs: InputLayout([.dense(64)]), widths: [64, 32, 3])
    var random = RandomStream(seed: 4, stream: .initialization)
    for W in parameters.W.dropFirst() { W.elements = (0..<W.count).map { _ in 0.1 * random.normal() } }
    let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
    let samples = (0..<512).map { _ in (0..<67).map { _ in random.normal() } }
    func gradient(_ samples: ArraySlice<[Float]>) -> [Float] {
      let tiling = Tiling(for: network, samples: samples.count, threads: 1)
      let pass = PassBuffers(for: network, samples: samples.count, tiling: tiling)
      for (n, sample) in samples.enumerated() {
        for i in 0..<64 { pass.X[i, n] = sample[i] }
        for i in 0..<3 { pass.Y[i, n] = sample[64 + i] }
      }
      return Gradient.computed(for: network, pass, tiling).parameters.all.elements
    }
    let whole = gradient(samples[...])
    var mean = [Double](repeating: 0, count: whole.count)
    for k in 0..<8 {
      for (i, part) in gradient(samples[k * 64..<k * 64 + 64]).enumerated() { mean[i] += Double(part) / 8 }
    }
    let largest = mean.map(abs).max() ?? 0
    #expect(largest > 0.01)
    #expect(zip(whole, mean).allSatisfy { abs(Double($0) - $1) < 1e-5 * largest })
  }

  /// Numbers for the lookups: whole ones, parts, both ends.
  static let positions: [Float] = [0, 3, 1.25, 2, 0.5, 2.75, 3, 1, 0.125]
  static let places: [Float] = [1, 3, 0, 2, 2, 3, 1, 3, 0]

  /// All inputs of a sample, from the rows of X.
  static func inputs(_ inputs: InputLayout, of x: [Float]) -> [Double] {
    var plain = 0
    var lookup = inputs.dense
    return inputs.parts.flatMap { part -> [Double] in
      switch part {
      case .dense(let count):
        plain += count
        return x[plain - count..<plain].map(Double.init)
      case .oneHot(let count):
        lookup += 1
        return (1...count).map { x[lookup - 1] == Float($0) ? 1 : 0 }
      case .piecewiseLinear(let count):
        lookup += 1
        return (0..<count).map { max(0, min(1, Double(x[lookup - 1]) - Double($0))) }
      case .embedding, .embeddedPiecewiseLinear, .periodic: preconditionFailure("its inputs are learned")
      }
    }
  }

  private func check(_ network: Network, _ outputs: Int, _ rate: Double) {
    let (activation, loss, inputs) = (network.activation, network.loss, network.parameters.inputs)
    let tiling = Tiling(for: network, samples: Self.N, threads: 2)
    let pass = PassBuffers(for: network, samples: Self.N, tiling: tiling)
    var random = RandomStream(seed: 3, stream: .shuffle)
    for n in 0..<Self.N {
      for i in 0..<inputs.dense { pass.X[i, n] = random.normal() }
      for (c, lookup) in inputs.lookups.enumerated() {
        pass.X[inputs.row(ofLookup: c), n] = lookup.isCumulative ? Self.positions[n] : Self.places[n]
      }
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
    let gradient = Gradient.computed(for: network, pass, tiling, dropout: dropout)

    var reference = ReferenceNetwork(network)
    let X = (0..<Self.N).map { n in
      Self.inputs(inputs, of: (0..<inputs.rows).map { pass.X[$0, n] })
    }
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
    let first = gradient.parameters.firstLayer
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
          let dW = l == 1 ? first : gradient.parameters.W[l]
          let found = Double(i < 0 ? gradient.parameters.b[l][j, 0] : dW[i, j])
          worst = max(worst, abs(found - expected))
          largest = max(largest, abs(expected))
        }
      }
    }
    #expect(worst < 1e-4 * largest, "\(activation), \(loss), dropout \(rate): \(worst) of \(largest)")
  }
}
