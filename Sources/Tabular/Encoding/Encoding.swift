import FoundationEssentials
import Glibc
import NetworkInputs

/// How the values of a column become inputs of the network.
///
/// Everything in it was fitted on training rows.
package enum Encoding: Hashable, Sendable {
  /// One row, scaled; a missing value is the median, and with `marksMissing` a second row says so. Behind that a
  /// periodic embedding of so many frequencies, if it has one.
  case number(Scale, median: Float, marksMissing: Bool, frequencies: Int?)
  /// The same, and before the periodic embedding the pieces of the line that its numbers stand on.
  case piecewiseLinear(Scale, median: Float, marksMissing: Bool, PiecewiseLinearEncoding, frequencies: Int?)
  /// One input for each word, most frequent first, and one for all others, missing ones among them; or an embedding
  /// of as many words where they are many.
  case categories([CellText])
  /// The same, and the place of each word on the scale of all.
  case ordinal([CellText], OrdinalScale)
  /// Elapsed time, scaled, and the sine and cosine of each part; a missing date is all zeros, and with
  /// `marksMissing` (nil is no) a row says so. Behind that the pieces of the scaled time, if it has some.
  case date(DateFormat, Scale, parts: [DatePart], marksMissing: Bool?, pieces: PiecewiseLinearEncoding?)

  /// The keys in JSON.
  private enum CodingKeys: String, CodingKey {
    case number
    case piecewiseLinear = "pieces"
    case categories = "words"
    case ordinal = "ordered"
    case date
  }

  /// A part of a date that comes round again.
  package enum DatePart: String, CaseIterable, Sendable {
    case month, weekday, hour

    func angle(_ moment: DateFormat.Moment) -> Double {
      switch self {
      case .month: 2 * .pi * Double(moment.month - 1) / 12
      case .weekday: 2 * .pi * Double(moment.weekday) / 7
      case .hour: 2 * .pi * moment.timeOfDay
      }
    }
  }

  /// The most words that get an input each; more are embedded.
  static let maximumOneHot = 100
  /// The inputs of an embedding, and the most words in it (RealMLP's size; Holzmüller et al., 2024).
  static let embeddingSize = 8
  package static let maximumCategories = 100_000
  /// The inputs of a periodic embedding, besides the number itself (PBLD; Holzmüller et al., 2024).
  static let periodicSize = 3
  package static let maximumFrequencies = 1024

  /// Fits a column of a kind that is used.
  ///
  /// `numbers` are those of a column of numbers; `form` is what they become; so many words are told apart.
  static func fit(
    _ column: Column, _ numbers: SortedNumbers?, _ kind: ColumnKind, rows: [Int],
    _ form: NumericEncodingOptions,
    maximumCategories: Int
  ) -> Encoding {
    if let numbers {
      let (scale, median) = (Scale(numbers, by: form.scaling), Float(numbers.quantile(0.5)))
      let pieces = PiecewiseLinearEncoding(numbers, bins: form.bins, size: form.size)
      let marksMissing = numbers.missing > 0
      // A wave tells of two numbers no more than they do.
      let frequencies = kind == .boolean ? nil : form.frequencies
      // One bin says what the scaled number says.
      return pieces.count > 1
        ? .piecewiseLinear(
          scale, median: median, marksMissing: marksMissing, pieces, frequencies: frequencies)
        : .number(scale, median: median, marksMissing: marksMissing, frequencies: frequencies)
    }
    guard let words = column.words else { return .categories([]) }
    var counts = [Int](repeating: 0, count: words.vocabulary.count)
    for row in rows where words.codes[row] >= 0 { counts[Int(words.codes[row])] += 1 }
    let seen = counts.indices.filter { counts[$0] > 0 }
    if kind == .date, let format = DateFormat.of(seen.map { words.vocabulary[$0] }) {
      let present = seen.flatMap { code in Array(repeating: words.vocabulary[code], count: counts[code]) }
      return fitDate(format, present, marksMissing: present.count < rows.count, form)
    }
    let ranked = seen.map { (words.vocabulary[$0], counts[$0]) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    let known = ranked.prefix(maximumCategories).map(\.0)
    if kind == .categorical, let scale = OrdinalScale.of(seen.map { words.vocabulary[$0] }) {
      return .ordinal(known, scale)
    }
    return .categories(known)
  }

  private static func fitDate(
    _ format: DateFormat, _ words: [CellText], marksMissing: Bool, _ form: NumericEncodingOptions
  ) -> Encoding {
    let moments = words.compactMap(format.parse)
    let parts = DatePart.allCases.filter { part in
      guard let first = moments.first else { return false }
      return moments.contains { part.angle($0) != part.angle(first) }
    }
    let scale = Scale(standardizing: moments.lazy.map(\.elapsed))
    let pieces = PiecewiseLinearEncoding(
      SortedNumbers(moments.map { scale($0.elapsed) }), bins: form.bins, size: form.size)
    return .date(
      format, scale, parts: parts, marksMissing: marksMissing ? true : nil,
      pieces: pieces.count < InputGroup.minimumLookupSize ? nil : pieces)
  }

  /// The inputs of the network that the column becomes, in order.
  package var parts: [InputGroup] {
    switch self {
    case .number(_, _, let marksMissing, let frequencies):
      [.dense(marksMissing ? 2 : 1)] + Self.periodic(frequencies)
    case .piecewiseLinear(_, _, let marksMissing, let pieces, let frequencies):
      [.dense(marksMissing ? 2 : 1), pieces.part] + Self.periodic(frequencies)
    case .categories(let words):
      [
        words.count < InputGroup.minimumLookupSize
          ? .dense(words.count + 1)
          : words.count <= Self.maximumOneHot
            ? .oneHot(words.count + 1) : .embedding(categories: words.count + 1, size: Self.embeddingSize)
      ]
    case .ordinal(let words, let scale): [.dense(words.count + 1 + scale.width)]
    case .date(_, _, let parts, let marksMissing, let pieces):
      [.dense(1 + 2 * parts.count + (marksMissing == true ? 1 : 0))]
        + (pieces.map { [$0.part] } ?? [])
    }
  }

  private static func periodic(_ frequencies: Int?) -> [InputGroup] {
    frequencies.map { [.periodic(frequencies: $0, size: periodicSize)] } ?? []
  }

  /// The number of inputs.
  package var width: Int { parts.reduce(0) { $0 + $1.count } }

  /// Whether the column is read as numbers, not as words.
  package var readsNumbers: Bool {
    switch self {
    case .number, .piecewiseLinear: true
    case .categories, .ordinal, .date: false
    }
  }

  /// Values of a column that training did not see: how many, and the first of them.
  package struct Unknown: Hashable, Sendable {
    package var count: Int
    package var word: CellText
    /// Counted from 0 at the first of the rows.
    package var line: Int

    package init(count: Int, word: CellText, line: Int) {
      self.count = count
      self.word = word
      self.line = line
    }
  }
}
