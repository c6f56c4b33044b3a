import FoundationEssentials
import LinearAlgebra
import Metrics
import NeuralNetwork
import Testing

struct MetricTests {
  struct Fixture: Decodable {
    struct Part: Decodable {
      var P: [Float]
      var Y: [Float]
      var metrics: [String: Double]
    }

    var weights: [Float]
    var binary: Part
    var classes: Part
    var absent: Part
    var numbers: Part
    var counts: Part
    var targets: Part
  }

  @Test("metrics of weighted samples are those of scikit-learn, ties and all")
  func likeScikitLearn() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let fixture = try JSONDecoder().decode(
      Fixture.self, from: Data(contentsOf: folder.appending(path: "metrics.json")))
    let weights = Matrix(rows: 1, columns: fixture.weights.count, fixture.weights)
    var compared: Set<Metric> = []
    for (part, loss, rows) in [
      (fixture.binary, Loss(.binaryCrossEntropy), 1), (fixture.classes, Loss(.crossEntropy), 3),
      (fixture.absent, Loss(.crossEntropy), 5), (fixture.numbers, Loss(.squaredError), 1),
      (fixture.counts, Loss(.poisson), 1), (fixture.targets, Loss(.huber), 2),
    ] {
      let P = Matrix(rows: rows, columns: weights.columns, part.P)
      let Y = Matrix(rows: part.Y.count / weights.columns, columns: weights.columns, part.Y)
      for metric in Metric.allCases {
        let value = metric.value(P, Y, weights: weights, loss: loss)
        guard let expected = part.metrics[metric.rawValue] else {
          #expect(value == nil, "\(metric) of \(loss.name)")
          continue
        }
        compared.insert(metric)
        #expect(abs(try #require(value) - expected) < 1e-6, "\(metric) of \(loss.name)")
      }
      if let expected = part.metrics["pinball of 0.9"] {
        let pinball = Metric.pinball.value(P, Y, weights: weights, loss: Loss(.quantile, parameter: 0.9))
        #expect(abs(try #require(pinball) - expected) < 1e-6)
      }
    }
    #expect(compared == Set(Metric.allCases))
  }

  @Test("a prediction that is no number gives no AUC, and metrics that are no numbers")
  func notNumbers() {
    let weights = Matrix(rows: 1, columns: 3, repeating: 1)
    let Y = Matrix(rows: 1, columns: 3, [0, 1, 1])
    let P = Matrix(rows: 1, columns: 3, [0.5, .nan, 0.7])
    #expect(Metric.auc.value(P, Y, weights: weights, loss: Loss(.binaryCrossEntropy)) == nil)
    #expect(Metric.rmse.value(P, Y, weights: weights, loss: Loss(.squaredError))?.isNaN == true)
  }

  /// As scikit-learn has it by zero_division=0.
  @Test("the F1 of a class that neither is nor is predicted is 0")
  func noneOfAClass() {
    let weights = Matrix(rows: 1, columns: 2, repeating: 1)
    let P = Matrix(rows: 1, columns: 2, [0.1, 0.2])
    let Y = Matrix(rows: 1, columns: 2, [0, 0])
    #expect(Metric.f1.value(P, Y, weights: weights, loss: Loss(.binaryCrossEntropy)) == 0)
  }

  /// By hand: of the sure ones half are right, of the less sure one all are.
  @Test("R² of targets that do not vary is 1 for those very predictions, else 0, as scikit-learn has it")
  func constantTargets() {
    let weights = Matrix(rows: 1, columns: 2, repeating: 1)
    let Y = Matrix(rows: 1, columns: 2, [3, 3])
    for (P, value) in [([3, 3], 1.0), ([3, 4], 0)] as [([Float], Double)] {
      let r2 = Metric.r2.value(Matrix(rows: 1, columns: 2, P), Y, weights: weights, loss: Loss(.squaredError))
      #expect(r2 == value)
    }
  }

  /// By hand, of three classes of which one is neither: F1 of 2/3 and 2/3, recalls of 1/2 and 1.
  @Test("samples that weigh little count as much as others, and those that weigh nothing not at all")
  func smallWeights() throws {
    let P = Matrix(rows: 3, columns: 3, [0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.8, 0.1])
    let Y = Matrix(rows: 1, columns: 3, [0, 0, 1])
    let weights = Matrix(rows: 1, columns: 3, repeating: 0.0625)
    for (metric, value) in [(Metric.f1, 2.0 / 3), (.balancedAccuracy, 0.75), (.accuracy, 2.0 / 3)] {
      let found = try #require(metric.value(P, Y, weights: weights, loss: Loss(.crossEntropy)))
      #expect(abs(found - value) < 1e-6, "\(metric)")
    }
    let scores = Matrix(rows: 1, columns: 3, [0.9, 0.8, 0.7])
    let classes = Matrix(rows: 1, columns: 3, [1, 0, 1])
    for (weights, metric, value) in [
      ([0, 1, 1], Metric.averagePrecision, 0.5), ([0, 1, 1], .auc, 0), ([1, 0, 1], .averagePrecision, 1),
      ([1, 1, 0.0625], .auc, 1 / 1.0625),
    ] as [([Float], Metric, Double)] {
      let found = metric.value(
        scores, classes, weights: Matrix(rows: 1, columns: 3, weights), loss: Loss(.binaryCrossEntropy))
      #expect(abs(try #require(found) - value) < 1e-6, "\(metric), \(weights)")
    }
    let numbers = Matrix(rows: 1, columns: 3, [0, 0, 0])
    let median = Metric.medianAbsoluteError.value(
      numbers, Matrix(rows: 1, columns: 3, [1, 2, 5]), weights: Matrix(rows: 1, columns: 3, [1, 0, 1]),
      loss: Loss(.squaredError))
    #expect(median == 3)
  }

  @Test("one sample has metrics")
  func one() {
    let one = Matrix(rows: 1, columns: 1, [1])
    #expect(
      Metric.mae.value(Matrix(rows: 1, columns: 1, [3]), one, weights: one, loss: Loss(.squaredError)) == 2)
    let P = Matrix(rows: 1, columns: 1, [0.9])
    #expect(Metric.accuracy.value(P, one, weights: one, loss: Loss(.binaryCrossEntropy)) == 1)
  }

  @Test("the deviance of Poisson's distribution is there for means above 0 and counts from 0 on")
  func deviance() {
    let one = Matrix(rows: 1, columns: 1, [1])
    for (y, p, value) in [(0, 1, 2), (1, 1, 0), (0, 0, nil), (0, -1, nil), (-1, 1, nil)]
      as [(Float, Float, Double?)]
    {
      let found = Metric.poissonDeviance.value(
        Matrix(rows: 1, columns: 1, [p]), Matrix(rows: 1, columns: 1, [y]), weights: one, loss: Loss(.poisson)
      )
      #expect(found == value || value == nil && found?.isNaN ?? true, "\(y), \(p)")
    }
  }

  /// As scikit-learn has both.
  @Test("Brier's score of two classes counts one of them, and predictions of one class have no correlation")
  func twoClasses() throws {
    let weights = Matrix(rows: 1, columns: 2, repeating: 1)
    let Y = Matrix(rows: 1, columns: 2, [0, 1])
    let P = Matrix(rows: 2, columns: 2, [0.9, 0.1, 0.6, 0.4])
    let brier = try #require(Metric.brier.value(P, Y, weights: weights, loss: Loss(.crossEntropy)))
    #expect(abs(brier - (0.01 + 0.36) / 2) < 1e-6)
    #expect(Metric.mcc.value(P, Y, weights: weights, loss: Loss(.crossEntropy)) == 0)
  }

  @Test("a probability that rounding brought above 1 is in the highest tenth")
  func aboveOne() throws {
    let one = Matrix(rows: 1, columns: 1, [1])
    let error = Metric.ece.value(
      Matrix(rows: 1, columns: 1, [1.000_001]), one, weights: one, loss: Loss(.binaryCrossEntropy))
    #expect(try #require(error) < 1e-5)
  }

  @Test("where all that counts is of one class there is no AUC")
  func oneClass() {
    let P = Matrix(rows: 1, columns: 2, [0.9, 0.2])
    let Y = Matrix(rows: 1, columns: 2, [1, 0])
    for weights in [[1, 0], [0, 1]] as [[Float]] {
      let W = Matrix(rows: 1, columns: 2, weights)
      #expect(Metric.auc.value(P, Y, weights: W, loss: Loss(.binaryCrossEntropy)) == nil)
    }
  }

  /// By NumPy in double precision.
  @Test("R² of targets far from 0 is as exact as of others")
  func farTargets() throws {
    let Y = Matrix(rows: 1, columns: 999, (0..<999).map { 16_777_213 + Float($0 % 3) })
    let P = Matrix(rows: 1, columns: 999, repeating: 16_777_213)
    let weights = Matrix(rows: 1, columns: 999, (0..<999).map { Float($0 % 7 + 1) / 10 })
    let r2 = try #require(Metric.r2.value(P, Y, weights: weights, loss: Loss(.squaredError)))
    #expect(abs(r2 - -1.499_44) < 1e-4)
  }

  /// By hand: the one is right and 11/12 too unsure, the other is wrong and 0.15 too sure.
  @Test("the lowest tenth is one too")
  func lowestTenth() throws {
    let P = Matrix(rows: 12, columns: 2, repeating: 1.0 / 12)
    for k in 0..<12 { P[k, 1] = k == 3 ? 0.15 : 0.85 / 11 }
    P[0, 0] = 0.084
    let error = Metric.ece.value(
      P, Matrix(rows: 1, columns: 2, [0, 1]), weights: Matrix(rows: 1, columns: 2, repeating: 1),
      loss: Loss(.crossEntropy))
    #expect(abs(try #require(error) - (0.916 + 0.15) / 2) < 1e-5)
  }

  @Test("the calibration error tells the two highest tenths apart")
  func highestTenths() throws {
    let weights = Matrix(rows: 1, columns: 3, repeating: 1)
    let P = Matrix(rows: 1, columns: 3, [0.95, 0.95, 0.85])
    let Y = Matrix(rows: 1, columns: 3, [1, 0, 1])
    let error = try #require(
      Metric.ece.value(P, Y, weights: weights, loss: Loss(.binaryCrossEntropy)))
    #expect(abs(error - (0.9 + 0.15) / 3) < 1e-6)
  }

  @Test("of no samples there is no metric", arguments: Metric.allCases)
  func none(_ metric: Metric) {
    let (P, Y) = (Matrix(rows: 1, columns: 0), Matrix(rows: 1, columns: 0))
    for loss in [Loss(.squaredError), Loss(.binaryCrossEntropy)] {
      #expect(metric.value(P, Y, weights: Y, loss: loss) == nil)
    }
  }

  @Test("the metrics that a loss defines are those that have a value", arguments: Loss.Function.allCases)
  func defined(_ name: Loss.Function) {
    let loss = Loss(name)
    for outputs in loss.isClassification && name != .crossEntropy ? [1] : [1, 3] {
      let P = Matrix(rows: outputs, columns: 4, repeating: 0.25)
      let Y = Matrix(rows: loss.isClassification ? 1 : outputs, columns: 4, repeating: 0)
      Y[0, 0] = 1
      for metric in Metric.allCases {
        let value = metric.value(P, Y, weights: Matrix(rows: 1, columns: 4, repeating: 1), loss: loss)
        #expect((value != nil) == metric.isDefined(for: loss, outputs: outputs), "\(metric)")
      }
    }
  }
}
