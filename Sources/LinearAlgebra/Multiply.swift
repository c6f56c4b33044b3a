import CBLAS

/// A transposed operand of a product.
///
/// No elements are moved.
package struct Transposed {
  let matrix: Matrix
}

extension Matrix {
  /// The transpose, as an operand of `multiply`.
  package var T: Transposed { Transposed(matrix: self) }
}

/// C ← scale · AᵀB, with A (k × m), B (k × n), C (m × n).
package func multiply(_ A: Transposed, _ B: Matrix, into C: Matrix, scale: Float = 1) {
  sgemm(A.matrix, CblasTrans, B, CblasNoTrans, C, scale)
}

/// C ← AᵀB such that the bits of a column of C do not depend on its position; otherwise the same as `multiply`.
///
/// It is slower on processors that have AVX2 but not AVX-512.
package func multiplyPositionInvariant(_ A: Transposed, _ B: Matrix, into C: Matrix) {
  guard let width = BLAS.current.positionInvariantColumns else { return multiply(A, B, into: C) }
  for first in stride(from: 0, to: C.columns, by: width) {
    let range = first..<min(first + width, C.columns)
    multiply(A, B.columns(range), into: C.columns(range))
  }
}

/// C ← scale · AB, with A (m × k), B (k × n), C (m × n).
package func multiply(_ A: Matrix, _ B: Matrix, into C: Matrix, scale: Float = 1) {
  sgemm(A, CblasNoTrans, B, CblasNoTrans, C, scale)
}

/// C ← scale · ABᵀ, with A (m × k), B (n × k), C (m × n).
package func multiply(_ A: Matrix, _ B: Transposed, into C: Matrix, scale: Float = 1) {
  sgemm(A, CblasNoTrans, B.matrix, CblasTrans, C, scale)
}

/// All products of the package in single precision.
private func sgemm(
  _ A: Matrix, _ transA: CBLAS_TRANSPOSE, _ B: Matrix, _ transB: CBLAS_TRANSPOSE, _ C: Matrix, _ scale: Float
) {
  let m = transA == CblasNoTrans ? A.rows : A.columns
  let k = transA == CblasNoTrans ? A.columns : A.rows
  let n = transB == CblasNoTrans ? B.columns : B.rows
  precondition(k == (transB == CblasNoTrans ? B.rows : B.columns), "the inner sizes of the product differ")
  precondition(C.rows == m && C.columns == n, "the product has another shape than its result")
  guard m > 0 && n > 0 else { return }
  guard k > 0 else { return C.clear() }
  // Read before the product, because reading it prepares the library.
  let limit = BLAS.current.smallProduct
  let width = transA == CblasNoTrans ? blockWidth(n, work: m * k, limit: limit) : n
  for first in stride(from: 0, to: n, by: width) {
    // numericCast, because the width of the BLAS's integers depends on the library.
    unsafe cblas_sgemm(
      CblasColMajor, transA, transB, numericCast(m), numericCast(min(width, n - first)), numericCast(k),
      scale, A.base, numericCast(max(A.stride, 1)),
      B.base + (transB == CblasNoTrans ? first * B.stride : first), numericCast(max(B.stride, 1)), 0,
      C.base + first * C.stride, numericCast(max(C.stride, 1)))
  }
}

/// The number of columns, out of `n` with `work` multiplications each, that are computed together: those of a small
/// product where that is faster.
private func blockWidth(_ n: Int, work: Int, limit: Int) -> Int {
  guard work > 0, n * work > limit else { return n }
  let maximum = limit / work / 32
  guard maximum > 0 else { return n }
  let blocks = (n + 32 * maximum - 1) / (32 * maximum)
  return (n + 32 * blocks - 1) / (32 * blocks) * 32
}

/// G ← G + XXᵀ in double precision, for these columns of G from the diagonal down; X is order × samples.
func addProduct(
  _ X: UnsafePointer<Double>, _ G: UnsafeMutablePointer<Double>, _ columns: Range<Int>, order: Int,
  samples: Int
) {
  let first = columns.lowerBound
  unsafe cblas_dgemm(
    CblasColMajor, CblasNoTrans, CblasTrans, numericCast(order - first), numericCast(columns.count),
    numericCast(samples), 1, X + first, numericCast(order), X + first, numericCast(order), 1,
    G + first * order + first, numericCast(order))
}
