import NeuralNetwork

extension Loss {
  /// The metric that a loss makes good: trials of a search and simple models are compared by it.
  ///
  /// Not the loss itself, which differs with its parameter.
  package var selectionMetric: Metric {
    switch name {
    case .binaryCrossEntropy, .crossEntropy: .logLoss
    case .hinge: .accuracy
    case .squaredError: .rmse
    case .absolute, .huber: .mae
    case .quantile: .pinball
    case .poisson: .poissonDeviance
    }
  }
}
