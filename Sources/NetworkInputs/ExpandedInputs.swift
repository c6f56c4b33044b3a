import LinearAlgebra

extension InputLayout {
  /// X (`rows` × N) with a row for each input in order: one-hot inputs 0 or 1, those of bins from 0 to 1, or left out.
  ///
  /// Inputs of embeddings are left out.
  package func expanded(_ X: Matrix, piecewiseLinear: Bool = true) -> Matrix {
    precondition(X.rows == rows, "the shapes differ")
    let expanded = parts.reduce(0) { $0 + (isExpanded($1, piecewiseLinear) ? $1.count : 0) }
    let result = Matrix(rows: expanded, columns: X.columns)
    var (dense, lookup, first) = (0, row(ofLookup: 0), 0)
    for part in parts {
      switch part {
      case .dense(let count):
        for n in 0..<X.columns {
          for i in 0..<count { result[first + i, n] = X[dense + i, n] }
        }
        dense += count
      case .oneHot:
        for n in 0..<X.columns where X[lookup, n] > 0 { result[first + Int(X[lookup, n]) - 1, n] = 1 }
        lookup += 1
      case .piecewiseLinear(let count):
        if piecewiseLinear {
          for n in 0..<X.columns {
            for k in 0..<count { result[first + k, n] = max(0, min(1, X[lookup, n] - Float(k))) }
          }
        }
        lookup += 1
      case .embedding, .embeddedPiecewiseLinear, .periodic: break
      }
      first += isExpanded(part, piecewiseLinear) ? part.count : 0
    }
    return result
  }

  private func isExpanded(_ part: InputGroup, _ piecewiseLinear: Bool) -> Bool {
    switch part {
    case .dense, .oneHot: true
    case .piecewiseLinear: piecewiseLinear
    case .embedding, .embeddedPiecewiseLinear, .periodic: false
    }
  }
}
