import LinearAlgebra

/// Samples to learn from or to be judged by.
package struct LabeledSamples: Sendable {
  /// Features × samples.
  package let X: Matrix
  /// Outputs × samples, or 1 × samples with classes.
  package let Y: Matrix
  /// 1 × samples, with mean 1 over the training part.
  package let weights: Matrix

  /// Samples that weigh the same unless told otherwise.
  package init(X: Matrix, Y: Matrix, weights: Matrix? = nil) {
    precondition(X.columns == Y.columns && weights?.columns ?? X.columns == X.columns, "one column a sample")
    self.X = X
    self.Y = Y
    self.weights = weights ?? Matrix(rows: 1, columns: X.columns, repeating: 1)
  }

  package var count: Int { X.columns }
}
