import LinearAlgebra
import Parallel
import Testing

struct GramMatrixTests {
  @Test("the Gram matrix is the sum of the products of columns over several matrices", arguments: [3, 130])
  func sum(_ order: Int) {
    var random = RandomStream(seed: 2, stream: .initialization)
    let X = Matrix(rows: order, columns: 50, (0..<order * 50).map { _ in random.normal() })
    var G = GramMatrix(order: order)
    G.add(X.columns(0..<50), on: ThreadPool(threads: 2))
    G.reset()
    G.add(X.columns(0..<32), on: ThreadPool(threads: 2))
    G.add(X.columns(32..<50), on: ThreadPool(threads: 2))
    for i in 0..<order {
      for j in 0..<order {
        let expected = (0..<50).reduce(0.0) { $0 + Double(X[i, $1]) * Double(X[j, $1]) }
        #expect(abs(G[i, j] - expected) < 1e-12 * 50)
      }
    }
  }
}
