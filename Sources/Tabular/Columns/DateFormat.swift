/// The ways in which a column can write dates and times.
package enum DateFormat: String, CaseIterable, Sendable {
  /// 2024-01-31, also with a time: 2024-01-31T12:30:00Z, 2024-01-31 12:30.
  case iso
  /// 2024/01/31.
  case slashed
  /// 31.01.2024.
  case dotted
  /// 01/31/2024, 01-31-2024.
  case monthFirst = "month-first"
  /// 31/01/2024, 31-01-2024.
  case dayFirst = "day-first"
  /// Jan 31, 2024, or 31 January 2024, 31-Jan-2024.
  case monthName = "month-name"
  /// 12:30, 12:30:15, 1:30 PM.
  case time

  /// A point in time: days since 1970-01-01 (UTC, or what the file means), and the share of the day.
  package struct Moment: Equatable, Sendable {
    package var days: Int
    package var timeOfDay: Double
    package var month: Int

    /// 0 is Monday.
    package var weekday: Int { ((days + 3) % 7 + 7) % 7 }
    package var elapsed: Double { Double(days) + timeOfDay }
  }

  /// The format in which all these words are dates; nil where there is none.
  package static func of(_ words: [CellText]) -> DateFormat? {
    guard !words.isEmpty else { return nil }
    return allCases.first { format in words.allSatisfy { format.parse($0) != nil } }
  }

  /// What a word says, nil where it is no date of this format.
  package func parse(_ word: CellText) -> Moment? {
    let text = word.bytes
    switch self {
    case .iso, .slashed:
      let separator = UInt8(ascii: self == .iso ? "-" : "/")
      guard let date = Self.numbers(text, separator, [4, 2, 2]) else { return nil }
      return Self.moment(date.values[0], date.values[1], date.values[2], rest: text[date.end...])
    case .dotted:
      guard let date = Self.numbers(text, UInt8(ascii: "."), [2, 2, 4]) else { return nil }
      return Self.moment(date.values[2], date.values[1], date.values[0], rest: text[date.end...])
    case .monthFirst, .dayFirst:
      guard
        let date = Self.numbers(text, UInt8(ascii: "/"), [2, 2, 4])
          ?? Self.numbers(text, UInt8(ascii: "-"), [2, 2, 4])
      else { return nil }
      let (day, month) =
        self == .dayFirst ? (date.values[0], date.values[1]) : (date.values[1], date.values[0])
      return Self.moment(date.values[2], month, day, rest: text[date.end...])
    case .monthName: return Self.named(text)
    case .time:
      guard let time = Self.time(text[...]) else { return nil }
      return Moment(days: 0, timeOfDay: time, month: 1)
    }
  }

  /// Numbers of at most these many digits (years: exactly 4) between separators, and where they end.
  private static func numbers(_ text: [UInt8], _ separator: UInt8, _ digits: [Int]) -> (
    values: [Int], end: Int
  )? {
    var values: [Int] = []
    var i = 0
    for (k, most) in digits.enumerated() {
      let begin = i
      var value = 0
      while i < text.count, i - begin < most, text[i] >= 48, text[i] <= 57 {
        value = value * 10 + Int(text[i] - 48)
        i += 1
      }
      guard i > begin, most < 4 || i - begin == 4 else { return nil }
      values.append(value)
      if k < digits.count - 1 {
        guard i < text.count, text[i] == separator else { return nil }
        i += 1
      }
    }
    return (values, i)
  }

  /// A date of a day, a year, and between or before them the English name of a month, of three letters or all.
  private static func named(_ text: [UInt8]) -> Moment? {
    let isSeparator = { (byte: UInt8) in
      byte == space || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "-")
    }
    let parts = text.split(maxSplits: 3, whereSeparator: isSeparator)
    guard parts.count >= 3, let year = number(parts[2], digits: 4...4) else { return nil }
    let isMonthFirst = parts[0].first.map { $0 >= UInt8(ascii: "A") } ?? false
    let (name, day) = isMonthFirst ? (parts[0], parts[1]) : (parts[1], parts[0])
    guard let month = OrdinalScale.month.place(of: CellText(Array(name))),
      let day = number(day, digits: 1...2)
    else {
      return nil
    }
    return moment(year, month + 1, day, rest: text[parts[2].endIndex...])
  }

  private static func number(_ text: ArraySlice<UInt8>, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(text.count), text.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return text.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private static func moment(_ year: Int, _ month: Int, _ day: Int, rest: ArraySlice<UInt8>) -> Moment? {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), day >= 1, day <= lengths[month - 1] else { return nil }
    var time = 0.0
    if let mark = rest.first {
      guard mark == UInt8(ascii: "T") || mark == UInt8(ascii: " "), let found = Self.time(rest.dropFirst())
      else {
        return nil
      }
      time = found
    }
    // Days since 1970-01-01 of the Gregorian calendar, years beginning in March.
    let y = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = 365 * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468
    return Moment(days: days, timeOfDay: time, month: month)
  }

  /// HH:MM, HH:MM:SS or HH:MM:SS.fff as a share of the day; a zone behind it (Z, +01:00) is passed over.
  ///
  /// With AM or PM behind it hours are those of half a day, and may have one digit.
  private static func time(_ text: ArraySlice<UInt8>) -> Double? {
    var text = text
    if text.count > 2, text.last.map({ $0 | 0x20 }) == UInt8(ascii: "m") {
      let isAfternoon = text[text.endIndex - 2] | 0x20 == UInt8(ascii: "p")
      guard isAfternoon || text[text.endIndex - 2] | 0x20 == UInt8(ascii: "a") else { return nil }
      text = text.dropLast(2)
      if text.last == space { text = text.dropLast() }
      if text.firstIndex(of: UInt8(ascii: ":")) == text.startIndex + 1 { text = [UInt8(ascii: "0")] + text }
      guard let time = Self.timeOfDay(text), time >= 1.0 / 24, time < 13.0 / 24 else { return nil }
      return (time < 0.5 ? time : time - 0.5) + (isAfternoon ? 0.5 : 0)
    }
    return timeOfDay(text)
  }

  private static func timeOfDay(_ text: ArraySlice<UInt8>) -> Double? {
    var text = text
    if text.last == UInt8(ascii: "Z") { text = text.dropLast() }
    if let sign = text.firstIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) {
      guard text.endIndex - sign >= 3 else { return nil }
      text = text[..<sign]
    }
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    var total = 0.0
    for (part, unit) in zip(parts, [(24.0, 3600.0), (60, 60), (61, 1)]) {
      guard part.count >= 2, part.prefix(2).allSatisfy({ $0 >= 48 && $0 <= 57 }),
        let value = Double(String(decoding: part, as: UTF8.self)), value >= 0, value < unit.0
      else { return nil }
      total += value * unit.1
    }
    return total / 86_400
  }
}
