/// Inputs that follow each other.
package enum InputGroup: Hashable, Sendable {
  case dense(Int)
  /// t is the place of the one that is 1, from 1; or 0 for none.
  case oneHot(Int)
  /// t is from 0 to their number.
  case piecewiseLinear(Int)
  /// t is the place of a word, from 1 to their number; or 0 for none, whose inputs are 0.
  case embedding(categories: Int, size: Int)
  /// t is from 0 to the number of pieces.
  case embeddedPiecewiseLinear(Int, size: Int)
  /// t is any number.
  case periodic(frequencies: Int, size: Int)

  package var count: Int {
    switch self {
    case .dense(let count), .oneHot(let count), .piecewiseLinear(let count): count
    case .embedding(_, let size), .embeddedPiecewiseLinear(_, let size), .periodic(_, let size): size
    }
  }

  /// Inputs below which a lookup costs more than the product.
  package static let minimumLookupSize = 8
}
