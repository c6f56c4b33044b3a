import Glibc
import LinearAlgebra
import MLP
import MLPInference
import Metrics
import Options
import Testing

struct EvaluationTests {
  /// The mean of −log of the probability of the true class, in double precision.
  private func logLoss(_ P: Matrix, _ Y: Matrix) -> Double {
    (0..<P.columns).reduce(0) { $0 - log(Double(P[Int(Y[0, $1]), $1])) } / Double(P.columns)
  }

  @Test("the metrics of the model are those of its own predictions for the validation rows")
  func report() throws {
    let training = try LibraryTraining(Sample.iris, ["epochs": "5", "hidden": "8", "preset": "fast"])
    let validation = try #require(training.plan.data.validation)
    let model = training.result.model
    let P = model.inference.predictions(for: validation.X)
    let metrics = model.provenance.metrics
    #expect(abs(logLoss(P, validation.Y) - (metrics["log-loss"] ?? .nan)) < 1e-6)
    let correct = (0..<P.columns).count { n in
      let best = (0..<3).max { P[$0, n] < P[$1, n] }
      return best == Int(validation.Y[0, n])
    }
    #expect(metrics["accuracy"] == Double(correct) / Double(P.columns))
  }

  /// The mean cross entropy of the labels and calibrated probabilities, where each label is right with the probability
  /// `trust`, and otherwise any other class.
  private func crossEntropy(_ P: Matrix, _ Y: Matrix, temperature: Double, trust: Double) -> Double {
    (0..<P.columns).reduce(0) { sum, n in
      let powers = (0..<P.rows).map { pow(Double(P[$0, n]), 1 / temperature) }
      let total = powers.reduce(0, +)
      return sum
        - (0..<P.rows).reduce(0) { partial, k in
          let weight = k == Int(Y[0, n]) ? trust : (1 - trust) / Double(P.rows - 1)
          return partial + weight * log(powers[k] / total)
        }
    } / Double(P.columns)
  }

  @Test("no other temperature suits the labels better, which Platt (1999) trusts by (N + 1) / (N + 2)")
  func calibration() throws {
    let training = try LibraryTraining(Sample.wine, ["epochs": "30", "hidden": "32", "preset": "fast"])
    let Y = try #require(training.plan.data.validation).Y
    let X = try #require(training.plan.data.validation).X
    let fit = try #require(training.result.report?.calibration)
    let P = Inference(training.result.ensemble.networks, target: training.plan.data.target).predictions(
      for: X)
    let (N, temperature) = (Double(P.columns), fit.temperature.value)
    let best = crossEntropy(P, Y, temperature: temperature, trust: (N + 1) / (N + 2))
    for factor in [0.5, 0.9, 0.99, 1.01, 1.1, 2] {
      #expect(crossEntropy(P, Y, temperature: temperature * factor, trust: (N + 1) / (N + 2)) > best)
    }
    #expect(abs(fit.logLoss.before - crossEntropy(P, Y, temperature: 1, trust: 1)) < 1e-5)
    #expect(abs(fit.logLoss.after - crossEntropy(P, Y, temperature: temperature, trust: 1)) < 1e-5)
  }

  @Test("the constant baseline of classes has the cross entropy of their shares among the training rows")
  func constantBaseline() throws {
    let training = try LibraryTraining(Sample.wine, ["epochs": "3", "hidden": "8", "preset": "fast"])
    let (learned, validation) = (training.plan.data.training, try #require(training.plan.data.validation))
    var shares = [Double](repeating: 0, count: 3)
    for n in 0..<learned.count { shares[Int(learned.Y[0, n])] += 1 / Double(learned.count) }
    let expected =
      (0..<validation.count).reduce(0) { $0 - log(shares[Int(validation.Y[0, $1])]) }
      / Double(validation.count)
    let baselines = try #require(training.result.model.provenance.baselines)
    #expect(abs((baselines["constant log-loss"] ?? .nan) - expected) < 1e-4)
    #expect(baselines.keys.contains("linear log-loss"))
  }

  @Test("the constant baseline of numbers has the deviation of the validation rows from the training mean")
  func constantNumber() throws {
    let training = try LibraryTraining(Sample.diabetes, ["epochs": "3"])
    let data = training.plan.data
    let validation = try #require(data.validation)
    let Y = Inference(training.result.ensemble.networks, target: data.target).observations(validation.Y)
    let learned = Inference(training.result.ensemble.networks, target: data.target)
      .observations(data.training.Y)
    let mean = (0..<learned.columns).reduce(0) { $0 + Double(learned[0, $1]) } / Double(learned.columns)
    let squares = (0..<Y.columns).reduce(0) { $0 + pow(Double(Y[0, $1]) - mean, 2) }
    let expected = (squares / Double(Y.columns)).squareRoot()
    let baselines = try #require(training.result.model.provenance.baselines)
    #expect(abs((baselines["constant rmse"] ?? .nan) - expected) < 1e-3 * expected)
  }
}
