import Diagnostics
import LinearAlgebra
import Metrics
import NeuralNetwork

/// How the probabilities of a trained model are calibrated.
package enum Calibration: String, CaseIterable, Sendable {
  case none
  /// One temperature divides the logarithms of all.
  case temperature

  /// What was asked for, else a temperature where there are probabilities.
  ///
  /// Throws `.usage` where there are none.
  init(_ settings: TrainingSettings, _ loss: Loss) throws(Failure) {
    guard settings.calibration != .temperature || loss.isCrossEntropy else {
      throw Self.refusal(for: loss)
    }
    self = settings.calibration ?? (loss.isCrossEntropy ? .temperature : .none)
  }

  /// That there are no probabilities to calibrate.
  static func refusal(for loss: Loss) -> Failure {
    Failure(
      .usage,
      "\(option: .calibration) temperature needs a cross-entropy loss, but the loss is \(loss.name.rawValue)")
  }
}

/// A temperature fitted on validation rows, and what it changed there.
package struct CalibrationFit: Sendable {
  package let temperature: TemperatureScaling
  package let logLoss: (before: Double, after: Double)
  package let ece: (before: Double, after: Double)

  /// Whether it lowers the log loss; else probabilities are left as they were.
  package var isKept: Bool { logLoss.after < logLoss.before }

  /// Calibrates probabilities P of classes Y where that lowers their log loss.
  init(_ P: Matrix, _ Y: Matrix, weights: Matrix, _ loss: Loss) {
    temperature = TemperatureScaling(fitting: P, Y, weights: weights)
    let before = P.copy()
    temperature.calibrate(P)
    func change(_ metric: Metric) -> (before: Double, after: Double) {
      let values = [before, P].map { metric.value($0, Y, weights: weights, loss: loss) ?? .nan }
      return (values[0], values[1])
    }
    (logLoss, ece) = (change(.logLoss), change(.ece))
    if !isKept { P.assign(before) }
  }
}
