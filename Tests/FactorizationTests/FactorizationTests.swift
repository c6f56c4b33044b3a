import Factorization
import LinearAlgebra
import Testing

struct FactorizationTests {
  @Test("orthonormalized columns are orthonormal, and span what they spanned")
  func orthonormalize() {
    var random = Random(seed: 4, stream: .initialization)
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
}
