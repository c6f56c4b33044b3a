import Testing

@testable import LinearAlgebra

struct MultiplyTests {
  private func numbered(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, (0..<rows * columns).map { Float(($0 * 7 + 3) % 11) - 5 })
  }

  /// Whole numbers this small have exact products, so the plain sum is the expected value to the bit.
  @Test("AᵀB, AB and ABᵀ are the sums of the definition, also of windows on rows")
  func products() {
    let A = numbered(4, 3)
    let B = numbered(4, 5)
    let C = Matrix(rows: 3, columns: 5)
    multiply(A.T, B, into: C, scale: 2)
    for i in 0..<3 {
      for j in 0..<5 { #expect(C[i, j] == 2 * (0..<4).reduce(0) { $0 + A[$1, i] * B[$1, j] }) }
    }

    let D = numbered(3, 2)
    let E = Matrix(rows: 4, columns: 2)
    multiply(A, D, into: E)
    for i in 0..<4 { for j in 0..<2 { #expect(E[i, j] == (0..<3).reduce(0) { $0 + A[i, $1] * D[$1, j] }) } }

    let F = numbered(6, 3).rows(2..<4)
    let G = Matrix(rows: 4, columns: 2)
    multiply(A, F.T, into: G)
    for i in 0..<4 { for j in 0..<2 { #expect(G[i, j] == (0..<3).reduce(0) { $0 + A[i, $1] * F[j, $1] }) } }
  }

  @Test("equal columns have equal products, to the bit, in every position", arguments: [3, 8, 20, 256])
  func alike(_ rows: Int) {
    let a = numbered(77, rows)
    let A = Matrix(rows: 77, columns: rows, a.elements.map { 1 / ($0 + 7) })
    let B = Matrix(rows: 77, columns: 100, (0..<7700).map { 1 / Float($0 % 77 + 3) })
    let C = Matrix(rows: rows, columns: 100)
    multiplyPositionInvariant(A.T, B, into: C)
    for j in 1..<100 { #expect(C.columns(j..<j + 1).elements == C.columns(0..<1).elements) }
  }

  @Test("a window shares the elements of its matrix, a copy does not")
  func windows() {
    let A = numbered(2, 3)
    let copy = A.copy()
    A.columns(1..<3)[1, 0] = 99
    #expect(A[1, 1] == 99)
    #expect(copy[1, 1] != 99)
    #expect(A.rows(1..<2)[0, 1] == 99)
  }
}
