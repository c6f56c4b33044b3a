/// How a CSV file is written: what stands between fields, whether names come first, the decimal mark.
package struct Dialect: Codable, Equatable, Sendable {
  /// The byte between two fields.
  package var delimiter: UInt8
  /// The first record holds the names of the columns.
  package var hasHeader: Bool
  /// The byte between the whole part of a number and its fraction: a point or a comma.
  package var decimalMark: UInt8

  package init(delimiter: UInt8 = comma, hasHeader: Bool = true, decimalMark: UInt8 = Number.point) {
    self.delimiter = delimiter
    self.hasHeader = hasHeader
    self.decimalMark = decimalMark
  }

  /// The comma, the first of `delimiters`.
  package static let comma = UInt8(ascii: ",")
  /// The delimiters that `detect` knows, the likelier ones first.
  package static let delimiters = [comma, UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
}

extension Dialect: CustomStringConvertible {
  /// "delimiter ';', decimal comma, a header".
  package var description: String {
    "delimiter \(Self.name(of: delimiter)), decimal \(decimalMark == Number.comma ? "comma" : "point"), "
      + (hasHeader ? "a header" : "no header")
  }

  /// A delimiter as messages put it.
  static func name(of delimiter: UInt8) -> String {
    delimiter == tab ? "tab" : "'\(Unicode.Scalar(delimiter))'"
  }
}

// MARK: Guessing

extension Dialect {
  /// Guesses how a file is written from its first bytes; what is given is not guessed.
  ///
  /// `isWhole` says that the sample is the whole file: its last record is then taken into account.
  package static func detect(
    sample: [UInt8], isWhole: Bool, delimiter: UInt8? = nil, header: Bool? = nil
  ) -> Dialect {
    let candidates = (delimiter.map { [$0] } ?? delimiters)
      .map { Sample(sample, isWhole: isWhole, delimiter: $0) }
    var best = candidates[0]
    for candidate in candidates.dropFirst() where candidate.isLikelier(than: best) { best = candidate }
    return Dialect(
      delimiter: best.delimiter, hasHeader: header ?? best.looksLikeHeader, decimalMark: best.decimalMark)
  }
}

/// The first records of a file, read with one delimiter on trial.
private struct Sample {
  let delimiter: UInt8
  let records: [[CellText]]
  /// The most frequent number of fields, and the share of the records that have it.
  let fieldCount: Int
  let consistency: Double
  let decimalMark: UInt8
  /// The share of the cells that are numbers.
  let numberShare: Double

  init(_ sample: [UInt8], isWhole: Bool, delimiter: UInt8) {
    self.delimiter = delimiter
    let records = Sample.records(sample, isWhole: isWhole, delimiter: delimiter)
    self.records = records

    var frequency: [Int: Int] = [:]
    for record in records { frequency[record.count, default: 0] += 1 }
    let mode = frequency.max { ($0.value, $0.key) < ($1.value, $1.key) }
    fieldCount = mode?.key ?? 1
    consistency = Double(mode?.value ?? 0) / Double(max(records.count, 1))

    let cells = records.joined()
    let mark = Sample.decimalMark(of: records, delimiter: delimiter)
    decimalMark = mark
    let numbers = cells.count { Number.parse($0.bytes, decimalMark: mark) != nil }
    numberShare = Double(numbers) / Double(max(cells.count, 1))
  }

  private static func records(_ sample: [UInt8], isWhole: Bool, delimiter: UInt8) -> [[CellText]] {
    var records: [[CellText]] = []
    do {
      var reader = try CSVReader(
        ByteStream(name: "sample", bytes: sample), dialect: Dialect(delimiter: delimiter))
      while try reader.next() {
        records.append(reader.fields.map { CellText(Array(reader.bytes[$0.start..<$0.end])) })
      }
      // The end of the sample cuts a record off.
      if !isWhole && records.count > 1 { records.removeLast() }
    } catch {
      // The sample ends within quotes, or is no table: what came before has to do.
    }
    return records
  }

  /// The mark that the numbers of more columns have.
  ///
  /// A column is one vote, so that neither a single `1.2` nor a column of versions outweighs all others.
  private static func decimalMark(of records: [[CellText]], delimiter: UInt8) -> UInt8 {
    guard delimiter != Dialect.comma else { return Number.point }
    var surplus: [Int] = []
    for record in records {
      while surplus.count < record.count { surplus.append(0) }
      for (column, word) in record.enumerated() {
        for (mark, vote) in [(Number.comma, 1), (Number.point, -1)]
        where word.bytes.contains(mark) && Number.parse(word.bytes, decimalMark: mark) != nil {
          surplus[column] += vote
        }
      }
    }
    let commas = surplus.count { $0 > 0 }
    let points = surplus.count { $0 < 0 }
    // Where it is open, semicolons are what spreadsheets write whose decimal mark is a comma.
    let decides = commas > points || (commas == points && delimiter == UInt8(ascii: ";"))
    return commas > 0 && decides ? Number.comma : Number.point
  }

  /// More than one field in more of the records, then more cells that make sense, then more fields.
  func isLikelier(than other: Sample) -> Bool {
    if (fieldCount > 1) != (other.fieldCount > 1) { return fieldCount > 1 }
    guard fieldCount > 1 else { return false }
    return (consistency, numberShare, fieldCount) > (other.consistency, other.numberShare, other.fieldCount)
  }

  /// A word above a column of numbers speaks for a header, a number above numbers against it.
  var looksLikeHeader: Bool {
    guard let first = records.first else { return true }
    guard records.count > 1 else { return !first.contains { isNumber($0) } }
    var balance = 0
    for (column, name) in first.enumerated() {
      let below = records.dropFirst().compactMap { column < $0.count ? $0[column] : nil }
        .filter { !MissingValues.standard.contains($0) }
      guard !below.isEmpty, below.allSatisfy({ isNumber($0) }) else { continue }
      guard !MissingValues.standard.contains(name) else { continue }
      balance += isNumber(name) ? -1 : 1
    }
    return balance >= 0
  }

  private func isNumber(_ word: CellText) -> Bool {
    Number.parse(word.bytes, decimalMark: decimalMark) != nil
  }
}
