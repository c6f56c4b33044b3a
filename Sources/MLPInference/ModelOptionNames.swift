import Diagnostics

/// The options that messages about model files name.
extension OptionName {
  package static let ensemble: OptionName = "ensemble"
  package static let predictionIntervals: OptionName = "prediction-intervals"
  package static let probabilities: OptionName = "probabilities"
  package static let folds: OptionName = "folds"
}
