import LinearAlgebra

/// The weights and biases of a network, or anything of the same layout: a gradient, a moment.
///
/// W[l] is d(l−1) × d(l) and b[l] is d(l) × 1 for l = 1, …, L, as in the maths; index 0 is empty. All
/// are windows on one vector, in the order W(1), b(1), W(2), b(2), …
package struct Parameters: Sendable {
  /// d(0), …, d(L).
  package let widths: [Int]
  package let W: [Matrix]
  package let b: [Matrix]
  /// Every number, count × 1.
  package let all: Matrix

  /// Parameters that are all zero, for layers of these widths.
  package init(widths: [Int]) {
    precondition(widths.count >= 2 && widths.allSatisfy { $0 > 0 }, "a network has an input and an output")
    let all = Matrix(rows: Self.count(widths: widths), columns: 1)
    var W = [Matrix(rows: 0, columns: 0)]
    var b = [Matrix(rows: 0, columns: 1)]
    var offset = 0
    for (inputs, outputs) in zip(widths, widths.dropFirst()) {
      W.append(all.reshaped(from: offset, rows: inputs, columns: outputs))
      offset += inputs * outputs
      b.append(all.reshaped(from: offset, rows: outputs, columns: 1))
      offset += outputs
    }
    self.widths = widths
    self.W = W
    self.b = b
    self.all = all
  }

  /// How many numbers layers of these widths have.
  package static func count(widths: [Int]) -> Int {
    zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
  }

  /// The same numbers in memory of their own.
  package func copy() -> Parameters {
    let result = Parameters(widths: widths)
    result.all.assign(all)
    return result
  }
}
