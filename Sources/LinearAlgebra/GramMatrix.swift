import Parallel

/// G = Σ x xᵀ over the columns x of matrices, in double precision: the matrix of normal equations.
///
/// Only the lower triangle is stored. A row of x that holds the target yields the right-hand side and the sum of
/// squares in the same product.
package struct GramMatrix: Sendable {
  /// The rows of x, d.
  package let order: Int
  /// d × d, column after column; elements above the diagonal are undefined.
  package private(set) var elements: [Double]
  private var block: [Double] = []

  /// The sum over no columns, zero.
  package init(order: Int) {
    self.order = order
    elements = [Double](repeating: 0, count: order * order)
  }

  /// Sets the sum to zero.
  package mutating func reset() {
    for i in elements.indices { elements[i] = 0 }
  }

  /// Σ xᵢ xⱼ.
  package subscript(i: Int, j: Int) -> Double {
    elements[min(i, j) * order + max(i, j)]
  }

  /// G ← G + XXᵀ, with X (d × N).
  ///
  /// The work is cut into blocks of columns of G by d alone, so any number of threads gives the same bits.
  package mutating func add(_ X: Matrix, on workers: ThreadPool) {
    precondition(X.rows == order && X.isContiguous, "the shapes differ")
    if block.count < X.count { block = [Double](repeating: 0, count: X.count) }
    Elementwise.toDouble(X, into: &block)
    let order = order
    let width = Self.blockWidth
    let tasks = (order + width - 1) / width
    unsafe block.withUnsafeBufferPointer { x in
      unsafe elements.withUnsafeMutableBufferPointer { g in
        guard let x = x.baseAddress, let g = g.baseAddress else { return }
        let memory = unsafe ProductMemory(x: x, g: g)
        workers.run(tasks) { task in
          let columns = task * width..<min((task + 1) * width, order)
          unsafe addProduct(memory.x, memory.g, columns, order: order, samples: X.columns)
        }
      }
    }
  }

  private static let blockWidth = 96
}

/// The memory that the tasks of a product share: they read x, and each writes its own columns of g.
@safe private struct ProductMemory: @unchecked Sendable {
  let x: UnsafePointer<Double>
  let g: UnsafeMutablePointer<Double>
}
