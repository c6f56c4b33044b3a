import Diagnostics

/// The options that messages about training mention.
extension OptionName {
  package static let learningRate: OptionName = "learning-rate"
  package static let clipNorm: OptionName = "clip-norm"
  package static let resume: OptionName = "resume"
  package static let scaling: OptionName = "scaling"
}
