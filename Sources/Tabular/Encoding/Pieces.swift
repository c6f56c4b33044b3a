import LinearAlgebra

/// The piecewise-linear encoding of a number: one component for each bin of its column, 0 below the bin, 1 above
/// it and rising in a line within it (Gorishniy, Rubachev and Babenko, "On Embeddings for Numerical Features",
/// 2022; at both ends clipped, so that no value leaves 0…1).
///
/// A network learns a function of its own for each bin, where a scaled number gives it one line for all.
package struct Pieces: Hashable, Codable, Sendable {
  /// The bins' bounds in ascending order, one more than there are bins.
  package let bounds: [Float]

  /// Bins that hold about as many rows each; half of them hold about as many different numbers each, so that
  /// rare values far from the others are told apart too.
  init(_ numbers: SortedNumbers, bins: Int) {
    let different = numbers.values.indices.filter { $0 == 0 || numbers.values[$0] != numbers.values[$0 - 1] }
      .map { numbers.values[$0] }
    var bounds = Set<Float>()
    if bins < 2 {
      bounds = []
    } else if different.count <= bins + 1 {
      bounds = Set(different)
    } else {
      for k in 0...bins / 2 {
        let share = Double(k) / Double(bins / 2)
        bounds.insert(numbers.values[Int(share * Double(numbers.values.count - 1))])
        bounds.insert(different[Int(share * Double(different.count - 1))])
      }
    }
    self.bounds = bounds.sorted()
  }

  /// The number of components.
  var count: Int { max(0, bounds.count - 1) }

  /// Writes the components of each number into the rows of X from `first` on; those of a missing number stay 0.
  func write(_ numbers: [Float], into X: Matrix, at first: Int) {
    guard count > 0 else { return }
    let factors = zip(bounds, bounds.dropFirst()).map { 1 / ($1 - $0) }
    for (n, number) in numbers.enumerated() where !number.isNaN {
      for k in 0..<count {
        X[first + k, n] = max(0, min(1, (number - bounds[k]) * factors[k]))
      }
    }
  }
}
