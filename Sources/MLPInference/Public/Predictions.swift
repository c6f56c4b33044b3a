import Diagnostics
import LinearAlgebra
import NeuralNetwork
import Tabular

/// The predictions of some rows, in their order.
///
/// A classification has `labels` and `probabilities`, a regression `numbers`. They are the values that mlp-predict
/// writes, in single precision.
public struct Predictions: Sendable {
  /// What was read as missing, because training did not prepare the model for it.
  public let unexpected: [UnexpectedCells]
  /// What is noteworthy about the file, a sentence each.
  public let warnings: [String]
  private let model: TrainedModel
  /// outputs × N: probabilities of classes, or numbers in the units of the target.
  private let P: Matrix

  init(
    _ P: Matrix, of model: TrainedModel, _ unexpected: [UnexpectedCells], _ warnings: [Message] = []
  ) {
    (self.P, self.model, self.unexpected) = (P, model, unexpected)
    self.warnings = warnings.map(\.description)
  }

  /// The number of rows.
  public var count: Int { P.columns }

  /// The predicted class of each row; empty for a regression.
  public var labels: [String] {
    let (classes, loss) = (model.classNames, model.network.loss)
    return classes.isEmpty ? [] : (0..<count).map { classes[loss.predictedClass(P, sample: $0)] }
  }

  /// The probability of each class for each row, in the order of `TrainedModel.classNames`.
  ///
  /// Empty for a regression, and for a model trained with the loss `hinge`, which has no probabilities.
  public var probabilities: [[Float]] {
    guard !model.classNames.isEmpty, model.network.loss.name != .hinge else { return [] }
    return (0..<count).map { n in
      P.rows == 1 ? [1 - P[0, n], P[0, n]] : (0..<P.rows).map { P[$0, n] }
    }
  }

  /// The predicted number of each row, in the units of the target; empty for a classification.
  ///
  /// Of several targets, the first.
  public var numbers: [Float] { model.targetNames.first.flatMap { numbers(of: $0) } ?? [] }

  /// The predicted number of each row for one of several targets, in its units; nil if the model does not predict it.
  public func numbers(of target: String) -> [Float]? {
    numericTarget(target).map { i in (0..<count).map { P[i, $0] } }
  }

  /// Intervals that hold the true number with a given probability, one for each row, in the units of the target.
  ///
  /// They are conformal prediction intervals from the residuals of the validation rows (Vovk, Gammerman and Shafer,
  /// "Algorithmic Learning in a Random World", 2005; Lei et al., "Distribution-Free Predictive Inference for
  /// Regression", 2018).
  ///
  /// - Parameters:
  ///   - level: The probability, between 0 and 1, such as 0.9.
  ///   - target: One of several targets; nil for the first.
  /// - Throws: `Failure` of kind `usage` for a classification, an unknown target or a level that the model has too few
  ///   residuals for; of kind `data` for a model without residuals.
  public func intervals(
    level: Double, of target: String? = nil
  ) throws -> [(low: Float, high: Float)] {
    try checkProbability(level)
    let intervals = try PredictionIntervals(model, level: level, file: "model")
    let name = target ?? model.targetNames[0]
    guard let i = numericTarget(name) else {
      throw Failure(
        .usage, "the model does not predict '\(name)', but \(listed(model.targetNames, most: 10))")
    }
    return (0..<count).map { intervals.bounds(P[i, $0], target: i) }
  }

  /// The row of P of a numeric target; nil where there is none of this name.
  private func numericTarget(_ name: String) -> Int? {
    model.classNames.isEmpty ? model.targetNames.firstIndex(of: name) : nil
  }
}

/// Throws `.usage` for a level of confidence that is not between 0 and 1.
func checkProbability(_ level: Double) throws(Failure) {
  guard level > 0 && level < 1 else {
    throw Failure(.usage, "expected a level between 0 and 1, found \(level)")
  }
}
