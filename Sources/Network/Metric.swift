import Glibc
import LinearAlgebra

/// How good predictions are, as scikit-learn defines it.
///
/// Everything is summed in double precision.
package enum Metric: String, CaseIterable, Codable, Sendable {
  /// The share of samples whose class is right.
  case accuracy
  /// The mean over the classes of the share of their samples whose class is right.
  case balancedAccuracy = "balanced-accuracy"
  /// The mean of −log of the probability of the true class.
  case logLoss = "log-loss"
  /// The area under the ROC curve of two classes; ties count half.
  case auc
  /// The harmonic mean of precision and recall: of class 1 of two, else the mean over the classes.
  case f1
  /// The root of the mean squared error.
  case rmse
  /// The mean absolute error.
  case mae
  /// 1 − the squared error over that of the mean.
  case r2

  package var higherIsBetter: Bool {
    switch self {
    case .accuracy, .balancedAccuracy, .auc, .f1, .r2: true
    case .logLoss, .rmse, .mae: false
    }
  }

  /// Whether the metric can be told of a network with this loss and number of outputs.
  package func isDefined(for loss: Loss, outputs: Int) -> Bool {
    switch self {
    case .accuracy, .balancedAccuracy, .f1: loss.isClassification
    case .logLoss: loss.isClassification && loss.name != .hinge
    case .auc: loss.isClassification && outputs <= 2
    case .rmse, .mae, .r2: !loss.isClassification
    }
  }

  /// The metric of predictions P (outputs × N) for Y (outputs × N, or 1 × N with classes), each sample
  /// counting its weight (1 × N).
  ///
  /// Nil where it is not defined: AUC without two classes or of scores that are no numbers, probabilities that
  /// the loss does not give. Infinite or NaN where predictions are.
  package func value(_ P: Matrix, _ Y: Matrix, weights: Matrix, loss: Loss) -> Double? {
    precondition(P.columns == Y.columns && weights.columns == Y.columns, "one column a sample")
    guard P.columns > 0, isDefined(for: loss, outputs: P.rows) else { return nil }
    switch self {
    case .rmse: return errors(P, Y, weights) { $0 * $0 }.squareRoot()
    case .mae: return errors(P, Y, weights, abs)
    case .r2: return determination(P, Y, weights)
    case .logLoss: return logLoss(P, Y, weights)
    case .auc: return area(P, Y, weights)
    case .accuracy, .balancedAccuracy, .f1:
      let confusion = Confusion(P, Y, weights, loss)
      switch self {
      case .accuracy: return confusion.accuracy
      case .balancedAccuracy: return confusion.balancedAccuracy
      default: return confusion.f1
      }
    }
  }

  /// The weighted mean over samples and outputs of a function of the error.
  private func errors(_ P: Matrix, _ Y: Matrix, _ weights: Matrix, _ f: (Double) -> Double) -> Double {
    var total = 0.0
    var weight = 0.0
    for n in 0..<P.columns {
      let w = Double(weights[0, n])
      weight += w * Double(P.rows)
      for i in 0..<P.rows { total += w * f(Double(P[i, n]) - Double(Y[i, n])) }
    }
    return total / weight
  }

  /// R², the mean over the outputs.
  private func determination(_ P: Matrix, _ Y: Matrix, _ weights: Matrix) -> Double {
    let scores = (0..<P.rows).map { i in
      var (weight, sum, residual, spread) = (0.0, 0.0, 0.0, 0.0)
      for n in 0..<P.columns {
        weight += Double(weights[0, n])
        sum += Double(weights[0, n]) * Double(Y[i, n])
      }
      for n in 0..<P.columns {
        let y = Double(Y[i, n])
        residual += Double(weights[0, n]) * (y - Double(P[i, n])) * (y - Double(P[i, n]))
        spread += Double(weights[0, n]) * (y - sum / weight) * (y - sum / weight)
      }
      return spread == 0 ? (residual == 0 ? 1 : 0) : 1 - residual / spread
    }
    return scores.reduce(0, +) / Double(scores.count)
  }

  private func logLoss(_ P: Matrix, _ Y: Matrix, _ weights: Matrix) -> Double {
    var (total, weight) = (0.0, 0.0)
    for n in 0..<P.columns {
      let y = Int(Y[0, n])
      let p = P.rows == 1 ? Double(y == 1 ? P[0, n] : 1 - P[0, n]) : Double(P[y, n])
      total -= Double(weights[0, n]) * log(max(p, 1e-15))
      weight += Double(weights[0, n])
    }
    return total / weight
  }

  /// The probability that a sample of class 1 ranks above one of class 0, by a walk up the ranks.
  private func area(_ P: Matrix, _ Y: Matrix, _ weights: Matrix) -> Double? {
    let scores = (0..<P.columns).map { P[P.rows - 1, $0] }
    // NaN has no rank: it is not even equal to itself.
    guard !scores.contains(where: \.isNaN) else { return nil }
    let ranked = scores.indices.sorted { scores[$0] < scores[$1] }
    var (below, above, wins) = (0.0, 0.0, 0.0)
    var i = 0
    while i < ranked.count {
      var (negative, positive) = (0.0, 0.0)
      let score = scores[ranked[i]]
      while i < ranked.count, scores[ranked[i]] == score {
        let w = Double(weights[0, ranked[i]])
        if Y[0, ranked[i]] == 1 { positive += w } else { negative += w }
        i += 1
      }
      wins += positive * (below + negative / 2)
      below += negative
      above += positive
    }
    return below > 0 && above > 0 ? wins / (below * above) : nil
  }
}

/// The weight of the samples of each class (row) that were given each class (column).
private struct Confusion {
  private var table: [[Double]]
  /// The class comes among the samples or the predictions.
  private var isPresent: [Bool]

  init(_ P: Matrix, _ Y: Matrix, _ weights: Matrix, _ loss: Loss) {
    let classes = max(2, P.rows)
    table = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    isPresent = Array(repeating: false, count: classes)
    for n in 0..<P.columns {
      let (y, predicted) = (Int(Y[0, n]), loss.predictedClass(P, sample: n))
      table[y][predicted] += Double(weights[0, n])
      isPresent[y] = true
      isPresent[predicted] = true
    }
  }

  private var right: Double { table.indices.reduce(0) { $0 + table[$1][$1] } }

  var accuracy: Double { right / table.joined().reduce(0, +) }

  /// Classes without a sample do not count.
  var balancedAccuracy: Double {
    let recalls = table.indices.compactMap { c in
      let total = table[c].reduce(0, +)
      return total > 0 ? table[c][c] / total : nil
    }
    return recalls.reduce(0, +) / Double(recalls.count)
  }

  /// Classes that are neither among the samples nor the predictions do not count.
  var f1: Double {
    if table.count == 2 { return f1(1) }
    let scores = table.indices.filter { isPresent[$0] }.map(f1)
    return scores.reduce(0, +) / Double(scores.count)
  }

  private func f1(_ c: Int) -> Double {
    let given = table.reduce(0) { $0 + $1[c] }
    let total = table[c].reduce(0, +) + given
    return total > 0 ? 2 * table[c][c] / total : 0
  }
}
