/// The inputs of a network, d(0) in all, and how the rows of X tell them.
///
/// Plain inputs have a row of X each. Of others many are told by one row, a number t:
/// of the inputs of a word, the t-th is 1, and of the pieces of a number the first t are, and the next is
/// what is left of t; all others are 0. What is told by one number is not multiplied out but looked up.
///
/// X has the plain rows first, and then one for each lookup.
package struct Inputs: Hashable, Sendable {
  /// Inputs that follow each other.
  package enum Part: Hashable, Sendable {
    case plain(Int)
    /// t is the place of the one that is 1, from 1; or 0 for none.
    case oneHot(Int)
    /// t is from 0 to their number.
    case pieces(Int)

    package var count: Int {
      switch self {
      case .plain(let count), .oneHot(let count), .pieces(let count): count
      }
    }

    /// Inputs below which a lookup costs more than the product.
    package static let fewest = 8
  }

  /// Inputs of one number, as columns of V.
  package struct Lookup: Hashable, Sendable {
    /// Their columns of V.
    package let columns: Range<Int>
    /// Their places among all inputs begin here.
    package let first: Int
    /// Whether all up to the t-th count.
    package let addsUp: Bool
  }

  package let parts: [Part]
  /// The places of the plain inputs among all, in order.
  package let plain: [Int]
  package let lookups: [Lookup]
  /// d(0).
  package let count: Int
  /// The first column of V of each lookup.
  let firsts: [Int32]

  /// The columns of V.
  package var lookedUp: Int { count - plain.count }
  /// The rows of X.
  package var rows: Int { plain.count + lookups.count }

  package init(_ parts: [Part]) {
    var plain: [Int] = []
    var lookups: [Lookup] = []
    var first = 0
    var column = 0
    for part in parts {
      switch part {
      case .plain(let count): plain += first..<first + count
      case .oneHot(let count), .pieces(let count):
        lookups.append(Lookup(columns: column..<column + count, first: first, addsUp: part == .pieces(count)))
        column += count
      }
      first += part.count
    }
    self.parts = parts
    self.plain = plain
    self.lookups = lookups
    count = first
    firsts = lookups.map { Int32($0.columns.lowerBound) }
  }
}
