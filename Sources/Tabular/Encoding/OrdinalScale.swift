import Glibc

/// Words that have an order, or come round: their places are known before any row was seen.
///
/// A column is of a scale only if all of its words are, and so many that they cannot mean something else.
package enum OrdinalScale: String, CaseIterable, Sendable {
  case level, size, quality, frequency, agreement, month, weekday

  /// The words of each place from the first to the last, in lower case, parts separated by a space.
  private var places: [[String]] {
    switch self {
    case .level:
      [["very low"], ["low"], ["medium", "moderate", "mid", "middle"], ["high"], ["very high"]]
    case .size:
      [
        ["xxs"], ["xs", "extra small", "x small"], ["s", "small"], ["m", "medium"], ["l", "large"],
        ["xl", "extra large", "x large"], ["xxl", "2xl"], ["xxxl", "3xl"],
      ]
    case .quality: [["very poor"], ["poor"], ["fair", "average"], ["good"], ["very good"], ["excellent"]]
    case .frequency:
      [
        ["never"], ["rarely", "seldom"], ["sometimes", "occasionally"], ["often", "frequently"], ["usually"],
        ["always"],
      ]
    case .agreement:
      [
        ["strongly disagree"], ["disagree"], ["neutral", "neither agree nor disagree"], ["agree"],
        ["strongly agree"],
      ]
    case .month:
      [
        ["jan", "january"], ["feb", "february"], ["mar", "march"], ["apr", "april"], ["may"],
        ["jun", "june"],
        ["jul", "july"], ["aug", "august"], ["sep", "sept", "september"], ["oct", "october"],
        ["nov", "november"], ["dec", "december"],
      ]
    case .weekday:
      [
        ["mon", "monday"], ["tue", "tues", "tuesday"], ["wed", "wednesday"],
        ["thu", "thur", "thurs", "thursday"],
        ["fri", "friday"], ["sat", "saturday"], ["sun", "sunday"],
      ]
    }
  }

  /// Behind the last place comes the first.
  private var isRound: Bool { self == .month || self == .weekday }

  /// Two words may belong together by chance.
  private static let minimumCategories = 3
  /// All words of a scale, in several ways of writing.
  package static let maximumCategories = 40

  /// The scale of a column of these words, all different; nil where there is none.
  static func of(_ words: [CellText]) -> OrdinalScale? {
    guard words.count >= minimumCategories, words.count <= maximumCategories else { return nil }
    return allCases.first { scale in
      let places = words.map(scale.place)
      return !places.contains(nil) && Set(places).count >= minimumCategories
    }
  }

  /// The place of a word, counted from 0; nil where it is none of the scale's.
  func place(of word: CellText) -> Int? {
    guard let text = word.text, text.utf8.count <= 40 else { return nil }
    let parts = text.lowercased().split { $0 == " " || $0 == "-" || $0 == "_" }
    let plain = parts.joined(separator: " ")
    return places.firstIndex { $0.contains(plain) }
  }

  /// How many numbers `values` gives.
  var width: Int { isRound ? 2 : 1 }

  /// −1 at the first place to 1 at the last, or the sine and cosine of a round; nil for other words.
  func values(of word: CellText) -> [Float]? {
    guard let place = place(of: word) else { return nil }
    let share = Double(place) / Double(isRound ? places.count : places.count - 1)
    return isRound ? [Float(sin(2 * .pi * share)), Float(cos(2 * .pi * share))] : [Float(2 * share - 1)]
  }
}
