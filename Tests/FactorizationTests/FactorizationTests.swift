import Factorization
import LinearAlgebra
import Parallel
import Testing

struct FactorizationTests {
  @Test("orthonormalized columns are orthonormal, and span what they spanned")
  func orthonormalize() {
    var random = RandomStream(seed: 4, stream: .initialization)
    let A = Matrix(rows: 7, columns: 4, (0..<28).map { _ in random.normal() })
    let Q = A.copy()
    Factorization.orthonormalize(Q)
    let I = Matrix(rows: 4, columns: 4)
    multiply(Q.T, Q, into: I)
    for i in 0..<4 { for j in 0..<4 { #expect(abs(I[i, j] - (i == j ? 1 : 0)) < 1e-5) } }
    // QQᵀA = A, and R = QᵀA has a positive diagonal.
    let R = Matrix(rows: 4, columns: 4)
    multiply(Q.T, A, into: R)
    let back = Matrix(rows: 7, columns: 4)
    multiply(Q, R, into: back)
    for (x, y) in zip(back.elements, A.elements) { #expect(abs(x - y) < 1e-5) }
    for i in 0..<4 { #expect(R[i, i] > 0) }
  }

  /// (3, 4, 0), (0, 2, 1) and (1, 0, 2), whose products are whole numbers.
  static func gram() -> GramMatrix {
    var G = GramMatrix(order: 3)
    G.add(Matrix(rows: 3, columns: 3, [3, 4, 0, 0, 2, 1, 1, 0, 2]), on: ThreadPool(threads: 1))
    return G
  }

  @Test("Cholesky solves, and tells the diagonal of the inverse")
  func cholesky() throws {
    // G = [10 12 2; 12 20 2; 2 2 5], its determinant 256, the cofactors of its diagonal 96, 46 and 56.
    let factor = try #require(Cholesky(Self.gram(), order: 3, shift: 0))
    let x = factor.solve([10 + 24 + 6, 12 + 40 + 6, 2 + 4 + 15])
    for (found, expected) in zip(x, [1.0, 2, 3]) { #expect(abs(found - expected) < 1e-12) }
    for (found, cofactor) in zip(factor.diagonalOfInverse(), [96.0, 46, 56]) {
      #expect(abs(found - cofactor / 256) < 1e-12)
    }
  }

  @Test("the leading block is factorized alone, with its diagonal shifted")
  func leading() throws {
    let factor = try #require(Cholesky(Self.gram(), order: 2, shift: 2))
    let x = factor.solve([12 + 24, 12 + 44])
    for (found, expected) in zip(x, [1.0, 2]) { #expect(abs(found - expected) < 1e-12) }
  }

  @Test("what is not positive definite has no Cholesky factor")
  func notDefinite() {
    #expect(Cholesky(Self.gram(), order: 3, shift: -10) == nil)
  }
}
