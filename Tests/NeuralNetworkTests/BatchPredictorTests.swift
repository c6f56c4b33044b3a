import LinearAlgebra
import NetworkInputs
import Parallel
import Testing

@testable import NeuralNetwork

struct BatchPredictorTests {
  /// Products of so many rows and more go another way.
  @Test(
    "a row predicts the same alone and among others, however wide the layers are",
    arguments: [1, 31, 32, 33, 64])
  func widths(_ width: Int) {
    let network = Network(
      parameters: Parameters(widths: [7, width, width, 3]), activation: .tanh, loss: Loss(.crossEntropy))
    var random = RandomStream(seed: 2, stream: .shuffle)
    network.parameters.all.elements = (0..<network.parameters.all.count).map { _ in random.normal() }
    let X = Matrix(rows: 7, columns: 300, (0..<2100).map { _ in random.normal() })
    let together = BatchPredictor(network).predictions(for: X)
    for n in [0, 1, 31, 32, 150, 255, 256, 299] {
      let one = BatchPredictor(network).predictions(for: X.columns(n..<n + 1))
      #expect(one.elements == together.columns(n..<n + 1).elements)
    }
  }

  @Test("a number whose waves become one input has that input")
  func oneEmbedded() {
    let inputs = InputLayout([.periodic(frequencies: 4, size: 1)])
    let parameters = Parameters(inputs: inputs, widths: [1])
    parameters.periods[0].elements = [1, 2, 3, 4, 0, 0, 0, 0]
    parameters.embeddings[0].elements = (0..<parameters.embeddings[0].count).map { Float($0 + 1) / 8 }
    parameters.W[1].elements = [2]
    let network = Network(parameters: parameters, activation: .identity, loss: Loss(.squaredError))
    network.refresh()
    let P = BatchPredictor(network).predictions(for: Matrix(rows: 1, columns: 3, [0.1, 0.2, 0.3]))
    #expect(Set(P.elements).count == 3)
  }

  @Test("a block has 256 samples, and fewer where heads are many or layers wide")
  func blocks() {
    for (heads, widths, width) in [
      (1, [5, 3, 1], 256), (8, [5, 3, 1], 256), (9, [5, 3, 1], 224), (40, [5, 3, 1], 32),
      (1000, [5, 3, 1], 32),
      (8, [33_300, 1, 1], 224), (1, [5, 300_000, 1], 192), (1000, [6_000, 1, 1], 1),
      (64, [50_000, 1, 1], 1),
    ] {
      let parameters = Parameters(
        inputs: InputLayout([.dense(widths[0])]), widths: Array(widths.dropFirst()),
        Architecture(heads: heads))
      let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
      #expect(BatchPredictor(network).width == width, "\(heads), \(widths)")
    }
  }

  @Test(
    "any number of rows is predicted on any number of threads", arguments: [1, 255, 256, 257, 1279, 5000],
    [1, 2, 5, 9])
  func threads(_ samples: Int, _ threads: Int) {
    let network = GradientTests.network(.tanh, Loss(.squaredError), outputs: 2)
    var random = RandomStream(seed: 3, stream: .shuffle)
    let X = Matrix(rows: 5, columns: samples, (0..<5 * samples).map { _ in random.normal() })
    let shared = BatchPredictor(network).predictions(for: X, on: ThreadPool(threads: threads))
    #expect(shared.elements == BatchPredictor(network).predictions(for: X).elements)
  }

  @Test("many heads predict the mean of what they predict each, in blocks of any width")
  func manyHeads() {
    let parameters = Parameters(inputs: InputLayout([.dense(5)]), widths: [6, 1], Architecture(heads: 40))
    var random = RandomStream(seed: 2, stream: .shuffle)
    parameters.all.elements = (0..<parameters.all.count).map { _ in random.normal() }
    let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
    let X = Matrix(rows: 5, columns: 700, (0..<3500).map { _ in random.normal() })
    let together = BatchPredictor(network).predictions(for: X)
    for n in [0, 31, 32, 255, 256, 699] {
      let one = BatchPredictor(network).predictions(for: X.columns(n..<n + 1))
      #expect(one.elements == together.columns(n..<n + 1).elements)
    }
  }

  @Test(
    "a row predicts the same alone and among others, whatever its inputs are",
    arguments: [1, 2, 256, 300, 5000])
  func alone(_ samples: Int) {
    let inputs = InputLayout([
      .embedding(categories: 5, size: 3), .dense(2), .piecewiseLinear(9), .oneHot(12),
    ])
    let network = GradientTests.network(.mish, Loss(.squaredError), outputs: 2, inputs: inputs)
    var random = RandomStream(seed: 2, stream: .shuffle)
    for U in network.parameters.embeddings { U.elements = (0..<U.count).map { _ in random.normal() } }
    let X = Matrix(rows: inputs.rows, columns: samples)
    for n in 0..<samples {
      for i in 0..<2 { X[i, n] = random.normal() }
      X[2, n] = 9 * random.uniform()
      X[3, n] = Float(random.below(13))
      // 0 is no word at all.
      X[4, n] = Float(random.below(6))
    }
    let together = BatchPredictor(network).predictions(for: X)
    for threads in [1, 2] {
      let shared = BatchPredictor(network).predictions(for: X, on: ThreadPool(threads: threads))
      #expect(shared.elements == together.elements)
    }
    for n in [0, samples / 2, samples - 1] {
      let one = BatchPredictor(network).predictions(for: X.columns(n..<n + 1))
      #expect(one.elements == together.columns(n..<n + 1).elements)
    }
  }
}
