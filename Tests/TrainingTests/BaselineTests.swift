import Glibc
import LinearAlgebra
import NeuralNetwork
import Parallel
import Testing
import Training

struct BaselineTests {
  struct Fixture: Decodable {
    var X: [Float]
    var Y: [Float]
    var weights: [Float]
    var ridgeW: [Float]
    var ridgeB: [Float]
    var classes: [Float]
    var logisticW: [Float]
    var logisticB: [Float]
    var means: [Float]
    var share: Double
  }

  let fixture: Fixture
  let numbers: LabeledSamples
  let classes: LabeledSamples
  let workers = ThreadPool(threads: 2)

  init() throws {
    fixture = try TrainingTests.fixture("baseline.json", Fixture.self)
    let N = fixture.weights.count
    let X = Matrix(rows: 12, columns: N, fixture.X)
    let weights = Matrix(rows: 1, columns: N, fixture.weights)
    numbers = LabeledSamples(X: X, Y: Matrix(rows: 2, columns: N, fixture.Y), weights: weights)
    classes = LabeledSamples(X: X, Y: Matrix(rows: 1, columns: N, fixture.classes), weights: weights)
  }

  private func fit(_ baseline: Baseline, _ examples: LabeledSamples, _ loss: Loss.Function, outputs: Int)
    throws
    -> Network
  {
    try #require(
      try baseline.fit(examples, loss: Loss(loss), outputs: outputs, workers: workers))
  }

  @Test("the constant model of a regression is the weighted mean")
  func mean() throws {
    let network = try fit(.constant, numbers, .squaredError, outputs: 2)
    for (found, expected) in zip(network.parameters.b[1].elements, fixture.means) {
      #expect(abs(found - expected) < 1e-5)
    }
    #expect(network.parameters.W[1].elements.allSatisfy { $0 == 0 })
  }

  @Test(
    "the constant model of a classification predicts the weighted shares of the classes",
    arguments: [Loss.Function.binaryCrossEntropy, .crossEntropy, .hinge])
  func shares(_ loss: Loss.Function) throws {
    let outputs = loss == .crossEntropy ? 2 : 1
    let network = try fit(.constant, classes, loss, outputs: outputs)
    let P = BatchPredictor(network).predictions(for: classes.X)
    #expect(abs(Double(P[outputs - 1, 0]) - fixture.share) < 1e-5)
  }

  @Test(
    "the linear model of a regression is scikit-learn's ridge regression, λ by cross-validation"
  )
  func ridge() throws {
    let network = try fit(.linear, numbers, .squaredError, outputs: 2)
    for (found, expected) in zip(network.parameters.W[1].elements, fixture.ridgeW) {
      #expect(abs(found - expected) < 1e-4)
    }
    for (found, expected) in zip(network.parameters.b[1].elements, fixture.ridgeB) {
      #expect(abs(found - expected) < 1e-4)
    }
  }

  struct Ridge: Decodable {
    struct Problem: Decodable {
      var lambda: Double
      var y: [Float]
      var W: [Float]
      var b: Float
    }

    var X: [Float]
    var problems: [Problem]
  }

  @Test("each λ is chosen if it is the best")
  func strengths() throws {
    let ridge = try TrainingTests.fixture("ridge.json", Ridge.self)
    #expect(ridge.problems.count == 8)
    for problem in ridge.problems {
      let N = problem.y.count
      let examples = LabeledSamples(
        X: Matrix(rows: 8, columns: N, ridge.X), Y: Matrix(rows: 1, columns: N, problem.y))
      let network = try fit(.linear, examples, .squaredError, outputs: 1)
      let largest = problem.W.reduce(0) { max($0, abs($1)) }
      for (found, expected) in zip(network.parameters.W[1].elements, problem.W) {
        #expect(abs(found - expected) < 1e-3 * largest, "λ = \(problem.lambda)")
      }
      #expect(abs(network.parameters.b[1][0, 0] - problem.b) < 1e-3)
    }
  }

  @Test("the linear model does not depend on the unit of the target")
  func units() throws {
    let small = Matrix(
      rows: 2, columns: numbers.Y.columns, numbers.Y.elements.map { $0 / 1024 })
    let network = try fit(
      .linear, LabeledSamples(X: numbers.X, Y: small, weights: numbers.weights), .squaredError, outputs: 2)
    for (found, expected) in zip(network.parameters.W[1].elements, fixture.ridgeW) {
      #expect(abs(1024 * found - expected) < 1e-4)
    }
  }

  @Test("the linear model of two classes is scikit-learn's logistic regression")
  func logistic() throws {
    let network = try fit(.linear, classes, .binaryCrossEntropy, outputs: 1)
    for (found, expected) in zip(network.parameters.W[1].elements, fixture.logisticW) {
      #expect(abs(found - expected) < 5e-3)
    }
    #expect(abs(network.parameters.b[1][0, 0] - fixture.logisticB[0]) < 5e-3)
  }

  @Test("a logistic regression of a thousand classes and inputs would take too long")
  func tooManyClasses() throws {
    let many = LabeledSamples(
      X: Matrix(rows: 1000, columns: 410), Y: Matrix(rows: 1, columns: 410, (0..<410).map { Float($0 % 410) })
    )
    #expect(try Baseline.linear.fit(many, loss: Loss(.crossEntropy), outputs: 1000, workers: workers) == nil)
  }

  @Test("a linear model that would take too long is not fitted")
  func tooMuch() throws {
    let wide = LabeledSamples(
      X: Matrix(rows: 3000, columns: 4), Y: Matrix(rows: 1, columns: 4, [1, 2, 3, 4]))
    #expect(try Baseline.linear.fit(wide, loss: Loss(.squaredError), outputs: 1, workers: workers) == nil)
    let long = LabeledSamples(X: Matrix(rows: 2000, columns: 5001), Y: Matrix(rows: 1, columns: 5001))
    #expect(try Baseline.linear.fit(long, loss: Loss(.squaredError), outputs: 1, workers: workers) == nil)
  }
}
