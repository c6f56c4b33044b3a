import NeuralNetwork

extension Loss.Function {
  /// What scikit-learn, PyTorch and the boosters call a loss.
  static let otherNames: [String: Loss.Function] = [
    "mse": .squaredError, "l2": .squaredError, "squared_error": .squaredError, "rmse": .squaredError,
    "mae": .absolute, "l1": .absolute, "absolute_error": .absolute, "pinball": .quantile, "smooth_l1": .huber,
    "logloss": .crossEntropy, "log_loss": .crossEntropy, "softmax": .crossEntropy, "nll": .crossEntropy,
    "categorical_crossentropy": .crossEntropy, "bce": .binaryCrossEntropy,
    "binary_crossentropy": .binaryCrossEntropy,
    "logistic": .binaryCrossEntropy,
  ]
}
