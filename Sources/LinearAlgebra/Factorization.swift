import CLAPACKE

/// Factorizations, by LAPACK.
package enum Factorization {
  /// Replaces A (m × n, m ≥ n) by the Q of A = QR with positive diagonal of R: orthonormal columns.
  ///
  /// With A normally distributed, Q is evenly distributed over the orthogonal matrices (Mezzadri,
  /// "How to generate random matrices from the classical compact groups", 2007).
  package static func orthonormalize(_ A: Matrix) {
    precondition(A.isContiguous && A.rows >= A.columns && A.columns > 0, "more columns than rows")
    let m = Int32(A.rows)
    let n = Int32(A.columns)
    var tau = [Float](repeating: 0, count: A.columns)
    var status = unsafe LAPACKE_sgeqrf(LAPACK_COL_MAJOR, m, n, A.base, m, &tau)
    precondition(status == 0, "LAPACK refused a QR factorization")
    let flipped = (0..<A.columns).filter { A[$0, $0] < 0 }
    status = unsafe LAPACKE_sorgqr(LAPACK_COL_MAJOR, m, n, n, A.base, m, tau)
    precondition(status == 0, "LAPACK refused to form Q")
    for j in flipped {
      for i in 0..<A.rows { A[i, j] = -A[i, j] }
    }
  }
}
