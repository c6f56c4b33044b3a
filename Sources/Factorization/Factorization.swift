import CLAPACKE
import LinearAlgebra

/// Factorizations, by LAPACK.
package enum Factorization {
  /// Replaces A (m × n, m ≥ n) by the Q of A = QR with positive diagonal of R: orthonormal columns.
  ///
  /// With A normally distributed, Q is evenly distributed over the orthogonal matrices (Mezzadri,
  /// "How to generate random matrices from the classical compact groups", 2007).
  package static func orthonormalize(_ A: Matrix) {
    precondition(A.rows >= A.columns && A.columns > 0, "more columns than rows")
    let m = Int32(A.rows)
    let n = Int32(A.columns)
    var Q = A.elements
    var tau = [Float](repeating: 0, count: A.columns)
    var status = unsafe LAPACKE_sgeqrf(LAPACK_COL_MAJOR, m, n, &Q, m, &tau)
    precondition(status == 0, "LAPACK refused a QR factorization")
    let flipped = (0..<A.columns).filter { Q[$0 * A.rows + $0] < 0 }
    status = unsafe LAPACKE_sorgqr(LAPACK_COL_MAJOR, m, n, n, &Q, m, tau)
    precondition(status == 0, "LAPACK refused to form Q")
    for j in flipped {
      for i in j * A.rows..<(j + 1) * A.rows { Q[i] = -Q[i] }
    }
    A.elements = Q
  }
}
