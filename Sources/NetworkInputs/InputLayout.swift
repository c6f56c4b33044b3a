/// The inputs of a network, d(0) in all, and how the rows of X tell them.
///
/// Plain inputs have a row of X each. Of others many are told by one row, a number t:
/// - of the inputs of a word, the t-th is 1, and all others are 0;
/// - of the pieces of a number the first t are 1, the next is what is left of t, and all others are 0;
/// - of an embedding of words the inputs are the t-th column of a matrix U that is learned;
/// - of an embedding of pieces they are U times the pieces: the sum of its first t columns, and of the next what is
///   left of t;
/// - of a periodic embedding they are U times the cosines of 2π · f · t + p, and a 1, with frequencies f and phases p that
///   are learned (the PBLD of Holzmüller, Grinsztajn and Steinwart, "Better by Default", 2024, which has t itself beside
///   them).
///
/// What words and pieces come to is not multiplied out but looked up. X has the plain rows first, then one for
/// each lookup, then one for each embedding; A(0), which is multiplied, has plain inputs and those of embeddings.
package struct InputLayout: Hashable, Sendable {
  /// Inputs of one number, as columns of V.
  package struct Lookup: Hashable, Sendable {
    /// Their columns of V.
    package let columns: Range<Int>
    /// Their places among all inputs begin here.
    package let first: Int
    /// Whether all up to the t-th count.
    package let isCumulative: Bool
  }

  /// Inputs that U makes of one number.
  package struct Embedding: Hashable, Sendable {
    package let kind: EmbeddingKind
    /// The columns of U: words, or pieces, or frequencies and one more, which is a bias that decays with U.
    package let columns: Int
    /// Their places among those of all embeddings.
    package let rows: Range<Int>
    /// Whether all columns up to the t-th count.
    package var isCumulative: Bool { kind == .piecewiseLinear }
    /// How many frequencies there are.
    package var frequencies: Int { kind == .periodic ? columns - 1 : 0 }
  }

  package let parts: [InputGroup]
  package let lookups: [Lookup]
  package let embeddings: [Embedding]
  /// The places among all inputs of those of A(0): the plain ones, and then those of embeddings.
  package let multiplied: [Int]
  /// d(0).
  package let count: Int
  /// The first column of V of each lookup.
  let firsts: [Int32]

  /// The plain inputs, which are the first rows of X and of A(0).
  package var dense: Int { multiplied.count - embedded }
  /// The inputs of embeddings, which are the last rows of A(0).
  package var embedded: Int { embeddings.last?.rows.upperBound ?? 0 }
  /// The columns of V.
  package var lookupColumns: Int { count - multiplied.count }
  /// The rows of X.
  package var rows: Int { dense + lookups.count + embeddings.count }

  /// The row of X that tells a lookup.
  package func row(ofLookup c: Int) -> Int { dense + c }
  /// The row of X that tells an embedding.
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
      case .embedding(let words, _): embed(.categories, words)
      case .embeddedPiecewiseLinear(let pieces, _): embed(.piecewiseLinear, pieces)
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
