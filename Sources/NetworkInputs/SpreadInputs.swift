import LinearAlgebra

extension Inputs {
  /// X (`rows` × N) with a row for each input, in their order: those of words 0 and 1, those of pieces, if they are
  /// wanted, from 0 to 1.
  ///
  /// Those of embeddings are not in it.
  package func spread(_ X: Matrix, pieces: Bool = true) -> Matrix {
    precondition(X.rows == rows, "one row of X for each that tells inputs")
    let wanted = parts.reduce(0) { $0 + (isSpread($1, pieces) ? $1.count : 0) }
    let result = Matrix(rows: wanted, columns: X.columns)
    var (plain, lookup, first) = (0, row(ofLookup: 0), 0)
    for part in parts {
      switch part {
      case .plain(let count):
        for n in 0..<X.columns {
          for i in 0..<count { result[first + i, n] = X[plain + i, n] }
        }
        plain += count
      case .oneHot:
        for n in 0..<X.columns where X[lookup, n] > 0 { result[first + Int(X[lookup, n]) - 1, n] = 1 }
        lookup += 1
      case .pieces(let count):
        if pieces {
          for n in 0..<X.columns {
            for k in 0..<count { result[first + k, n] = max(0, min(1, X[lookup, n] - Float(k))) }
          }
        }
        lookup += 1
      case .embedding, .embeddedPieces, .periodic: break
      }
      first += isSpread(part, pieces) ? part.count : 0
    }
    return result
  }

  private func isSpread(_ part: Part, _ pieces: Bool) -> Bool {
    switch part {
    case .plain, .oneHot: true
    case .pieces: pieces
    case .embedding, .embeddedPieces, .periodic: false
    }
  }
}
