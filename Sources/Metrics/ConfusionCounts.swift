import LinearAlgebra
import NeuralNetwork

/// What metrics of classes are told from: the weight of the samples of each class, of those that were given
/// it, and of those of whom both hold.
struct ConfusionCounts {
  /// The true and the predicted class of each sample.
  struct Classes: Sendable {
    let count: Int
    let actual: [Int]
    let predicted: [Int]

    /// P is outputs × N, Y 1 × N.
    init(_ P: Matrix, _ Y: Matrix, _ loss: Loss) {
      count = max(2, P.rows)
      actual = (0..<Y.columns).map { Int(Y[0, $0]) }
      predicted = (0..<P.columns).map { loss.predictedClass(P, sample: $0) }
    }
  }

  private var actual: [Double]
  private var predicted: [Double]
  private var right: [Double]

  init(_ classes: Classes, _ weights: [Float]) {
    // Adding into one array is faster than into three, and a bootstrap does it for each of its draws.
    let K = classes.count
    var sums = [Double](repeating: 0, count: 3 * K)
    for (n, w) in weights.enumerated() {
      let (y, p) = (classes.actual[n], classes.predicted[n])
      sums[y] += Double(w)
      sums[K + p] += Double(w)
      sums[2 * K + y] += y == p ? Double(w) : 0
    }
    (actual, predicted, right) = (Array(sums[..<K]), Array(sums[K..<2 * K]), Array(sums[(2 * K)...]))
  }

  /// Classes without a sample do not count.
  var balancedAccuracy: Double {
    let present = actual.indices.filter { actual[$0] > 0 }
    return present.reduce(0) { $0 + right[$1] / actual[$1] } / Double(present.count)
  }

  /// Of class 1 of two, else the mean over the classes that are among the samples or the predictions.
  var f1: Double {
    if actual.count == 2 { return f1(1) }
    let present = actual.indices.filter { actual[$0] + predicted[$0] > 0 }
    return present.reduce(0) { $0 + f1($1) } / Double(present.count)
  }

  private func f1(_ c: Int) -> Double {
    let total = actual[c] + predicted[c]
    return total > 0 ? 2 * right[c] / total : 0
  }

  /// R_K of Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient" (2004);
  /// 0 where all samples are, or are given, one class.
  var correlation: Double {
    let weight = actual.reduce(0, +)
    let together = zip(actual, predicted).reduce(0) { $0 + $1.0 * $1.1 }
    let variances =
      (weight * weight - actual.reduce(0) { $0 + $1 * $1 })
      * (weight * weight - predicted.reduce(0) { $0 + $1 * $1 })
    return variances > 0 ? (right.reduce(0, +) * weight - together) / variances.squareRoot() : 0
  }
}
