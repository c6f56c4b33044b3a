import FoundationEssentials
import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Parallel
import Testing

/// Periodic embeddings, factors of the inputs of one head, and slopes of activations.
struct PublishedTests {
  /// Matrices by PyTorch's rows, which are our columns.
  struct Fixture: Decodable {
    struct Case: Decodable {
      var loss: Double
      var Z: [Float]
      var dU: [[Float]]
      var dP: [Float]
      var dFactors: [Float]
      var dW: [[Float]]
      var db: [[Float]]
      var dSlopes: [[Float]]
    }

    var x: [Float]
    var pieces: [Float]
    var word: [Float]
    var Y: [Float]
    var weights: [Float]
    var U: [[Float]]
    var P: [Float]
    var factors: [Float]
    var W: [[Float]]
    var b: [[Float]]
    var slopes: [[Float]]
    var cases: [String: Case]
  }

  static let inputs = InputLayout([
    .dense(1), .periodic(frequencies: 4, size: 3), .embeddedPiecewiseLinear(9, size: 3), .oneHot(8),
  ])
  static let N = 7

  static func fixture() throws -> Fixture {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return try JSONDecoder().decode(
      Fixture.self, from: Data(contentsOf: folder.appending(path: "published.json")))
  }

  static func network(_ fixture: Fixture, _ activation: Activation) -> Network {
    let architecture = Architecture(scalesInputs: true, isParametric: true)
    let parameters = Parameters(inputs: inputs, widths: [6, 5, 2], architecture)
    for (U, elements) in zip(parameters.embeddings, fixture.U) { U.elements = elements }
    parameters.periods[0].elements = fixture.P
    parameters.allInputScales = Matrix(rows: inputs.count, columns: 1, fixture.factors)
    parameters.firstLayer = Matrix(rows: inputs.count, columns: 6, fixture.W[0])
    for l in 1...3 {
      if l > 1 { parameters.W[l].elements = fixture.W[l - 1] }
      parameters.b[l].elements = fixture.b[l - 1]
      if l < 3 { parameters.slopes[l].elements = fixture.slopes[l - 1] }
    }
    return Network(parameters: parameters, activation: activation, loss: Loss(.squaredError))
  }

  static func fill(_ X: Matrix, _ fixture: Fixture) {
    for n in 0..<N {
      X[0, n] = fixture.x[n]
      X[inputs.row(ofLookup: 0), n] = fixture.word[n]
      X[inputs.row(ofEmbedding: 0), n] = fixture.x[n]
      X[inputs.row(ofEmbedding: 1), n] = fixture.pieces[n]
    }
  }

  @Test("the loss and all gradients are PyTorch's", arguments: Activation.allCases)
  func likePyTorch(_ activation: Activation) throws {
    let fixture = try Self.fixture()
    let expected = try #require(fixture.cases[activation.rawValue])
    let network = Self.network(fixture, activation)
    for threads in [1, 3] {
      let tiling = Tiling(for: network, samples: Self.N, threads: threads)
      let pass = PassBuffers(for: network, samples: Self.N, tiling: tiling)
      Self.fill(pass.X, fixture)
      pass.Y.elements = fixture.Y
      pass.weights.elements = fixture.weights
      let gradient = Gradient.computed(for: network, pass, tiling)
      let loss = Elementwise.sum(pass.losses) / Double(Self.N)
      #expect(abs(loss - expected.loss) < 2e-6 * expected.loss)
      let d = gradient.parameters
      for c in 0..<2 { #expect(HeadsTests.isClose(d.embeddings[c].elements, expected.dU[c])) }
      #expect(HeadsTests.isClose(d.periods[0].elements, expected.dP))
      // What is looked up has no factors.
      let learned = Self.inputs.multiplied.map { expected.dFactors[$0] }
      #expect(HeadsTests.isClose(d.inputScales.elements, learned))
      #expect(HeadsTests.isClose(d.firstLayer.elements, expected.dW[0]))
      for l in 1...3 {
        if l > 1 { #expect(HeadsTests.isClose(d.W[l].elements, expected.dW[l - 1])) }
        #expect(HeadsTests.isClose(d.b[l].elements, expected.db[l - 1]))
        if l < 3 { #expect(HeadsTests.isClose(d.slopes[l].elements, expected.dSlopes[l - 1])) }
      }
    }
  }

  @Test("the raw outputs are PyTorch's", arguments: Activation.allCases)
  func outputs(_ activation: Activation) throws {
    let fixture = try Self.fixture()
    let X = Matrix(rows: Self.inputs.rows, columns: Self.N)
    Self.fill(X, fixture)
    let Z = BatchPredictor(Self.network(fixture, activation)).outputs(for: X, on: ThreadPool(threads: 2))
    #expect(HeadsTests.isClose(Z.elements, try #require(fixture.cases[activation.rawValue]).Z))
  }

  /// Central differences of the mean loss, in steps of 2⁻⁸; dropout is drawn anew for each, by one seed.
  @Test(
    "with several heads, dropout and many frequencies the gradients are those of finite differences",
    arguments: [1, 3], [0, 0.4])
  func differences(_ heads: Int, _ rate: Double) {
    let inputs = InputLayout([.dense(1), .periodic(frequencies: 70, size: 2), .oneHot(8)])
    let architecture = Architecture(heads: heads, scalesInputs: true, isParametric: true)
    let parameters = Parameters(inputs: inputs, widths: [4, 3, 1], architecture)
    var random = RandomStream(seed: 9, stream: .initialization)
    parameters.all.elements = (0..<parameters.all.count).map { _ in 0.4 * random.normal() }
    for slopes in parameters.slopes { slopes.elements = slopes.elements.map { $0 + 0.5 } }
    let network = Network(parameters: parameters, activation: .relu, loss: Loss(.squaredError))
    let tiling = Tiling(for: network, samples: Self.N, threads: 1)
    let pass = PassBuffers(for: network, samples: Self.N, tiling: tiling)
    var dropout = Dropout(rate: rate, seed: 5)
    dropout.step = 3
    for n in 0..<Self.N {
      pass.X[0, n] = random.normal()
      pass.X[inputs.row(ofLookup: 0), n] = Float(1 + n)
      pass.X[inputs.row(ofEmbedding: 0), n] = random.normal()
    }
    pass.Y.elements = (0..<pass.Y.count).map { _ in random.normal() }
    func loss() -> Double {
      network.refresh()
      for tile in pass.tiles {
        network.forward(tile, dropout: dropout)
        network.evaluate(tile, of: Self.N)
      }
      return Elementwise.sum(pass.losses) / Double(Self.N * heads)
    }
    let gradient = Gradient.computed(for: network, pass, tiling, dropout: dropout).parameters.all.elements
    var far = 0
    for (i, w) in parameters.all.elements.enumerated() {
      parameters.all[i, 0] = w + 1 / 256
      let above = loss()
      parameters.all[i, 0] = w - 1 / 256
      let below = loss()
      parameters.all[i, 0] = w
      let difference = Float((above - below) * 128)
      if abs(difference - gradient[i]) > 2e-3 + 1e-2 * abs(gradient[i]) { far += 1 }
    }
    // A difference can step over the bend of a ReLU.
    #expect(far <= parameters.all.count / 50, "\(far) of \(parameters.all.count)")
  }

  @Test("a wave stays one however many turns a number is away")
  func far() {
    let inputs = InputLayout([.periodic(frequencies: 1, size: 1)])
    for turns in (0...120).map({ Float(sign: .plus, exponent: $0, significand: 1.37) }) {
      let X = Matrix(rows: 1, columns: 2, [turns, -turns])
      let A = Matrix(rows: 1, columns: 2)
      let (U, P) = (Matrix(rows: 1, columns: 2, [1, 0]), Matrix(rows: 1, columns: 2, [1, 0]))
      Elementwise.embed(inputs, in: X, [U], [P], into: A)
      #expect(abs(A[0, 0]) <= 1 && abs(A[0, 1]) <= 1, "\(turns): \(A.elements)")
    }
  }

  @Test("each ingredient has as many parameters as it needs, and none without it")
  func counts() {
    let plain = InputLayout([.dense(3), .oneHot(9)])
    let usual = Parameters(inputs: plain, widths: [4, 5, 2])
    #expect(
      usual.inputScales.count == 0 && usual.slopes.allSatisfy { $0.count == 0 } && usual.periods.isEmpty)
    let architecture = Architecture(scalesInputs: true, isParametric: true)
    let all = Parameters(inputs: plain, widths: [4, 5, 2], architecture)
    #expect(all.inputScales.count == 3 && all.slopes.map(\.count) == [0, 4, 5, 0])
    #expect(all.all.count == usual.all.count + 3 + 4 + 5)
    #expect(Parameters(like: all).architecture == architecture && all.copy().all.count == all.all.count)
    let periodic = Parameters(
      inputs: InputLayout([.dense(3), .periodic(frequencies: 16, size: 3)]), widths: [4])
    #expect(periodic.periods[0].count == 32 && periodic.embeddings[0].count == 3 * 17)
    #expect(periodic.all.count == 32 + 51 + (6 + 1) * 4)
  }
}
