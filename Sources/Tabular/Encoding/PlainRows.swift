extension Features {
  /// The rows of X that are no pieces of numbers: what a linear model learns from.
  package var plainRows: [Int] {
    var first = 0
    return features.flatMap { feature in
      defer { first += feature.encoding.width }
      return first..<first + feature.encoding.plainWidth
    }
  }
}

extension Encoding {
  /// The rows without those of pieces, which stand behind the others.
  fileprivate var plainWidth: Int {
    switch self {
    case .number, .words, .date: width
    case .pieces(_, _, _, let pieces): width - pieces.count
    }
  }
}
