import Diagnostics
import LinearAlgebra
import MLPInference
import NeuralNetwork
import Tabular

/// Predictions as CSV: kept columns, `prediction` (or one for each target, with its interval), probabilities.
struct PredictionCSV: Sendable {
  private let loss: Loss
  private let target: Target
  private let probabilities: Bool
  private let intervals: PredictionIntervals?

  /// Throws `.usage` where probabilities are asked of a model that has none.
  init(_ model: TrainedModel, probabilities: Bool, intervals: PredictionIntervals?) throws(Failure) {
    loss = model.network.loss
    target = model.target
    self.probabilities = probabilities
    self.intervals = intervals
    guard probabilities else { return }
    if case .numeric = target {
      throw Failure(
        .usage, "\(option: .probabilities) needs a classification model, but this model predicts numbers")
    }
    if loss.name == .hinge {
      throw Failure(
        .usage,
        "\(option: .probabilities) needs a model with probabilities, but this model was trained with the loss hinge"
      )
    }
  }

  /// The header, behind the names of the kept columns.
  func header(kept: [String]) -> [UInt8] {
    var csv = CSVWriter()
    for name in kept { csv.append(CellText(name)) }
    switch target {
    case .classes(_, _, let words):
      csv.append("prediction")
      if probabilities { for word in words { csv.append(CellText(Array("probability_".utf8) + word.bytes)) } }
    case .numeric(let numbers):
      for number in numbers {
        let name = numbers.count == 1 ? "prediction" : "prediction_\(number.column)"
        csv.append(CellText(name))
        if intervals != nil { for bound in ["low", "high"] { csv.append(CellText("\(name)_\(bound)")) } }
      }
    }
    csv.endRecord()
    return csv.bytes
  }

  /// The records for predictions P (outputs × rows, in the user's units), behind the kept cells.
  func records(_ P: Matrix, kept: [TextBuffer]) -> [UInt8] {
    var csv = CSVWriter()
    for n in 0..<P.columns {
      for column in kept { csv.append(column[n]) }
      switch target {
      case .classes(_, _, let words):
        csv.append(words[loss.predictedClass(P, sample: n)])
        if probabilities && P.rows == 1 {
          csv.append(1 - P[0, n])
          csv.append(P[0, n])
        } else if probabilities {
          for i in 0..<P.rows { csv.append(P[i, n]) }
        }
      case .numeric:
        for i in 0..<P.rows {
          csv.append(P[i, n])
          guard let (low, high) = intervals?.bounds(P[i, n], target: i) else { continue }
          csv.append(low)
          csv.append(high)
        }
      }
      csv.endRecord()
    }
    return csv.bytes
  }
}
