import FoundationEssentials
import Glibc
import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Parallel
import Testing

/// Networks that share all but factors of the inputs and the last layer.
struct HeadsTests {
  /// Matrices by PyTorch's rows, which are our columns.
  struct Fixture: Decodable {
    var plain: [Float]
    var pieces: [Float]
    var word: [Float]
    var rare: [Float]
    var y: [Float]
    var weights: [Float]
    var U: [[Float]]
    var factors: [Float]
    var W: [[Float]]
    var b: [[Float]]
    var loss: Double
    var P: [Float]
    var dU: [[Float]]
    var dFactors: [Float]
    var dW: [[Float]]
    var db: [[Float]]
  }

  static let inputs = InputLayout([
    .dense(2), .embeddedPiecewiseLinear(9, size: 3), .oneHot(8), .embedding(categories: 5, size: 2),
  ])
  static let (N, heads) = (7, 3)

  static func fixture() throws -> Fixture {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return try JSONDecoder().decode(
      Fixture.self, from: Data(contentsOf: folder.appending(path: "heads.json")))
  }

  static func network(_ fixture: Fixture) -> Network {
    let parameters = Parameters(inputs: inputs, widths: [6, 5, 3], Architecture(heads: heads))
    for (U, elements) in zip(parameters.embeddings, fixture.U) { U.elements = elements }
    parameters.allInputScales = Matrix(rows: inputs.count, columns: heads, fixture.factors)
    parameters.firstLayer = Matrix(rows: inputs.count, columns: 6, fixture.W[0])
    for l in 1...3 {
      if l > 1 { parameters.W[l].elements = fixture.W[l - 1] }
      parameters.b[l].elements = fixture.b[l - 1]
    }
    return Network(parameters: parameters, activation: .mish, loss: Loss(.crossEntropy))
  }

  static func fill(_ X: Matrix, _ fixture: Fixture) {
    for n in 0..<N {
      for i in 0..<2 { X[i, n] = fixture.plain[2 * n + i] }
      X[inputs.row(ofLookup: 0), n] = fixture.word[n]
      X[inputs.row(ofEmbedding: 0), n] = fixture.pieces[n]
      X[inputs.row(ofEmbedding: 1), n] = fixture.rare[n]
    }
  }

  static func isClose(_ found: [Float], _ expected: [Float]) -> Bool {
    let most = expected.reduce(1) { max($0, abs($1)) }
    return found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 2e-6 * most }
  }

  @Test("the loss and all gradients are PyTorch's", arguments: [1, 3])
  func likePyTorch(_ threads: Int) throws {
    let fixture = try Self.fixture()
    let network = Self.network(fixture)
    let tiling = Tiling(for: network, samples: Self.N, threads: threads)
    let pass = PassBuffers(for: network, samples: Self.N, tiling: tiling)
    Self.fill(pass.X, fixture)
    for n in 0..<Self.N * Self.heads {
      pass.Y[0, n] = fixture.y[n / Self.heads]
      pass.weights[0, n] = fixture.weights[n / Self.heads]
    }
    let gradient = Gradient.computed(for: network, pass, tiling)
    let loss = Elementwise.sum(pass.losses) / Double(Self.N * Self.heads)
    #expect(abs(loss - fixture.loss) < 1e-6 * fixture.loss)
    let d = gradient.parameters
    for c in 0..<2 { #expect(Self.isClose(d.embeddings[c].elements, fixture.dU[c])) }
    // What is looked up has no factors.
    let learned = Matrix(rows: Self.inputs.count, columns: Self.heads, fixture.dFactors)
    for (row, i) in Self.inputs.multiplied.enumerated() {
      for h in 0..<Self.heads { #expect(abs(d.inputScales[row, h] - learned[i, h]) < 2e-6) }
    }
    #expect(Self.isClose(d.firstLayer.elements, fixture.dW[0]))
    for l in 1...3 {
      if l > 1 { #expect(Self.isClose(d.W[l].elements, fixture.dW[l - 1])) }
      #expect(Self.isClose(d.b[l].elements, fixture.db[l - 1]))
    }
  }

  @Test("the probabilities are the means of the heads', PyTorch's too, and so is what they come of")
  func predictions() throws {
    let fixture = try Self.fixture()
    let network = Self.network(fixture)
    let X = Matrix(rows: Self.inputs.rows, columns: Self.N)
    Self.fill(X, fixture)
    let P = BatchPredictor(network).predictions(for: X)
    #expect(Self.isClose(P.elements, fixture.P))
    let workers = ThreadPool(threads: 2)
    let Z = BatchPredictor(network).outputs(for: X, on: workers)
    #expect(Z.rows == 3 && Z.columns == Self.N)
    for n in 0..<Self.N {
      #expect(abs((0..<3).reduce(0) { $0 + Float(exp(Double(Z[$1, n]))) } - 1) < 1e-5)
    }
  }

  @Test(
    "the raw outputs of the mean predict the mean of what the heads predict",
    arguments: [Loss(.squaredError), Loss(.poisson), Loss(.binaryCrossEntropy), Loss(.hinge)])
  func means(_ loss: Loss) {
    let inputs = InputLayout([.dense(2)])
    let parameters = Parameters(inputs: inputs, widths: [2, 1], Architecture(heads: 2))
    parameters.inputScales.elements = [1, 1, -1, 1]
    parameters.W[1].elements = [1, 0, 0, 1]
    parameters.W[2].elements = [0.5, 1, -1, 0.25]
    parameters.b[2].elements = [0.5, -1]
    let network = Network(parameters: parameters, activation: .identity, loss: loss)
    let P = BatchPredictor(network).predictions(for: Matrix(rows: 2, columns: 1, [0.5, 2]))
    // By hand: the first head sees (0.5, 2), the second (−0.5, 2).
    let z = [0.5 * 0.5 + 2 + 0.5, 0.5 + 0.25 * 2 - 1]
    let f: (Double) -> Double =
      switch loss.name {
      case .poisson: { exp($0) }
      case .binaryCrossEntropy: { 1 / (1 + exp(-$0)) }
      default: { $0 }
      }
    #expect(abs(Double(P[0, 0]) - (f(z[0]) + f(z[1])) / 2) < 1e-5)
  }

  @Test("heads that are certain have raw outputs that are numbers", arguments: [Float(-200), 200])
  func certain(_ b: Float) {
    let parameters = Parameters(inputs: InputLayout([.dense(1)]), widths: [1, 1], Architecture(heads: 2))
    parameters.b[2].elements = [b, b]
    let network = Network(parameters: parameters, activation: .identity, loss: Loss(.binaryCrossEntropy))
    let X = Matrix(rows: 1, columns: 1)
    let z = BatchPredictor(network).outputs(for: X, on: ThreadPool(threads: 1))[0, 0]
    // The logarithm of the odds of 1 − 2⁻²⁴, or of 10⁻³⁰.
    #expect(abs(z - (b > 0 ? 16.6355 : -69.0776)) < 1e-3)
  }

  @Test("one head's raw outputs are what they are, however certain")
  func oneHead() {
    let parameters = Parameters(inputs: InputLayout([.dense(1)]), widths: [1])
    parameters.b[1].elements = [40]
    let network = Network(parameters: parameters, activation: .identity, loss: Loss(.binaryCrossEntropy))
    #expect(
      BatchPredictor(network).outputs(for: Matrix(rows: 1, columns: 1), on: ThreadPool(threads: 1))[0, 0]
        == 40)
  }

  @Test("heads that are alike have the gradient of one", arguments: [2, 3])
  func alike(_ heads: Int) {
    let inputs = InputLayout([.dense(2), .oneHot(9)])
    var random = RandomStream(seed: 4, stream: .shuffle)
    let X = Matrix(rows: inputs.rows, columns: 8)
    for n in 0..<8 {
      (X[0, n], X[1, n], X[2, n]) = (random.normal(), random.normal(), Float(random.below(9) + 1))
    }
    let numbers = (0..<100).map { _ in random.normal() }
    func dV(_ heads: Int) -> [Float] {
      let parameters = Parameters(inputs: inputs, widths: [4, 1], Architecture(heads: heads))
      for (i, row) in (0..<2).enumerated() { for j in 0..<4 { parameters.W[1][row, j] = numbers[4 * i + j] } }
      parameters.lookupWeights.elements = (0..<parameters.lookupWeights.count).map { numbers[8 + $0] }
      parameters.inputScales.elements = [Float](repeating: 1, count: parameters.inputScales.count)
      for h in 0..<heads { for i in 0..<4 { parameters.W[2][i, h] = numbers[60 + i] } }
      let network = Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError))
      let tiling = Tiling(for: network, samples: 8, threads: 1)
      let pass = PassBuffers(for: network, samples: 8, tiling: tiling)
      pass.X.assign(X)
      for n in 0..<8 * heads { pass.Y[0, n] = numbers[70 + n / heads] }
      return Gradient.computed(for: network, pass, tiling).parameters.lookupWeights.elements
    }
    for (found, expected) in zip(dV(heads), dV(1)) { #expect(abs(found - expected) < 1e-6) }
  }

  @Test("one head has no factors, and none without a hidden layer can have several")
  func counts() {
    let inputs = InputLayout([.dense(3), .oneHot(9)])
    let one = Parameters(inputs: inputs, widths: [4, 2])
    let three = Parameters(inputs: inputs, widths: [4, 2], Architecture(heads: 3))
    #expect(one.inputScales.count == 0 && one.allInputScales.elements == [Float](repeating: 1, count: 12))
    #expect(three.inputScales.count == 9 && three.W[2].columns == 6 && three.b[2].count == 6)
    #expect(three.all.count == one.all.count + 9 + 2 * (4 + 1) * 2)
    #expect(Parameters(like: three).all.count == three.all.count && three.copy().heads == 3)
  }
}
