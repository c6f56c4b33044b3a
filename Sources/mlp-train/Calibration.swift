import Diagnostics
import NeuralNetwork

/// How the probabilities of a trained model are made as sure as they are right.
enum Calibration: String, CaseIterable {
  case none
  /// One temperature divides the logarithms of all.
  case temperature

  /// What the user asked for, else a temperature where there are probabilities.
  ///
  /// Throws `.usage` where there are none.
  init(_ settings: Settings, _ loss: Loss) throws(Failure) {
    guard settings.calibration != .temperature || loss.isCrossEntropy else {
      throw Self.refusal(for: loss)
    }
    self = settings.calibration ?? (loss.isCrossEntropy ? .temperature : .none)
  }
}
