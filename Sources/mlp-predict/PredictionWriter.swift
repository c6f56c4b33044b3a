import Errors
import Files
import LinearAlgebra
import ModelFile
import Network
import Tabular

/// Writes predictions as CSV: kept columns, `prediction` (or one for each target), probabilities.
final class PredictionWriter {
  private let loss: Loss
  private let target: Target
  private let probabilities: Bool
  private let file: OutputFile
  private var csv = CSVWriter()

  /// Writes the header.
  ///
  /// Throws `.usage` where probabilities are asked of a model that has none.
  init(_ model: Model, probabilities: Bool, kept: [String], to file: OutputFile) throws(Failure) {
    loss = model.network.loss
    target = model.target
    self.probabilities = probabilities
    self.file = file
    for name in kept { csv.append(Word(name)) }
    switch model.target {
    case .classes(_, let words):
      csv.append("prediction")
      guard !probabilities || loss.name != .hinge else {
        throw Failure(.usage, "a model trained with --loss hinge has no probabilities")
      }
      if probabilities { for word in words { csv.append(Word(Array("probability_".utf8) + word.bytes)) } }
    case .numbers(let numbers):
      guard !probabilities else {
        throw Failure(.usage, "--probabilities needs a model of classes, and this one predicts numbers")
      }
      if numbers.count == 1 {
        csv.append("prediction")
      } else {
        for number in numbers { csv.append(Word("prediction_\(number.column)")) }
      }
    }
    csv.endRecord()
  }

  /// Writes predictions P (outputs × rows, in the user's units) with the kept cells.
  func write(_ P: Matrix, kept: [[Word]]) throws(Failure) {
    for n in 0..<P.columns {
      for column in kept { csv.append(column[n]) }
      switch target {
      case .classes(_, let words):
        csv.append(words[loss.predictedClass(P, sample: n)])
        if probabilities && P.rows == 1 {
          csv.append(1 - P[0, n])
          csv.append(P[0, n])
        } else if probabilities {
          for i in 0..<P.rows { csv.append(P[i, n]) }
        }
      case .numbers: for i in 0..<P.rows { csv.append(P[i, n]) }
      }
      csv.endRecord()
    }
    try file.write(csv.take())
  }

  /// Gives the file its name.
  func finish() throws(Failure) {
    try file.write(csv.take())
    try file.commit()
  }
}
