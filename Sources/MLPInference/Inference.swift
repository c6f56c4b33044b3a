import LinearAlgebra
import NeuralNetwork
import Parallel
import Tabular

/// The order of inference, the only place where it is written: what the networks predict, their mean, its
/// calibration, the inverse of the target's transform, the range of the training rows.
///
/// Prediction, validation, search and exports all go through it.
package struct Inference: Sendable {
  package let target: Target
  package let loss: Loss
  private let predictor: BatchPredictor

  /// Networks of one architecture, one at least, whose mean is predicted.
  ///
  /// With a temperature, probabilities are calibrated by it.
  package init(_ networks: [Network], temperature: TemperatureScaling? = nil, target: Target) {
    self.target = target
    loss = networks[0].loss
    predictor = BatchPredictor(networks, temperature: temperature)
  }

  /// Predictions for X, features × N: outputs × N, probabilities of classes or numbers in the units of the target.
  ///
  /// Without workers on the thread of the caller. A sample has the same bits alone, among others and on any number
  /// of threads.
  package func predictions(for X: Matrix, on workers: ThreadPool? = nil) -> Matrix {
    let P =
      if let workers { predictor.predictions(for: X, on: workers) } else { predictor.predictions(for: X) }
    target.inverseTransform(P)
    target.clip(P)
    return P
  }

  /// Y as it was encoded for a training, in the units of the target.
  package func observations(_ Y: Matrix) -> Matrix {
    let Y = Y.copy()
    target.inverseTransform(Y)
    return Y
  }
}

/// Predictions of rows of a table.
package struct TablePredictions: Sendable {
  /// outputs × N: probabilities of classes, or numbers in the units of the target.
  package let P: Matrix
  /// Values that training did not see, by column.
  package let unknown: [String: Encoding.Unknown]
}

extension TrainedModel {
  package var inference: Inference { Inference(members, temperature: temperature, target: target) }
}

extension Inference {
  /// Predicts rows of a table that holds the columns of `features`.
  package func predict(_ table: Table, with features: Features, on workers: ThreadPool? = nil)
    -> TablePredictions
  {
    let (X, unknown) = if let workers { features.encode(table, on: workers) } else { features.encode(table) }
    return TablePredictions(P: predictions(for: X, on: workers), unknown: unknown)
  }
}
