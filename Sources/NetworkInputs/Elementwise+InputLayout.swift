import CKernels
import LinearAlgebra

/// Loops over looked-up and embedded inputs: shapes are checked here, the loops are in CKernels.
extension Elementwise {
  /// Z ← Z + VX̂, where X̂ are the looked-up inputs that X (inputs.rows × N) describes.
  ///
  /// Z is d × N; `sums` has the columns of V, those of bins as running sums.
  package static func lookUp(_ inputs: InputLayout, in X: Matrix, _ sums: Matrix, addTo Z: Matrix) {
    precondition(Z.isContiguous && sums.isContiguous && X.rows == inputs.rows && X.columns == Z.columns)
    precondition(sums.rows == Z.rows && sums.columns == inputs.lookupColumns, "the shapes differ")
    unsafe inputs.firsts.withUnsafeBufferPointer { firsts in
      guard let first = firsts.baseAddress else { return }
      unsafe add_lookups(
        Z.base, Z.stride, sums.base, Z.rows, Z.columns, X.base + inputs.dense, X.stride, first, firsts.count)
    }
  }

  /// dV ← EX̂ᵀ for the columns of V of lookup c; X is inputs.rows × N, E is d × N.
  package static func scatter(_ inputs: InputLayout, lookup c: Int, _ X: Matrix, _ E: Matrix, into dV: Matrix)
  {
    let lookup = inputs.lookups[c]
    precondition(dV.columns == lookup.columns.count, "the shapes differ")
    scatter(X, row: inputs.row(ofLookup: c), E, into: dV)
    if lookup.isCumulative { unsafe sum_down(dV.base, dV.rows, dV.columns) }
  }

  /// dU ← EX̂ᵀ for embedding c of categories or bins; X is inputs.rows × N, E is size × N.
  package static func scatter(
    _ inputs: InputLayout, embedding c: Int, _ X: Matrix, _ E: Matrix, into dU: Matrix
  ) {
    precondition(dU.columns == inputs.embeddings[c].columns, "the shapes differ")
    scatter(X, row: inputs.row(ofEmbedding: c), E, into: dU)
    if inputs.embeddings[c].isCumulative { unsafe sum_down(dU.base, dU.rows, dU.columns) }
  }

  /// Backward of periodic embedding c for U and P: dU and dP have their shapes.
  ///
  /// X is inputs.rows × N, E is size × N.
  package static func scatter(
    _ inputs: InputLayout, periodic c: Int, _ X: Matrix, _ E: Matrix, _ U: Matrix, _ P: Matrix,
    into dU: Matrix,
    _ dP: Matrix
  ) {
    precondition(U.isContiguous && P.isContiguous && dU.isContiguous && dP.isContiguous)
    precondition(dU.count == U.count && dP.count == P.count && X.columns == E.columns, "the shapes differ")
    precondition(E.rows == U.rows && U.columns == P.rows + 1 && P.columns == 2, "the shapes differ")
    let row = inputs.row(ofEmbedding: c)
    unsafe periodic_gradient(
      dU.base, dP.base, U.base, P.base, U.rows, P.rows, E.base, E.stride, X.base + row, X.stride, E.columns)
  }

  /// Adds the columns of E to those columns of dV that the numbers in a row of X refer to.
  private static func scatter(_ X: Matrix, row: Int, _ E: Matrix, into dV: Matrix) {
    precondition(dV.isContiguous && X.columns == E.columns && row < X.rows && dV.rows == E.rows)
    dV.clear()
    unsafe scatter_lookup(dV.base, E.base, E.rows, E.columns, E.stride, X.base + row, X.stride)
  }

  /// A ← the dense rows of X, and below them the inputs of each embedding, which are 0 for t = 0.
  ///
  /// X is inputs.rows × N, A is the rows of A(0) × N; `sums` has each U, those of bins as running sums, and P the
  /// frequencies and phases of periodic embeddings.
  package static func embed(
    _ inputs: InputLayout, in X: Matrix, _ sums: [Matrix], _ P: [Matrix], into A: Matrix
  ) {
    precondition(X.rows == inputs.rows && A.rows == inputs.multiplied.count && X.columns == A.columns)
    for n in 0..<X.columns {
      let (x, a) = unsafe (X.base + n * X.stride, A.base + n * A.stride)
      unsafe a.update(from: x, count: inputs.dense)
      unsafe (a + inputs.dense).update(repeating: 0, count: inputs.embedded)
      for (c, embedding) in inputs.embeddings.enumerated() where embedding.kind != .periodic {
        let t = unsafe x[inputs.row(ofEmbedding: c)]
        precondition(t >= 0 && t <= Float(embedding.columns), "a category or bin out of range")
      }
    }
    for (c, embedding) in inputs.embeddings.enumerated() {
      let (table, first) = (sums[c], inputs.dense + embedding.rows.lowerBound)
      precondition(table.isContiguous && table.rows == embedding.rows.count, "the shapes differ")
      let row = inputs.row(ofEmbedding: c)
      if embedding.kind == .periodic {
        precondition(P[c].isContiguous && P[c].rows == embedding.frequencies, "the shapes differ")
        unsafe embed_periodic(
          A.base + first, A.stride, table.base, P[c].base, table.rows, P[c].rows, X.base + row, X.stride,
          A.columns)
        continue
      }
      var column: Int32 = 0
      unsafe add_lookups(
        A.base + first, A.stride, table.base, table.rows, A.columns, X.base + row, X.stride, &column, 1)
    }
  }
}
