import Glibc
import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Parallel
import Testing
import Training

struct MinibatchStepTests {
  static func examples(_ samples: Int, features: Int) -> LabeledSamples {
    var random = RandomStream(seed: 11, stream: .split)
    let X = Matrix(rows: features, columns: samples, (0..<features * samples).map { _ in random.normal() })
    let Y = Matrix(rows: 1, columns: samples, (0..<samples).map { X[0, $0] * X[1, $0] > 0 ? 1 : 0 })
    return LabeledSamples(X: X, Y: Y)
  }

  static func network(_ activation: Activation, widths: [Int], loss: Loss = Loss(.binaryCrossEntropy))
    -> Network
  {
    let parameters = Parameters(widths: widths)
    activation.initialization.fill(parameters, seed: 1)
    return Network(parameters: parameters, activation: activation, loss: loss)
  }

  private func trained(
    _ widths: [Int] = [40, 300, 200, 1], threads: Int, clip: Float? = nil, dropout: Double = 0
  ) throws -> [Float] {
    let examples = Self.examples(700, features: widths[0])
    let loss = Loss(widths.last == 1 ? .binaryCrossEntropy : .crossEntropy)
    let network = Self.network(.mish, widths: widths, loss: loss)
    var options = TrainingOptions()
    options.optimizer.clipNorm = clip
    options.dropout = dropout
    options.epochs = 3
    let outcome = try Trainer(options, workers: ThreadPool(threads: threads)).run(
      network, training: examples, validation: examples)
    return outcome.parameters.all.elements
  }

  @Test(
    "any number of threads gives the same bits, with and without clipping and dropout",
    arguments: [(nil, 0.0), (0.5, 0.0), (nil, 0.2)] as [(Float?, Double)])
  func sameBits(_ clip: Float?, _ dropout: Double) throws {
    let one = try trained(threads: 1, clip: clip, dropout: dropout)
    for threads in [2, 3, 5] {
      #expect(try trained(threads: threads, clip: clip, dropout: dropout) == one)
    }
  }

  /// Rate 0.01 and λ 20: a fifth is lost; the gradient of a word that is not there is 0.
  @Test("an embedding fades while its word does not come")
  func embeddingDecay() {
    let inputs = InputLayout([.dense(1), .embedding(categories: 3, size: 2)])
    let parameters = Parameters(inputs: inputs, widths: [4, 1])
    Initialization.heNormal.fill(parameters, seed: 1)
    parameters.embeddings[0].elements = [1, 2, 3, 4, 5, 6]
    let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
    let X = Matrix(rows: 2, columns: 2, [0.5, 2, -0.5, 2])
    let examples = LabeledSamples(X: X, Y: Matrix(rows: 1, columns: 2, [1, -1]))
    var step = MinibatchStep(
      for: network, optimizer: Optimizer(.adamw), size: 2, workers: ThreadPool(threads: 1))
    _ = step.run([0, 1], of: examples, rate: 0.01)
    let U = parameters.embeddings[0].elements
    for (found, expected) in zip(U[0..<2] + U[4..<6], [0.8, 1.6, 4, 4.8] as [Float]) {
      #expect(abs(found - expected) < 1e-6)
    }
    #expect(abs(U[2] - 2.4) > 1e-3)
  }

  /// Nothing goes on from the inputs of the embedding, so that its gradient is 0: U loses rate · λ, 0.01 · 0.01.
  @Test("a periodic embedding decays as weights do, its frequencies and phases not at all")
  func periodicDecay() {
    let parameters = Parameters(
      inputs: InputLayout([.dense(1), .periodic(frequencies: 4, size: 3)]), widths: [4, 1])
    Initialization.heNormal.fill(parameters, seed: 1)
    let W = parameters.firstLayer
    for i in 1..<4 { for j in 0..<4 { W[i, j] = 0 } }
    parameters.firstLayer = W
    let before = parameters.copy()
    let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
    let examples = LabeledSamples(
      X: Matrix(rows: 2, columns: 2, [0.5, 2, -0.5, 1]), Y: Matrix(rows: 1, columns: 2, [1, 0]))
    var step = MinibatchStep(
      for: network, optimizer: Optimizer(.adamw), size: 2, workers: ThreadPool(threads: 1))
    _ = step.run([0, 1], of: examples, rate: 0.01)
    #expect(parameters.periods[0].elements == before.periods[0].elements)
    for (now, then) in zip(parameters.embeddings[0].elements, before.embeddings[0].elements) {
      #expect(abs(now - then * (1 - 1e-4)) < 1e-6 * abs(then) && now != then)
    }
    #expect(parameters.b[2].elements != before.b[2].elements)
  }

  @Test("inputs that are looked up give the same bits for any number of threads")
  func lookups() throws {
    func trained(threads: Int) throws -> [Float] {
      let inputs = InputLayout([.dense(3), .piecewiseLinear(40), .oneHot(12), .piecewiseLinear(9)])
      let plain = Self.examples(700, features: inputs.rows)
      for n in 0..<plain.count {
        for (c, lookup) in inputs.lookups.enumerated() {
          let share = abs(plain.X[3 + c, n]) / 6
          let t = share * Float(lookup.columns.count)
          plain.X[3 + c, n] = lookup.isCumulative ? t : t.rounded(.down)
        }
      }
      let parameters = Parameters(inputs: inputs, widths: [300, 200, 1])
      Initialization.heNormal.fill(parameters, seed: 1)
      var options = TrainingOptions()
      options.epochs = 3
      let network = Network(parameters: parameters, activation: .mish, loss: Loss(.binaryCrossEntropy))
      return try Trainer(options, workers: ThreadPool(threads: threads)).run(
        network, training: plain, validation: plain
      ).parameters.all.elements
    }
    let one = try trained(threads: 1)
    for threads in [2, 3, 8] { #expect(try trained(threads: threads) == one) }
  }

  @Test(
    "networks of heads give the same bits for any number of threads", arguments: [[300, 200], [40, 24]])
  func heads(_ hidden: [Int]) throws {
    func trained(threads: Int) throws -> [Float] {
      let inputs = InputLayout([
        .dense(3), .embeddedPiecewiseLinear(40, size: 8), .oneHot(12), .embeddedPiecewiseLinear(30, size: 8),
      ])
      let examples = Self.examples(700, features: inputs.rows)
      for n in 0..<examples.count {
        for (row, count) in [(3, 12), (4, 40), (5, 30)] {
          let t = min(1, abs(examples.X[row, n]) / 3) * Float(count)
          examples.X[row, n] = row == 3 ? t.rounded(.down) : t
        }
      }
      let parameters = Parameters(inputs: inputs, widths: hidden + [1], Architecture(heads: 4))
      Initialization.heNormal.fill(parameters, seed: 1)
      #expect(
        parameters.inputScales.elements.allSatisfy { abs($0) == 1 }
          && Set(parameters.inputScales.elements).count == 2)
      var options = TrainingOptions()
      options.epochs = 3
      options.dropout = 0.1
      options.averageDecay = 0.9
      let network = Network(parameters: parameters, activation: .mish, loss: Loss(.binaryCrossEntropy))
      return try Trainer(options, workers: ThreadPool(threads: threads)).run(
        network, training: examples, validation: examples
      ).parameters.all.elements
    }
    let one = try trained(threads: 1)
    for threads in [2, 3, 8] { #expect(try trained(threads: threads) == one) }
  }

  @Test("published ingredients give the same bits for any number of threads", arguments: [1, 3])
  func published(_ heads: Int) throws {
    func trained(threads: Int) throws -> [Float] {
      let inputs = InputLayout([.dense(3), .periodic(frequencies: 80, size: 3), .oneHot(12)])
      let examples = Self.examples(700, features: inputs.rows)
      for n in 0..<examples.count { examples.X[3, n] = min(12, abs(examples.X[3, n]) * 4).rounded(.down) }
      let architecture = Architecture(heads: heads, scalesInputs: true, isParametric: true)
      let parameters = Parameters(inputs: inputs, widths: [300, 200, 1], architecture)
      Initialization.heNormal.fill(parameters, seed: 1)
      #expect(parameters.slopes[1].elements.allSatisfy { $0 == 1 })
      #expect(heads > 1 || parameters.inputScales.elements.allSatisfy { $0 == 1 })
      var options = TrainingOptions()
      options.epochs = 3
      options.dropout = 0.1
      let network = Network(parameters: parameters, activation: .relu, loss: Loss(.binaryCrossEntropy))
      let found = try Trainer(options, workers: ThreadPool(threads: threads)).run(
        network, training: examples, validation: examples
      ).parameters
      #expect(
        found.slopes[1].elements.contains { $0 != 1 } && found.inputScales.elements.contains { abs($0) != 1 })
      return found.all.elements
    }
    let one = try trained(threads: 1)
    for threads in [2, 3, 8] { #expect(try trained(threads: threads) == one) }
  }

  /// One step of plain descent, whose change is the rate times the gradient.
  @Test(
    "each group of parameters moves at its part of the learning rate",
    arguments: ParameterGroup.allCases)
  func learningRateMultipliers(_ group: ParameterGroup) {
    func change(_ factor: Float) -> Parameters {
      let inputs = InputLayout([.dense(2), .periodic(frequencies: 4, size: 3), .oneHot(9)])
      let architecture = Architecture(scalesInputs: true, isParametric: true)
      let parameters = Parameters(inputs: inputs, widths: [6, 1], architecture)
      Initialization.heNormal.fill(parameters, seed: 1)
      let before = parameters.copy()
      let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
      var optimizer = Optimizer(.sgd)
      optimizer.learningRateMultipliers[group] = factor
      let examples = Self.examples(8, features: inputs.rows)
      for n in 0..<8 { examples.X[2, n] = Float(1 + n) }
      var step = MinibatchStep(for: network, optimizer: optimizer, size: 8, workers: ThreadPool(threads: 1))
      _ = step.run([0, 1, 2, 3, 4, 5, 6, 7], of: examples, rate: 0.5, regularization: RegularizationScale())
      Elementwise.add(before.all, to: parameters.all, times: -1)
      return parameters
    }
    let (usual, slowed) = (change(1), change(0.25))
    func isSlowed(_ part: (Parameters) -> Matrix, _ other: ParameterGroup) -> Bool {
      let factor: Float = group == other ? 0.25 : 1
      return zip(part(slowed).elements, part(usual).elements).allSatisfy { abs($0 - factor * $1) < 1e-5 }
        && part(usual).elements.contains { abs($0) > 1e-4 }
    }
    #expect(
      isSlowed({ $0.W[1] }, .weights) && isSlowed({ $0.W[2] }, .weights)
        && isSlowed({ $0.lookupWeights }, .weights))
    #expect(isSlowed({ $0.b[1] }, .biases) && isSlowed({ $0.b[2] }, .biases))
    #expect(isSlowed({ $0.embeddings[0] }, .embeddings) && isSlowed({ $0.periods[0] }, .frequencies))
    #expect(isSlowed({ $0.inputScales }, .factors) && isSlowed({ $0.slopes[1] }, .slopes))
  }

  /// Narrow layers are where the BLAS changes its kernel with the number of samples.
  @Test(
    "layers of any width give the same bits for any number of threads",
    arguments: [[64, 256, 256, 10], [49, 128, 128, 3], [20, 300, 31, 33], [300, 7, 200, 2]])
  func widths(_ widths: [Int]) throws {
    let one = try trained(widths, threads: 1)
    for threads in [2, 3, 8] { #expect(try trained(widths, threads: threads) == one) }
  }

  /// The example of the maths: sigmoid, squared error, one sample at a time, W ← W − α ∂L/∂W; sums of plain loops.
  @Test("one sample at a time, the batched step is the formulas of plain backpropagation")
  func plainBackpropagation() {
    let widths = [3, 4, 2]
    let network = Self.network(.sigmoid, widths: widths, loss: Loss(.squaredError))
    let X = Matrix(rows: 3, columns: 1, [0.5, -1, 2])
    let Y = Matrix(rows: 2, columns: 1, [1, -1])
    let p = network.parameters.copy()
    var step = MinibatchStep(
      for: network, optimizer: Optimizer(.sgd), size: 1, workers: ThreadPool(threads: 1))
    _ = step.run([0], of: LabeledSamples(X: X, Y: Y), rate: 0.3)

    let x = X.elements
    var a = [Float](repeating: 0, count: 4)
    for j in 0..<4 {
      let z = (0..<3).reduce(p.b[1][j, 0]) { $0 + p.W[1][$1, j] * x[$1] }
      a[j] = 1 / (1 + exp(-z))
    }
    let e2 = (0..<2).map { k in (0..<4).reduce(p.b[2][k, 0]) { $0 + p.W[2][$1, k] * a[$1] } - Y[k, 0] }
    let e1 = (0..<4).map { j in (0..<2).reduce(Float(0)) { $0 + p.W[2][j, $1] * e2[$1] } * a[j] * (1 - a[j]) }
    for k in 0..<2 {
      for j in 0..<4 {
        #expect(abs(network.parameters.W[2][j, k] - (p.W[2][j, k] - 0.3 * a[j] * e2[k])) < 1e-6)
      }
      #expect(abs(network.parameters.b[2][k, 0] - (p.b[2][k, 0] - 0.3 * e2[k])) < 1e-6)
    }
    for j in 0..<4 {
      for i in 0..<3 {
        #expect(abs(network.parameters.W[1][i, j] - (p.W[1][i, j] - 0.3 * x[i] * e1[j])) < 1e-6)
      }
      #expect(abs(network.parameters.b[1][j, 0] - (p.b[1][j, 0] - 0.3 * e1[j])) < 1e-6)
    }
  }
}
