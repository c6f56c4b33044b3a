import Diagnostics

extension Column {
  /// When each of these rows was: its number, or the days since 1970 of its date.
  ///
  /// Throws `.data` where a row has neither.
  package func times(_ rows: [Int]) throws(Failure) -> [Double] {
    if let numbers {
      for row in rows where numbers[row].isNaN { throw .missingTime(name, row: row) }
      return rows.map { Double(numbers[$0]) }
    }
    guard let words else { throw .missingTime(name, row: rows.first ?? 0) }
    for row in rows where words.codes[row] < 0 { throw .missingTime(name, row: row) }
    let written = words.vocabulary.words
    let codes = Set(rows.map { Int(words.codes[$0]) }).sorted()
    guard let format = DateFormat.of(codes.map { written[$0] }) else {
      // Of the formats the one that reads most words shows the word that is to blame.
      let odd = DateFormat.allCases.map { format in codes.filter { format.parse(written[$0]) == nil } }
        .min { $0.count < $1.count }
      throw .noTime(name, written[odd?.first ?? codes[0]])
    }
    let moments = written.map { format.parse($0)?.elapsed ?? .nan }
    return rows.map { moments[Int(words.codes[$0])] }
  }
}

extension Failure {
  /// `row` counts from 0.
  fileprivate static func missingTime(_ column: String, row: Int) -> Failure {
    Failure(.data, "column '\(column)', the time, is missing in row \(grouped(row + 1)) of the data")
  }

  fileprivate static func noTime(_ column: String, _ word: CellText) -> Failure {
    Failure(
      .data,
      "column '\(column)', the time, holds '\(shortened(word))', which does not match the date format of the other rows; "
        + "write all dates as 2024-01-31, or use numbers")
  }
}
