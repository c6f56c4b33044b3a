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

/// The factorization A = LLᵀ of a symmetric positive definite matrix, L being lower triangular.
package struct Cholesky {
  private let order: Int
  /// The columns of L, each `stride` after the one before.
  private var L: [Double]
  private let stride: Int

  /// Factorizes the first `order` rows and columns of G + shift · I.
  ///
  /// Nil where that is not positive definite to working precision.
  package init?(_ G: GramMatrix, order: Int, shift: Double) {
    self.init(G, order: order) { _ in shift }
  }

  /// Factorizes the first `order` rows and columns of G with `shift(i)` added to element i of the diagonal.
  package init?(_ G: GramMatrix, order: Int, shift: (Int) -> Double) {
    precondition(order > 0 && order <= G.order, "rows out of the matrix")
    self.order = order
    stride = G.order
    L = G.elements
    for i in 0..<order { L[i * stride + i] += shift(i) }
    guard (0..<order).allSatisfy({ L[$0 * stride + $0].isFinite }) else { return nil }
    let status = unsafe LAPACKE_dpotrf(LAPACK_COL_MAJOR, lower, Int32(order), &L, Int32(stride))
    precondition(status >= 0, "LAPACK refused a Cholesky factorization")
    guard status == 0 else { return nil }
  }

  /// The x of Ax = b.
  package func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "one number a row")
    var x = b
    let status = unsafe LAPACKE_dpotrs(
      LAPACK_COL_MAJOR, lower, Int32(order), 1, L, Int32(stride), &x, Int32(order))
    precondition(status == 0, "LAPACK refused to solve")
    return x
  }

  /// The diagonal of A⁻¹ = L⁻ᵀL⁻¹: the sums of the squares of the columns of L⁻¹.
  package func diagonalOfInverse() -> [Double] {
    var inverse = L
    let status = unsafe LAPACKE_dtrtri(
      LAPACK_COL_MAJOR, lower, CChar(UInt8(ascii: "N")), Int32(order), &inverse, Int32(stride))
    precondition(status == 0, "LAPACK refused to invert")
    return (0..<order).map { j in
      inverse[j * stride + j..<j * stride + order].reduce(0) { $0 + $1 * $1 }
    }
  }

  private var lower: CChar { CChar(UInt8(ascii: "L")) }
}
