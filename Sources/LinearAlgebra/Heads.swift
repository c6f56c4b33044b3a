import CKernels

/// Products and sums over the heads of a network: column n · heads + h is sample n of head h.
extension Elementwise {
  /// A ← R ⊙ X: column n · heads + h of A is column h of R times column n of X.
  ///
  /// X is d × N, R is d × heads, A is d × N · heads.
  package static func broadcast(_ X: Matrix, _ R: Matrix, into A: Matrix) {
    precondition(
      A.isContiguous && R.isContiguous && X.rows == A.rows && R.rows == A.rows, "the shapes differ")
    precondition(A.columns == X.columns * R.columns, "one column for each head of each sample")
    unsafe broadcast_heads(A.base, X.base, X.stride, R.base, X.rows, X.columns, R.columns)
  }

  /// Backward of `broadcast` for X: dX ← Σ R ⊙ dA over the heads of a sample.
  ///
  /// dX is d × N, R is d × heads, dA is d × N · heads.
  package static func gather(heads dA: Matrix, _ R: Matrix, into dX: Matrix) {
    precondition(dX.isContiguous && dX.rows == dA.rows && R.rows == dA.rows, "the shapes differ")
    precondition(dA.columns == dX.columns * R.columns, "one column for each head of each sample")
    unsafe gather_heads(
      dX.base, dA.base, dA.stride, R.base, R.stride, dX.rows, dX.columns, R.columns)
  }

  /// Backward of `broadcast` for R: dR ← Σ X ⊙ dA over the samples of a head.
  ///
  /// dR is d × heads, X is d × N, dA is d × N · heads.
  package static func scatter(heads dA: Matrix, _ X: Matrix, into dR: Matrix) {
    precondition(dA.isContiguous && dR.isContiguous && X.rows == dA.rows && dR.rows == dA.rows)
    precondition(dA.columns == X.columns * dR.columns, "one column for each head of each sample")
    unsafe scatter_heads(dR.base, dA.base, X.base, X.stride, X.rows, X.columns, dR.columns)
  }

  /// Z ← Z + X for each head: Z is d × N · heads, X is d × N.
  package static func add(_ X: Matrix, toHeadsOf Z: Matrix) {
    precondition(X.isContiguous && Z.isContiguous && X.rows == Z.rows, "the shapes differ")
    precondition(X.columns > 0 && Z.columns % X.columns == 0, "as many heads for each sample")
    unsafe add_to_heads(Z.base, X.base, X.rows, X.columns, Z.columns / X.columns)
  }

  /// X ← the sum over the heads of each sample: X is d × N, Z is d × N · heads.
  package static func sum(headsOf Z: Matrix, into X: Matrix) {
    precondition(X.isContiguous && Z.isContiguous && X.rows == Z.rows, "the shapes differ")
    precondition(X.columns > 0 && Z.columns % X.columns == 0, "as many heads for each sample")
    unsafe sum_heads(X.base, Z.base, X.rows, X.columns, Z.columns / X.columns)
  }

  /// A ← the columns of X (same rows) with these indices, in this order, each once per head.
  package static func gather(_ indices: ArraySlice<Int32>, of X: Matrix, into A: Matrix, heads: Int) {
    guard heads > 1 else { return gather(indices, of: X, into: A) }
    precondition(X.isContiguous && A.isContiguous && A.rows == X.rows, "the shapes differ")
    precondition(A.columns == indices.count * heads, "one column for each head of each sample")
    for (n, index) in indices.enumerated() {
      precondition(index >= 0 && index < X.columns, "column out of the matrix")
      for column in n * heads..<(n + 1) * heads {
        unsafe (A.base + column * A.rows).update(from: X.base + Int(index) * X.rows, count: X.rows)
      }
    }
  }
}
