import Diagnostics
import LinearAlgebra
import NeuralNetwork

extension BaselineComparison {
  /// That a simple model is better than the network; nil where none is.
  package var warning: Message? {
    better.map { "a \($0.rawValue) model is better than the network on the validation rows" }
  }
}

extension FitResult {
  /// Warnings of hidden layers of which many units learn nothing.
  package var deadUnitWarnings: [Message] {
    let (perLayer, rows) = deadUnits
    return perLayer.enumerated().compactMap { k, dead in
      let units = ensemble.networks[0].widths[k + 1]
      guard 10 * dead > units else { return nil }
      return
        "\(dead) of \(units) units of hidden layer \(k + 1) have no gradient on any of \(rows) training rows (dead or saturated); use a smaller \(option: .learningRate)"
    }
  }
}
