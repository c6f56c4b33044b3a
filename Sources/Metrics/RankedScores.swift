import LinearAlgebra

/// Samples of two classes in the order of their scores, for metrics of the order.
///
/// They are sorted once, however often their weights change.
struct RankedScores: Sendable {
  /// From the highest score down.
  private let ranked: [Int]
  private let isPositive: [Bool]
  /// Whether the score of this rank is the last of its value.
  private let endsTie: [Bool]

  /// Ranks by the last output of P (1 or 2 × N), class 1 of Y (1 × N) being the positive one.
  ///
  /// Nil where a score is NaN, which has no rank: it is not even equal to itself.
  init?(_ P: Matrix, _ Y: Matrix) {
    let scores = (0..<P.columns).map { P[P.rows - 1, $0] }
    if scores.contains(where: \.isNaN) { return nil }
    let ranked = scores.indices.sorted { scores[$0] > scores[$1] }
    isPositive = ranked.map { Y[0, $0] == 1 }
    endsTie = ranked.indices.map { $0 + 1 == ranked.count || scores[ranked[$0]] != scores[ranked[$0 + 1]] }
    self.ranked = ranked
  }

  /// The probability that a sample of class 1 ranks above one of class 0, ties counting half.
  @Sendable func area(_ weights: [Float]) -> Double? {
    var (above, below, wins) = (0.0, 0.0, 0.0)
    forEachTie(weights) { positive, negative in
      wins += negative * (above + positive / 2)
      above += positive
      below += negative
    }
    return above > 0 && below > 0 ? wins / (above * below) : nil
  }

  /// The mean over the samples of class 1 of the precision among those that rank at least as high.
  @Sendable func averagePrecision(_ weights: [Float]) -> Double? {
    var (above, total, sum) = (0.0, 0.0, 0.0)
    forEachTie(weights) { positive, negative in
      above += positive
      total += positive + negative
      if positive > 0 { sum += positive * above / total }
    }
    return above > 0 ? sum / above : nil
  }

  /// Gives the weights of both classes among the samples of one score, from the highest score down.
  private func forEachTie(_ weights: [Float], _ body: (_ positive: Double, _ negative: Double) -> Void) {
    var (positive, negative) = (0.0, 0.0)
    for (rank, n) in ranked.enumerated() {
      if isPositive[rank] { positive += Double(weights[n]) } else { negative += Double(weights[n]) }
      if endsTie[rank] {
        body(positive, negative)
        (positive, negative) = (0, 0)
      }
    }
  }
}
