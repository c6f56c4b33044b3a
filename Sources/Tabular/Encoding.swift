import FoundationEssentials
import Glibc
import LinearAlgebra

/// How the values of a column become rows of X.
///
/// Everything in it was fitted on training rows.
package enum Encoding: Hashable, Codable, Sendable {
  /// One row, scaled; a missing value is the median, and with `marksMissing` a second row says so.
  case number(Scale, median: Float, marksMissing: Bool)
  /// One row for each word, most frequent first, and one for all others, missing ones among them.
  case words([Word])
  /// Elapsed time, scaled, and the sine and cosine of each part; a missing date is all zeros.
  case date(DateFormat, Scale, parts: [DatePart])

  /// A part of a date that comes round again.
  package enum DatePart: String, CaseIterable, Codable, Sendable {
    case month, weekday, hour

    func angle(_ moment: DateFormat.Moment) -> Double {
      switch self {
      case .month: 2 * .pi * Double(moment.month - 1) / 12
      case .weekday: 2 * .pi * Double(moment.weekday) / 7
      case .hour: 2 * .pi * moment.timeOfDay
      }
    }
  }

  /// The most words that get a row of their own.
  private static let mostWords = 100

  /// Fits a column of a kind that is used.
  static func fit(_ column: Column, _ kind: ColumnKind, rows: [Int], scaling: Scaling) -> Encoding {
    if let numbers = column.numbers {
      let present = rows.map { numbers[$0] }.filter { !$0.isNaN }.sorted()
      return .number(
        Scale(present, by: scaling), median: Float(quantile(present, 0.5)),
        marksMissing: present.count < rows.count)
    }
    guard let words = column.words else { return .words([]) }
    var counts = [Int](repeating: 0, count: words.lexicon.count)
    for row in rows where words.codes[row] >= 0 { counts[Int(words.codes[row])] += 1 }
    let seen = counts.indices.filter { counts[$0] > 0 }
    if kind == .date, let format = DateFormat.of(seen.map { words.lexicon[$0] }) {
      return fitDate(
        format, seen.flatMap { code in Array(repeating: words.lexicon[code], count: counts[code]) })
    }
    let ranked = seen.map { (words.lexicon[$0], counts[$0]) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    return .words(ranked.prefix(mostWords).map(\.0))
  }

  private static func fitDate(_ format: DateFormat, _ words: [Word]) -> Encoding {
    let moments = words.compactMap(format.parse)
    let parts = DatePart.allCases.filter { part in
      guard let first = moments.first else { return false }
      return moments.contains { part.angle($0) != part.angle(first) }
    }
    // Counted from the first day, so that a Float holds seconds.
    return .date(format, Scale(moments.map { Float($0.elapsed) }, by: .standard), parts: parts)
  }

  /// The number of rows of X.
  package var width: Int {
    switch self {
    case .number(_, _, let marksMissing): marksMissing ? 2 : 1
    case .words(let words): words.count + 1
    case .date(_, _, let parts): 1 + 2 * parts.count
    }
  }

  /// Whether the column is read as numbers, not as words.
  package var readsNumbers: Bool {
    if case .number = self { return true }
    return false
  }

  /// Writes the column of all rows of a table into X (features × rows), from row `first` of X on.
  ///
  /// Returns how many words were not known.
  func encode(_ column: Column, into X: Matrix, at first: Int) -> Int {
    switch self {
    case .number(let scale, let median, let marksMissing):
      for (n, x) in (column.numbers ?? []).enumerated() {
        X[first, n] = scale(x.isNaN ? median : x)
        if marksMissing { X[first + 1, n] = x.isNaN ? 1 : 0 }
      }
      return 0
    case .words(let known): return encodeWords(column, known, into: X, at: first)
    case .date(let format, let scale, let parts):
      guard let words = column.words else { return 0 }
      let moments = words.lexicon.words.map(format.parse)
      var unknown = 0
      for (n, code) in words.codes.enumerated() {
        let moment = code < 0 ? nil : moments[Int(code)]
        if code >= 0 && moment == nil { unknown += 1 }
        X[first, n] = moment.map { scale(Float($0.elapsed)) } ?? 0
        for (k, part) in parts.enumerated() {
          X[first + 1 + 2 * k, n] = moment.map { Float(sin(part.angle($0))) } ?? 0
          X[first + 2 + 2 * k, n] = moment.map { Float(cos(part.angle($0))) } ?? 0
        }
      }
      return unknown
    }
  }

  private func encodeWords(_ column: Column, _ known: [Word], into X: Matrix, at first: Int) -> Int {
    guard let words = column.words else { return 0 }
    var places: [Word: Int] = [:]
    for (k, word) in known.enumerated() { places[word] = k }
    let rowOf = words.lexicon.words.map { places[$0] ?? known.count }
    var unknown = 0
    for (n, code) in words.codes.enumerated() {
      let place = code < 0 ? known.count : rowOf[Int(code)]
      if code >= 0 && place == known.count { unknown += 1 }
      for k in 0...known.count { X[first + k, n] = k == place ? 1 : 0 }
    }
    return unknown
  }
}
