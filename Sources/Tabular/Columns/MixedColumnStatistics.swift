/// Numbers and texts side by side in a column of words: how many, and which text comes most often.
struct MixedColumnStatistics {
  private(set) var texts = 0
  private(set) var present = 0
  private let differentNumbers: Int
  /// The code of the most frequent text, the first of several, and how often it comes.
  let commonest: (code: Int, count: Int)

  /// A column with more different numbers than this is one of numbers with something wrong in it, as long as
  /// texts are the fewer.
  private static let fewNumbers = 20

  /// `counts` says how often each word comes, `values` what number it is, NaN where it is none.
  init(counts: [Int], values: [Float]) {
    var commonest = (code: 0, count: 0)
    for (code, count) in counts.enumerated() {
      present += count
      guard values[code].isNaN else { continue }
      texts += count
      if count > commonest.count { commonest = (code, count) }
    }
    self.commonest = commonest
    differentNumbers = Set(values.filter { !$0.isNaN }).count
  }

  /// Most cells are numbers.
  var isMostlyNumbers: Bool { texts * 2 < present && differentNumbers > Self.fewNumbers }

  /// The texts are so few that they are mistakes, or mark missing values.
  var hasFewTexts: Bool { texts * 20 < present && differentNumbers > Self.fewNumbers }
}
