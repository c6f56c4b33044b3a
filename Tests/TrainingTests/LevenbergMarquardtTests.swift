import LinearAlgebra
import NeuralNetwork
import Parallel
import Testing
import Training

struct LevenbergMarquardtTests {
  struct Fixture: Decodable {
    var X: [Float]
    var Y: [Float]
    var weights: [Float]
    /// For each output its weights and its bias.
    var leastSquares: [Float]
    var few: Int
    var y: [Float]
    var bayesian: [Float]
    var effective: Double
  }

  static func plain() -> Optimizer {
    var optimizer = Optimizer(.levenbergMarquardt)
    optimizer.isBayesian = false
    return optimizer
  }

  static func linear(_ widths: [Int]) -> Network {
    Network(parameters: Parameters(widths: widths), activation: .identity, loss: Loss(.squaredError))
  }

  @Test("a network without a hidden layer ends at NumPy's weighted least squares, for two outputs")
  func leastSquares() throws {
    let fixture = try fixture("levenberg_marquardt.json", Fixture.self)
    let N = fixture.weights.count
    let examples = LabeledSamples(
      X: Matrix(rows: 4, columns: N, fixture.X), Y: Matrix(rows: 2, columns: N, fixture.Y),
      weights: Matrix(rows: 1, columns: N, fixture.weights))
    let network = Self.linear([4, 2])
    var algorithm = LevenbergMarquardt(
      for: network, examples, optimizer: Self.plain(), workers: ThreadPool(threads: 2))
    for _ in 0..<20 { _ = algorithm.run(Array(0..<Int32(N))[...], of: examples, rate: 1) }
    for k in 0..<2 {
      for i in 0..<4 {
        #expect(abs(network.parameters.W[1][i, k] - fixture.leastSquares[5 * k + i]) < 1e-5)
      }
      #expect(abs(network.parameters.b[1][k, 0] - fixture.leastSquares[5 * k + 4]) < 1e-5)
    }
  }

  @Test("Bayesian regularization of a linear network ends where scikit-learn's BayesianRidge does")
  func bayesianRidge() throws {
    let fixture = try fixture("levenberg_marquardt.json", Fixture.self)
    let N = fixture.few
    let examples = LabeledSamples(
      X: Matrix(rows: 4, columns: N, Array(fixture.X.prefix(4 * N))),
      Y: Matrix(rows: 1, columns: N, fixture.y))
    let network = Self.linear([4, 1])
    for i in 0..<4 { network.parameters.W[1][i, 0] = 0.1 }
    var algorithm = LevenbergMarquardt(
      for: network, examples, optimizer: Optimizer(.levenbergMarquardt), workers: ThreadPool(threads: 1))
    for _ in 0..<200 { _ = algorithm.run(Array(0..<Int32(N))[...], of: examples, rate: 1) }
    for (found, expected) in zip(network.parameters.all.elements, fixture.bayesian) {
      #expect(abs(found - expected) < 1e-3)
    }
    let effective = try #require(algorithm.effectiveParameters)
    #expect(abs(effective - fixture.effective) < 1e-2)
  }

  struct Steps: Decodable {
    struct Attempt: Decodable {
      var errors: Double
      var lambda: Double
      var rho: Double
      var gamma: Double?
    }

    struct Run: Decodable {
      var decay: Float
      var bayesian: Bool
      var weight: Float
      var attempts: [Attempt]
    }

    var X: [Float]
    var y: [Float]
    var W1: [Float]
    var W2: [Float]
    var runs: [Run]
  }

  @Test("errors, damping and regularization of each attempt are those of the formulas")
  func attempts() throws {
    let fixture = try fixture("levenberg_marquardt_steps.json", Steps.self)
    let N = fixture.y.count
    for run in fixture.runs {
      let examples = LabeledSamples(
        X: Matrix(rows: 2, columns: N, fixture.X), Y: Matrix(rows: 1, columns: N, fixture.y),
        weights: Matrix(rows: 1, columns: N, repeating: run.weight))
      let parameters = Parameters(widths: [2, 4, 1])
      for k in 0..<4 {
        for i in 0..<2 { parameters.W[1][i, k] = fixture.W1[2 * k + i] }
        parameters.W[2][k, 0] = fixture.W2[k]
      }
      var optimizer = Optimizer(.levenbergMarquardt)
      (optimizer.isBayesian, optimizer.weightDecay) = (run.bayesian, run.decay)
      var algorithm = LevenbergMarquardt(
        for: Network(parameters: parameters, activation: .tanh, loss: Loss(.squaredError)), examples,
        optimizer: optimizer, workers: ThreadPool(threads: 1))
      for (k, attempt) in run.attempts.enumerated() {
        let errors = 2 * algorithm.run(Array(0..<Int32(N))[...], of: examples, rate: 1)
        let numbers = algorithm.snapshot.numbers
        for (name, found, expected) in [
          ("errors", errors, attempt.errors), ("λ", numbers["lambda"], attempt.lambda),
          ("ρ", numbers["rho"], attempt.rho), ("γ", numbers["gamma"], attempt.gamma),
        ] {
          let isClose = abs((found ?? 0) - (expected ?? 0)) <= 0.01 * (expected ?? 0)
          #expect(isClose && (found == nil) == (expected == nil), "\(run.decay), \(k): \(name) \(found ?? 0)")
        }
      }
    }
  }

  /// P is 10, and the errors are 40; so ρ is 10 / 30 of the squared errors over the squared parameters.
  @Test("each of two outputs has its own error")
  func errors() throws {
    let fixture = try fixture("levenberg_marquardt.json", Fixture.self)
    let examples = LabeledSamples(
      X: Matrix(rows: 4, columns: 20, Array(fixture.X.prefix(80))),
      Y: Matrix(rows: 2, columns: 20, Array(fixture.Y.prefix(40))))
    let network = Self.linear([4, 2])
    network.parameters.W[1][0, 0] = 2
    var algorithm = LevenbergMarquardt(
      for: network, examples, optimizer: Optimizer(.levenbergMarquardt), workers: ThreadPool(threads: 1))
    _ = algorithm.run(Array(0..<20)[...], of: examples, rate: 1)
    let squares = (0..<20).reduce(0.0) {
      let (r, s) = (2 * examples.X[0, $1] - examples.Y[0, $1], examples.Y[1, $1])
      return $0 + Double(r * r + s * s)
    }
    let rho = try #require(algorithm.snapshot.numbers["rho"])
    #expect(abs(rho - squares / 3 / 4) < 1e-5 * rho)
  }

  /// At the minimum no step reduces the errors, so that each multiplies the damping by ten.
  @Test(
    "it ends if the damping is a million times the maximum of JᵀJ, or after ten steps that gain nothing")
  func end() throws {
    let fixture = try fixture("levenberg_marquardt.json", Fixture.self)
    let N = fixture.weights.count
    let X = Matrix(rows: 4, columns: N, fixture.X)
    let examples = LabeledSamples(X: X, Y: Matrix(rows: 2, columns: N, fixture.Y))
    let all = Array(0..<Int32(N))[...]
    let network = Self.linear([4, 2])
    var algorithm = LevenbergMarquardt(
      for: network, examples, optimizer: Self.plain(), workers: ThreadPool(threads: 1))
    #expect(algorithm.snapshot.numbers["idle"] == 0)
    for _ in 0..<10 { _ = algorithm.run(all, of: examples, rate: 1) }
    let diagonal = (0..<4).map { i in (0..<N).reduce(0.0) { $0 + Double(X[i, $1]) * Double(X[i, $1]) } }
    let largest = max(diagonal.max() ?? 0, Double(N))
    for (share, isEnd) in [(0.9e6, false), (1.1e6, true)] {
      var snapshot = algorithm.snapshot
      (snapshot.numbers["lambda"], snapshot.numbers["idle"]) = (share * largest, 0)
      let resumes = algorithm.resume(snapshot, steps: 0)
      #expect(resumes)
      let lambda = share * largest
      _ = algorithm.run(all, of: examples, rate: 1)
      #expect(algorithm.snapshot.numbers["lambda"] == 10 * lambda && algorithm.hasConverged == isEnd)
    }
    // A step from near the minimum gains a little.
    let W = network.parameters.W[1]
    for (idle, change, isEnd, next) in [(9, 1e-4, true, 10), (8, 1e-4, false, 9), (9, 0.1, false, 0)]
      as [(Int, Float, Bool, Double)]
    {
      W[0, 0] += change
      var snapshot = algorithm.snapshot
      snapshot.numbers["lambda"] = 1e-9 * largest
      (snapshot.numbers["idle"], snapshot.numbers["converged"], snapshot.numbers["linearized"]) = (
        Double(idle), 0, 0
      )
      let resumes = algorithm.resume(snapshot, steps: 0)
      #expect(resumes)
      _ = algorithm.run(all, of: examples, rate: 1)
      #expect(algorithm.hasConverged == isEnd && algorithm.snapshot.numbers["idle"] == next)
    }
  }

  static func smooth(_ samples: Int) -> LabeledSamples {
    var random = RandomStream(seed: 11, stream: .split)
    let X = Matrix(rows: 3, columns: samples, (0..<3 * samples).map { _ in 2 * random.uniform() - 1 })
    let Y = Matrix(rows: 1, columns: samples, (0..<samples).map { X[0, $0] * X[1, $0] + X[2, $0] * X[2, $0] })
    return LabeledSamples(X: X, Y: Y)
  }

  @Test(
    "every step makes the loss smaller or leaves it, with every activation", arguments: Activation.allCases)
  func descends(_ activation: Activation) {
    let network = MinibatchStepTests.network(activation, widths: [3, 6, 5, 1], loss: Loss(.squaredError))
    let examples = Self.smooth(300)
    var algorithm = LevenbergMarquardt(
      for: network, examples, optimizer: Self.plain(), workers: ThreadPool(threads: 2))
    var losses: [Double] = []
    for _ in 0..<30 { losses.append(algorithm.run(Array(0..<300)[...], of: examples, rate: 1) / 300) }
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 >= $1 })
    // The loss of the mean is above 0.1; a linear model does not reach less.
    #expect(losses[29] < (activation == .identity ? 0.2 : 0.03))
  }

  @Test("any number of threads gives the same bits", arguments: [2, 3, 8])
  func sameBits(_ threads: Int) throws {
    func trained(_ threads: Int) throws -> [Float] {
      let network = MinibatchStepTests.network(.tanh, widths: [3, 20, 10, 1], loss: Loss(.squaredError))
      let examples = Self.smooth(700)
      var options = TrainingOptions()
      options.optimizer = Optimizer(.levenbergMarquardt)
      options.epochs = 15
      return try Trainer(options, workers: ThreadPool(threads: threads)).run(
        network, training: examples, validation: nil
      ).parameters.all.elements
    }
    #expect(try trained(threads) == trained(1))
  }
}
