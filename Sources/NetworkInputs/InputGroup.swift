/// Consecutive inputs of one form; all but dense ones are described by one number t per sample.
package enum InputGroup: Hashable, Sendable {
  case dense(Int)
  /// t is the position of the input that is 1, from 1; 0 for none.
  case oneHot(Int)
  /// t is from 0 to the number of bins.
  case piecewiseLinear(Int)
  /// t is the index of a category, from 1; 0 for none, whose inputs are 0.
  case embedding(categories: Int, size: Int)
  /// t is from 0 to the number of bins.
  case embeddedPiecewiseLinear(Int, size: Int)
  /// t is any number.
  case periodic(frequencies: Int, size: Int)

  package var count: Int {
    switch self {
    case .dense(let count), .oneHot(let count), .piecewiseLinear(let count): count
    case .embedding(_, let size), .embeddedPiecewiseLinear(_, let size), .periodic(_, let size): size
    }
  }

  /// The number of inputs below which a lookup costs more than a product.
  package static let minimumLookupSize = 8
}
