/// The inputs of a network, d(0) in all, and how the rows of X describe them.
///
/// Each dense input has a row of X. Other inputs are described by one row per column of the table, with a number t for
/// each sample:
/// - one-hot inputs: the t-th is 1, all others are 0;
/// - bins: the first t are 1, the next is the fraction of t, all others are 0;
/// - an embedding of categories: the inputs are the t-th column of a learned matrix U;
/// - an embedding of bins: U times the bins, that is the sum of its first t columns, plus the fraction of t times the
///   next;
/// - a periodic embedding: U times the cosines of 2π · f · t + p, and a 1, with learned frequencies f and phases p
///   (PBLD of Holzmüller, Grinsztajn and Steinwart, "Better by Default", 2024, which has t itself beside them).
///
/// The products of one-hot inputs and bins are not multiplied out but looked up. X has the dense rows first, then one
/// for each lookup, then one for each embedding. A(0), which is multiplied, has the dense inputs and those of
/// embeddings.
package struct InputLayout: Hashable, Sendable {
  /// Looked-up inputs of one number, as columns of V.
  package struct Lookup: Hashable, Sendable {
    /// Their columns of V.
    package let columns: Range<Int>
    /// The index of the first among all inputs.
    package let first: Int
    /// Whether all inputs up to the t-th count, as with bins.
    package let isCumulative: Bool
  }

  /// Inputs that a learned matrix U makes of one number.
  package struct Embedding: Hashable, Sendable {
    package let kind: EmbeddingKind
    /// The columns of U: categories, bins, or frequencies and one more for the bias, which decays with U.
    package let columns: Int
    /// Their indices among the inputs of all embeddings.
    package let rows: Range<Int>
    /// Whether all columns up to the t-th count.
    package var isCumulative: Bool { kind == .piecewiseLinear }
    /// The number of frequencies.
    package var frequencies: Int { kind == .periodic ? columns - 1 : 0 }
  }

  package let parts: [InputGroup]
  package let lookups: [Lookup]
  package let embeddings: [Embedding]
  /// The indices among all inputs of the rows of A(0): the dense ones, then those of embeddings.
  package let multiplied: [Int]
  /// d(0).
  package let count: Int
  /// The first column of V of each lookup.
  let firsts: [Int32]

  /// The number of dense inputs, which are the first rows of X and of A(0).
  package var dense: Int { multiplied.count - embedded }
  /// The number of inputs of embeddings, which are the last rows of A(0).
  package var embedded: Int { embeddings.last?.rows.upperBound ?? 0 }
  /// The number of columns of V.
  package var lookupColumns: Int { count - multiplied.count }
  /// The number of rows of X.
  package var rows: Int { dense + lookups.count + embeddings.count }

  /// The row of X with the number of a lookup.
  package func row(ofLookup c: Int) -> Int { dense + c }
  /// The row of X with the number of an embedding.
  package func row(ofEmbedding c: Int) -> Int { dense + lookups.count + c }

  package init(_ parts: [InputGroup]) {
    var (dense, embedded): ([Int], [Int]) = ([], [])
    var lookups: [Lookup] = []
    var embeddings: [Embedding] = []
    var (first, column) = (0, 0)
    for part in parts {
      let places = first..<first + part.count
      first = places.upperBound
      func embed(_ kind: EmbeddingKind, _ columns: Int) {
        let rows = embedded.count..<embedded.count + places.count
        embeddings.append(Embedding(kind: kind, columns: columns, rows: rows))
        embedded += places
      }
      switch part {
      case .dense: dense += places
      case .oneHot(let count), .piecewiseLinear(let count):
        lookups.append(
          Lookup(
            columns: column..<column + count, first: places.lowerBound,
            isCumulative: part == .piecewiseLinear(count)))
        column += count
      case .embedding(let categories, _): embed(.categories, categories)
      case .embeddedPiecewiseLinear(let bins, _): embed(.piecewiseLinear, bins)
      case .periodic(let frequencies, _): embed(.periodic, frequencies + 1)
      }
    }
    self.parts = parts
    self.lookups = lookups
    self.embeddings = embeddings
    multiplied = dense + embedded
    count = first
    firsts = lookups.map { Int32($0.columns.lowerBound) }
  }
}

/// What the columns of U stand for.
package enum EmbeddingKind: Hashable, Sendable { case categories, piecewiseLinear, periodic }
