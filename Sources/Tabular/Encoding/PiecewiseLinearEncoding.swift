import LinearAlgebra
import NetworkInputs

/// The piecewise-linear encoding of a number: one component for each bin of its column, 0 below the bin, 1 above
/// it and rising in a line within it (Gorishniy, Rubachev and Babenko, "On Embeddings for Numerical Features",
/// 2022; at both ends clipped, so that no value leaves 0…1).
///
/// A network learns a function of its own for each bin, where a scaled number gives it one line for all.
package struct PiecewiseLinearEncoding: Hashable, Sendable {
  /// The bins' bounds in ascending order, one more than there are bins.
  package let bounds: [Float]
  /// The inputs of the network that all pieces together become, by a matrix that it learns; nil for one a piece.
  package let size: Int?

  package init(bounds: [Float], size: Int?) { (self.bounds, self.size) = (bounds, size) }

  /// Bins of which half hold about as many rows each, and the others about as many different numbers each, so that
  /// rare values far from the others are told apart too.
  ///
  /// Where few numbers make up most rows, fewer bins can hold as many rows, and the others are more.
  ///
  /// Where they are eight or more, they become `size` inputs, or half as many as they are if that is less.
  init(_ numbers: SortedNumbers, bins: Int, size: Int? = nil) {
    let different = numbers.values.indices.filter { $0 == 0 || numbers.values[$0] != numbers.values[$0 - 1] }
      .map { numbers.values[$0] }
    var bounds = Set<Float>()
    if bins < 2 {
      bounds = []
    } else if different.count <= bins + 1 {
      bounds = Set(different)
    } else {
      bounds = Self.quantiles(of: numbers.values, parts: bins / 2)
      bounds.formUnion(Self.quantiles(of: different, parts: bins + 1 - bounds.count))
    }
    self.bounds = bounds.sorted()
    let count = bounds.count - 1
    self.size = size.flatMap { count < InputGroup.minimumLookupSize ? nil : min($0, (count + 1) / 2) }
  }

  private static func quantiles(of sorted: [Float], parts: Int) -> Set<Float> {
    Set((0...parts).map { sorted[Int(Double($0) / Double(parts) * Double(sorted.count - 1))] })
  }

  /// The number of components.
  var count: Int { max(0, bounds.count - 1) }

  /// The inputs of the network that they become.
  var part: InputGroup {
    size.map { .embeddedPiecewiseLinear(count, size: $0) }
      ?? (count < InputGroup.minimumLookupSize ? .dense(count) : .piecewiseLinear(count))
  }

  /// How many pieces lie below a number, with the part of its own that does: from 0 to `count`; 0 for a missing one.
  func position(of number: Float) -> Float {
    guard count > 0, number > bounds[0] else { return 0 }
    guard number < bounds[count] else { return Float(count) }
    var (k, above) = (0, count)
    while above - k > 1 {
      let middle = (k + above) / 2
      if number < bounds[middle] { above = middle } else { k = middle }
    }
    let (low, high) = (Double(bounds[k]), Double(bounds[k + 1]))
    return Float(Double(k) + (Double(number) - low) / (high - low))
  }

  /// Row `row` of X ← the position of each number.
  func write(_ numbers: [Float], into X: Matrix, row: Int) {
    for (n, number) in numbers.enumerated() { X[row, n] = position(of: number) }
  }

  /// Writes the components of each number into the rows of X from `first` on; those of a missing number stay 0.
  func write(_ numbers: [Float], into X: Matrix, at first: Int) {
    for (n, number) in numbers.enumerated() {
      let t = position(of: number)
      for k in 0..<count { X[first + k, n] = max(0, min(1, t - Float(k))) }
    }
  }
}
