import Glibc
import LinearAlgebra
import NetworkInputs

/// A column ready to be written into X: what depends on its distinct words alone is worked out.
struct ColumnEncoder {
  private enum Values {
    /// Numbers, the scale, what a missing one counts as, and whether a row says that it is missing.
    ///
    /// Behind that the pieces, if it has some, and the number for a periodic embedding.
    case numeric([Float], Scale, missing: Float, marksMissing: Bool, PiecewiseLinearEncoding?)
    /// For each code the place that is 1; the last one is for the missing and unknown.
    case oneHot([Int32], placeOf: [Int], last: Int)
    /// For each code all its rows, nil for the unknown; those of the missing and unknown. The last is the number
    /// that tells inputs that are looked up, if there are some.
    case rows([Int32], rowsOf: [[Float]?], missing: [Float])
  }

  private let values: Values
  private let words: CategoryColumn?
  /// The first of its plain rows of X, and the row of the number that tells further inputs, if there are some.
  private let first: Int
  private let row: Int?
  /// The row of the number that a periodic embedding takes, if there is one.
  private let periodicRow: Int?

  /// `place` is where the rows of its encoding begin.
  init(_ column: Column, _ encoding: Encoding, at place: RowPosition) {
    first = place.dense
    var (place, row, periodicRow) = (place, Int?.none, Int?.none)
    for part in encoding.parts {
      if case .periodic = part { periodicRow = place.row(of: part) } else { row = row ?? place.row(of: part) }
      place.pass(part)
    }
    self.row = row
    self.periodicRow = periodicRow
    switch encoding {
    case .number(let scale, let median, let marksMissing, _):
      words = nil
      values = .numeric(column.numbers ?? [], scale, missing: median, marksMissing: marksMissing, nil)
    case .piecewiseLinear(let scale, let median, let marksMissing, let pieces, _):
      words = nil
      values = .numeric(column.numbers ?? [], scale, missing: median, marksMissing: marksMissing, pieces)
    case .categories(let known):
      words = column.words
      var places: [CellText: Int] = [:]
      for (k, word) in known.enumerated() { places[word] = k }
      let placeOf = (words?.vocabulary.words ?? []).map { places[$0] ?? known.count }
      values = .oneHot(words?.codes ?? [], placeOf: placeOf, last: known.count)
    case .ordinal(let known, let scale):
      words = column.words
      func rows(_ place: Int, _ values: [Float]) -> [Float] {
        (0...known.count).map { $0 == place ? 1 : 0 } + values
      }
      let rowsOf = (words?.vocabulary.words ?? []).map { word in
        scale.values(of: word).map { rows(known.firstIndex(of: word) ?? known.count, $0) }
      }
      let missing = rows(known.count, [Float](repeating: 0, count: scale.width))
      values = .rows(words?.codes ?? [], rowsOf: rowsOf, missing: missing)
    case .date(let format, let scale, let parts, let marksMissing, let pieces):
      words = column.words
      func rows(_ moment: [Float], isMissing: Float, position: Float) -> [Float] {
        moment + (marksMissing == true ? [isMissing] : []) + (pieces == nil ? [] : [position])
      }
      let rowsOf = (words?.vocabulary.words ?? []).map { word in
        format.parse(word).map { moment in
          let position = pieces?.position(of: scale(moment.elapsed)) ?? 0
          return rows(Self.rows(of: moment, scale, parts), isMissing: 0, position: position)
        }
      }
      let zeros = [Float](repeating: 0, count: 1 + 2 * parts.count)
      values = .rows(
        words?.codes ?? [], rowsOf: rowsOf, missing: rows(zeros, isMissing: 1, position: 0))
    }
  }

  /// Elapsed time, scaled, and the sine and cosine of each part.
  private static func rows(of moment: DateFormat.Moment, _ scale: Scale, _ parts: [Encoding.DatePart])
    -> [Float]
  {
    [scale(moment.elapsed)]
      + parts.flatMap { [Float(sin($0.angle(moment))), Float(cos($0.angle(moment)))] }
  }

  /// Writes the values of these rows into its rows of X (all rows × rows), which are zero.
  ///
  /// Notes what was not known.
  func write(_ rows: ArraySlice<Int>, into X: Matrix, unknown: inout Encoding.Unknown?) {
    switch values {
    case .numeric(let numbers, let scale, let missing, let marksMissing, let pieces):
      let numbers = rows.map { numbers[$0] }
      scale(numbers[...], missing: missing, into: X, row: first)
      if let periodicRow {
        for n in numbers.indices { X[periodicRow, n] = X[first, n] }
      }
      if marksMissing {
        for (n, number) in numbers.enumerated() { X[first + 1, n] = number.isNaN ? 1 : 0 }
      }
      if let row {
        pieces?.write(numbers, into: X, row: row)
      } else {
        pieces?.write(numbers, into: X, at: first + (marksMissing ? 2 : 1))
      }
    case .oneHot(let codes, let placeOf, let last):
      for (n, row) in rows.enumerated() {
        let code = Int(codes[row])
        let k = code < 0 ? last : placeOf[code]
        if code >= 0 && k == last { note(code, &unknown) }
        if let place = self.row { X[place, n] = Float(k + 1) } else { X[first + k, n] = 1 }
      }
    case .rows(let codes, let rowsOf, let missing):
      for (n, row) in rows.enumerated() {
        let code = Int(codes[row])
        let values = code < 0 ? nil : rowsOf[code]
        if code >= 0 && values == nil { note(code, &unknown) }
        for (k, value) in (values ?? missing).enumerated() {
          if let place = self.row, k == missing.count - 1 {
            X[place, n] = value
          } else {
            X[first + k, n] = value
          }
        }
      }
    }
  }

  private func note(_ code: Int, _ unknown: inout Encoding.Unknown?) {
    guard let words else { return }
    if unknown == nil {
      let line = code < words.lines.count ? words.lines[code] : 0
      unknown = Encoding.Unknown(count: 0, word: words.vocabulary[code], line: line)
    }
    unknown?.count += 1
  }
}

/// Where the next rows of X stand: those of plain inputs, of lookups and of embeddings.
struct RowPosition {
  var dense = 0
  private var lookup: Int
  private var embedding: Int

  init(in inputs: InputLayout) {
    lookup = inputs.row(ofLookup: 0)
    embedding = inputs.row(ofEmbedding: 0)
  }

  /// The row of the number that tells these inputs; nil where each has a row.
  fileprivate func row(of part: InputGroup) -> Int? {
    switch part {
    case .dense: nil
    case .oneHot, .piecewiseLinear: lookup
    case .embedding, .embeddedPiecewiseLinear, .periodic: embedding
    }
  }

  /// All rows of these inputs, which are passed.
  mutating func rows(of part: InputGroup) -> [Int] {
    defer { pass(part) }
    if case .dense(let count) = part { return Array(dense..<dense + count) }
    return row(of: part).map { [$0] } ?? []
  }

  mutating func pass(_ part: InputGroup) {
    switch part {
    case .dense(let count): dense += count
    case .oneHot, .piecewiseLinear: lookup += 1
    case .embedding, .embeddedPiecewiseLinear, .periodic: embedding += 1
    }
  }
}
