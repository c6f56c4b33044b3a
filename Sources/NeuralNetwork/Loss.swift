import CKernels
import Glibc
import LinearAlgebra

/// What training makes small: L = 1/N · Σ w(n) · l(z(n), y(n)) over the N samples of a minibatch, where
/// l is summed over the outputs.
///
/// The output layer has no activation of its own. Its Z(L) are raw outputs, which the loss understands
/// and `applyInverseLink` turns into predictions, so that E(L) = prediction − y wherever sigmoid, softmax or exp
/// belong to the loss, with nothing to overflow.
package struct Loss: Hashable, Sendable {
  package enum Function: String, CaseIterable, Sendable {
    /// ½ (z − y)².
    case squaredError = "squared-error"
    /// |z − y|.
    case absolute
    /// ½ r² up to |r| = δ, δ (|r| − ½ δ) beyond (Huber, 1964).
    case huber
    /// The pinball loss of the quantile τ (Koenker and Bassett, 1978).
    case quantile
    /// exp(z) − y z: counts y ≥ 0 with the mean exp(z).
    case poisson
    /// −log of the probability of y ∈ {0, 1}, the probability of 1 being sigmoid(z).
    case binaryCrossEntropy = "binary-cross-entropy"
    /// −log of the probability of class y, the probabilities being softmax(z).
    case crossEntropy = "cross-entropy"
    /// max(0, 1 − y z) with y = ±1; several classes: one against the rest, summed.
    case hinge
  }

  package let name: Function
  /// Huber's δ (> 0), the quantile's τ (0 < τ < 1), label smoothing s (0 ≤ s < 1); else unused.
  package let parameter: Float

  package init(_ name: Function, parameter: Float? = nil) {
    self.name = name
    self.parameter = parameter ?? Self.defaultParameter(of: name)
  }

  /// The parameter a loss has when none is given.
  package static func defaultParameter(of name: Function) -> Float {
    switch name {
    case .huber: 1
    case .quantile: 0.5
    case .squaredError, .absolute, .poisson, .binaryCrossEntropy, .crossEntropy, .hinge: 0
    }
  }

  /// Whether the loss has a parameter.
  package var hasParameter: Bool {
    switch name {
    case .huber, .quantile, .binaryCrossEntropy, .crossEntropy: true
    case .squaredError, .absolute, .poisson, .hinge: false
    }
  }

  /// Whether the parameter is one that the loss can have.
  package var isValid: Bool {
    switch name {
    case .huber: parameter > 0 && parameter.isFinite
    case .quantile: parameter > 0 && parameter < 1
    case .binaryCrossEntropy, .crossEntropy: parameter >= 0 && parameter < 1
    case .squaredError, .absolute, .poisson, .hinge: parameter.isFinite
    }
  }

  /// Whether y is a class, 0, 1, …, rather than a number.
  package var isClassification: Bool {
    switch name {
    case .binaryCrossEntropy, .crossEntropy, .hinge: true
    case .squaredError, .absolute, .huber, .quantile, .poisson: false
    }
  }

  /// Whether it is −log of the probability of the true class.
  package var isCrossEntropy: Bool { name == .binaryCrossEntropy || name == .crossEntropy }

  /// The rows of Z(L) for a number of classes: one for two classes where the loss is binary.
  package func outputs(forClasses classes: Int) -> Int {
    switch name {
    case .binaryCrossEntropy: 1
    case .hinge: classes == 2 ? 1 : classes
    case .crossEntropy, .squaredError, .absolute, .huber, .quantile, .poisson: classes
    }
  }

  /// The loss of each sample, w(n) · l(z(n), y(n)), into `losses` (1 × N), and E ← scale · w(n) · dl/dZ.
  ///
  /// Z and E are outputs × N, weights 1 × N. Y is outputs × N, or 1 × N with classes. With
  /// scale = 1/N, E is E(L) of the maths.
  package func lossAndGradient(
    _ Z: Matrix, _ Y: Matrix, weights: Matrix, into E: Matrix, losses: Matrix, scale: Float
  ) {
    switch name {
    case .crossEntropy:
      Elementwise.softmaxCrossEntropy(
        Z, Y, weights: weights, into: E, losses: losses, smoothing: parameter, scale: scale)
    case .hinge where Z.rows > 1:
      Elementwise.hinge(Z, Y, weights: weights, into: E, losses: losses, scale: scale)
    case .squaredError, .absolute, .huber, .quantile, .poisson, .binaryCrossEntropy, .hinge:
      Elementwise.loss(
        kernel, Z, Y, weights: weights, into: E, losses: losses, parameter: parameter, scale: scale)
    }
  }

  /// Turns raw outputs Z (outputs × N) into predictions: probabilities, means of counts, or as they are.
  package func applyInverseLink(_ Z: Matrix) {
    switch name {
    case .binaryCrossEntropy: Elementwise.sigmoid(Z)
    case .crossEntropy: Elementwise.softmax(Z)
    case .poisson: Elementwise.exponential(Z)
    case .squaredError, .absolute, .huber, .quantile, .hinge: break
    }
  }

  /// Z (outputs × N) ← raw outputs that predict the mean of what those of heads (outputs × N · heads) predict, which
  /// become their predictions.
  func average(heads: Matrix, into Z: Matrix) {
    guard heads.columns > Z.columns else { return Z.assign(heads) }
    applyInverseLink(heads)
    Elementwise.sum(headsOf: heads, into: Z)
    let share = Float(Z.columns) / Float(heads.columns)
    for n in 0..<Z.columns {
      for i in 0..<Z.rows { Z[i, n] = rawOutput(predicting: Z[i, n] * share) }
    }
  }

  /// What `applyInverseLink` makes this prediction of; in softmax, up to what is the same for all classes.
  private func rawOutput(predicting p: Float) -> Float {
    switch name {
    case .binaryCrossEntropy:
      let q = min(max(p, 1e-30), 1 - .ulpOfOne / 2)
      return log(q / (1 - q))
    case .crossEntropy, .poisson: return log(max(p, 1e-30))
    case .squaredError, .absolute, .huber, .quantile, .hinge: return p
    }
  }

  /// The class of sample n among predictions P: the likeliest, or by the side of the boundary.
  package func predictedClass(_ P: Matrix, sample n: Int) -> Int {
    if P.rows == 1 { return P[0, n] > (name == .hinge ? 0 : 0.5) ? 1 : 0 }
    return (1..<P.rows).reduce(0) { P[$1, n] > P[$0, n] ? $1 : $0 }
  }

  private var kernel: LossKernel {
    switch name {
    case .squaredError: LOSS_SQUARED_ERROR
    case .absolute: LOSS_ABSOLUTE
    case .huber: LOSS_HUBER
    case .quantile: LOSS_QUANTILE
    case .poisson: LOSS_POISSON
    case .binaryCrossEntropy, .crossEntropy: LOSS_BINARY_CROSS_ENTROPY
    case .hinge: LOSS_HINGE
    }
  }
}
