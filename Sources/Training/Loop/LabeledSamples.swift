import LinearAlgebra

/// Training or validation samples with their targets and weights.
package struct LabeledSamples: Sendable {
  /// `inputs.rows` × samples.
  package let X: Matrix
  /// Outputs × samples, or 1 × samples with classes.
  package let Y: Matrix
  /// 1 × samples, with mean 1 over the training rows.
  package let weights: Matrix

  /// Samples with these weights, or with equal weights.
  package init(X: Matrix, Y: Matrix, weights: Matrix? = nil) {
    precondition(X.columns == Y.columns && weights?.columns ?? X.columns == X.columns, "one column a sample")
    self.X = X
    self.Y = Y
    self.weights = weights ?? Matrix(rows: 1, columns: X.columns, repeating: 1)
  }

  package var count: Int { X.columns }
}
