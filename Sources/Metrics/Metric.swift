import Glibc
import LinearAlgebra
import NeuralNetwork

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
  /// The harmonic mean of precision and recall: of class 1 of two, else the mean over the classes.
  case f1
  /// The area under the ROC curve of two classes; ties count half.
  case auc
  /// The mean over the samples of class 1 of the precision among those that rank at least as high.
  case averagePrecision = "average-precision"
  /// The correlation of true and predicted classes (Matthews, 1975; Gorodkin, 2004, for several classes).
  case mcc
  /// The mean squared error of the probabilities (Brier, 1950): of class 1 of two, else summed over the
  /// classes.
  case brier
  /// The expected calibration error (Naeini et al., 2015): how far accuracy is from confidence, the
  /// probability of the predicted class, on average over ten bins of confidence of one width.
  case ece
  /// The root of the mean squared error.
  case rmse
  /// The mean absolute error.
  case mae
  /// 1 − the squared error over that of the mean, the mean over the outputs.
  case r2
  /// The median of the absolute errors, the mean over the outputs.
  case medianAbsoluteError = "median-absolute-error"
  /// The mean of the absolute error as a share of the number; 0.1 is ten per cent.
  case mape
  /// The mean of τ (y − p), or (1 − τ) (p − y) where that is positive (Koenker and Bassett, 1978), τ being
  /// the quantile of the loss, or ½.
  case pinball
  /// The mean of 2 (y log(y / p) − y + p), for y ≥ 0 and p > 0.
  case poissonDeviance = "poisson-deviance"

  package var higherIsBetter: Bool {
    switch self {
    case .accuracy, .balancedAccuracy, .f1, .auc, .averagePrecision, .mcc, .r2: true
    case .logLoss, .brier, .ece, .rmse, .mae, .medianAbsoluteError, .mape, .pinball, .poissonDeviance: false
    }
  }

  /// Whether it is among the few that a line of text has room for.
  package var isHeadline: Bool {
    switch self {
    case .accuracy, .balancedAccuracy, .logLoss, .f1, .auc, .rmse, .mae, .r2: true
    case .averagePrecision, .mcc, .brier, .ece, .medianAbsoluteError, .mape, .pinball, .poissonDeviance: false
    }
  }

  /// Whether the metric can be told of a network with this loss and number of outputs.
  package func isDefined(for loss: Loss, outputs: Int) -> Bool {
    switch self {
    case .accuracy, .balancedAccuracy, .f1, .mcc: loss.isClassification
    case .logLoss, .brier, .ece: loss.isClassification && loss.name != .hinge
    case .auc, .averagePrecision: loss.isClassification && outputs <= 2
    case .rmse, .mae, .r2, .medianAbsoluteError, .mape, .pinball, .poissonDeviance: !loss.isClassification
    }
  }

  /// The metric of predictions P (outputs × N) for Y (outputs × N, or 1 × N with classes), each sample
  /// counting its weight (1 × N).
  ///
  /// Nil where it is not defined, as by `measure`. Infinite or NaN where predictions are.
  package func value(_ P: Matrix, _ Y: Matrix, weights: Matrix, loss: Loss) -> Double? {
    precondition(weights.columns == Y.columns, "one weight a sample")
    return measure(P, Y, loss: loss)?(weights.elements)
  }

  /// The metric of predictions P (outputs × N) for Y (outputs × N, or 1 × N with classes) as a function of
  /// the weights of the N samples; what does not depend on them, such as ranks, is found out here, once.
  ///
  /// Nil where it is not defined: probabilities that the loss does not give, scores without a rank, counts
  /// that are negative. The function gives nil where the samples that count do not define it: AUC of one
  /// class.
  package func measure(_ P: Matrix, _ Y: Matrix, loss: Loss) -> WeightedMetric? {
    precondition(P.columns == Y.columns, "one column a sample")
    guard P.columns > 0, isDefined(for: loss, outputs: P.rows) else { return nil }
    switch self {
    case .accuracy:
      return weightedMean(samples(P) { loss.predictedClass(P, sample: $0) == Int(Y[0, $0]) ? 1 : 0 })
    case .balancedAccuracy, .f1, .mcc:
      let classes = ConfusionCounts.Classes(P, Y, loss)
      return { weights in
        let confusion = ConfusionCounts(classes, weights)
        return switch self {
        case .balancedAccuracy: confusion.balancedAccuracy
        case .f1: confusion.f1
        default: confusion.correlation
        }
      }
    case .logLoss:
      return weightedMean(samples(P) { -log(max(probability(P, of: Int(Y[0, $0]), sample: $0), 1e-15)) })
    case .brier: return weightedMean(samples(P) { squaredError(P, of: Int(Y[0, $0]), sample: $0) })
    case .ece: return calibrationError(P, Y, loss)
    case .auc, .averagePrecision:
      guard let ranking = RankedScores(P, Y) else { return nil }
      return self == .auc ? ranking.area : ranking.averagePrecision
    case .rmse:
      let squared = weightedMean(errors(P, Y) { ($1 - $0) * ($1 - $0) })
      return { squared($0)?.squareRoot() }
    case .mae: return weightedMean(errors(P, Y) { abs($1 - $0) })
    case .r2: return overOutputs(P, Y) { determination($0, $1) }
    case .medianAbsoluteError: return overOutputs(P, Y) { median(zip($0, $1).map { abs($1 - $0) }) }
    case .mape: return weightedMean(errors(P, Y) { abs($1 - $0) / max(abs($1), .ulpOfOne) })
    case .pinball:
      let tau = loss.name == .quantile ? Double(loss.parameter) : 0.5
      return weightedMean(errors(P, Y) { max(tau * ($1 - $0), (tau - 1) * ($1 - $0)) })
    case .poissonDeviance:
      // That of a number for which it is not defined is NaN.
      let terms = errors(P, Y) { p, y in
        y >= 0 && p > 0 ? 2 * ((y == 0 ? 0 : y * log(y / p)) - y + p) : .nan
      }
      return terms.contains(where: \.isNaN) ? nil : weightedMean(terms)
    }
  }
}

/// A metric of given predictions as a function of how much each sample counts.
package typealias WeightedMetric = @Sendable (_ weights: [Float]) -> Double?

/// Something of each sample.
private func samples(_ P: Matrix, _ f: (Int) -> Double) -> [Double] { (0..<P.columns).map(f) }

/// The mean over the outputs of a function of prediction and number, of each sample.
private func errors(_ P: Matrix, _ Y: Matrix, _ f: (_ p: Double, _ y: Double) -> Double) -> [Double] {
  samples(P) { n in
    (0..<P.rows).reduce(0) { $0 + f(Double(P[$1, n]), Double(Y[$1, n])) } / Double(P.rows)
  }
}

/// The weighted mean of something that each sample has.
package func weightedMean(_ terms: [Double]) -> WeightedMetric {
  { weights in
    var (total, weight) = (0.0, 0.0)
    for (n, term) in terms.enumerated() {
      total += Double(weights[n]) * term
      weight += Double(weights[n])
    }
    return total / weight
  }
}

/// The mean over the outputs of a measure of the predictions and numbers of one.
private func overOutputs(_ P: Matrix, _ Y: Matrix, _ measure: ([Double], [Double]) -> WeightedMetric)
  -> WeightedMetric
{
  let measures = (0..<P.rows).map { i in
    measure(samples(P) { Double(P[i, $0]) }, samples(P) { Double(Y[i, $0]) })
  }
  return { weights in
    measures.reduce(0) { total, measure in total + (measure(weights) ?? .nan) } / Double(measures.count)
  }
}

/// R² of the predictions of one output.
private func determination(_ p: [Double], _ y: [Double]) -> WeightedMetric {
  { weights in
    var (weight, sum, residual, spread) = (0.0, 0.0, 0.0, 0.0)
    for (w, y) in zip(weights, y) {
      weight += Double(w)
      sum += Double(w) * y
    }
    for n in y.indices {
      residual += Double(weights[n]) * (y[n] - p[n]) * (y[n] - p[n])
      spread += Double(weights[n]) * (y[n] - sum / weight) * (y[n] - sum / weight)
    }
    return spread == 0 ? (residual == 0 ? 1 : 0) : 1 - residual / spread
  }
}

/// The weighted median, the mean of two numbers where half of the weight is below each.
private func median(_ numbers: [Double]) -> WeightedMetric {
  // NaN has no rank.
  if numbers.contains(where: \.isNaN) { return { _ in .nan } }
  let ranked = numbers.indices.sorted { numbers[$0] < numbers[$1] }
  return { weights in
    let half = weights.reduce(0) { $0 + Double($1) } / 2
    var below = 0.0
    var lower: Double?
    for n in ranked where weights[n] > 0 {
      if let lower { return (lower + numbers[n]) / 2 }
      below += Double(weights[n])
      if below - half > .ulpOfOne { return numbers[n] }
      if below >= half { lower = numbers[n] }
    }
    return lower
  }
}

/// The probability that P gives class c of sample n.
private func probability(_ P: Matrix, of c: Int, sample n: Int) -> Double {
  P.rows > 1 ? Double(P[c, n]) : c == 1 ? Double(P[0, n]) : 1 - Double(P[0, n])
}

/// Brier's score of sample n, whose class is c.
private func squaredError(_ P: Matrix, of c: Int, sample n: Int) -> Double {
  if P.rows <= 2 {
    let miss = 1 - probability(P, of: c, sample: n)
    return miss * miss
  }
  return (0..<P.rows).reduce(0) { total, k in
    let difference = Double(P[k, n]) - (k == c ? 1 : 0)
    return total + difference * difference
  }
}

/// The expected calibration error.
private func calibrationError(_ P: Matrix, _ Y: Matrix, _ loss: Loss) -> WeightedMetric {
  let bins = 10
  var bin = [Int](repeating: 0, count: P.columns)
  var gap = [Double](repeating: 0, count: P.columns)
  for n in 0..<P.columns {
    let predicted = loss.predictedClass(P, sample: n)
    let confidence = probability(P, of: predicted, sample: n)
    // The bounds belong to the bin below; NaN is in no bin and makes all NaN.
    bin[n] = confidence.isNaN ? 0 : min(max(Int((confidence * Double(bins)).rounded(.up)) - 1, 0), bins - 1)
    gap[n] = (predicted == Int(Y[0, n]) ? 1 : 0) - confidence
  }
  return { [bin, gap] weights in
    var gaps = [Double](repeating: 0, count: bins)
    var weight = 0.0
    for (n, w) in weights.enumerated() {
      gaps[bin[n]] += Double(w) * gap[n]
      weight += Double(w)
    }
    return gaps.reduce(0) { $0 + abs($1) } / weight
  }
}
