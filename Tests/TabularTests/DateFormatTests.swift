import Testing

@testable import Tabular

/// Dates as tables write them; days since 1970-01-01 are those of `date -u -d DAY +%s` divided by 86,400.
struct DateFormatTests {
  /// 2024-01-05 is day 19,727.
  @Test(
    "a day is the same in all ways of writing it",
    arguments: [
      ("2024-01-05", .iso), ("2024/01/05", .slashed), ("05.01.2024", .dotted), ("5.1.2024", .dotted),
      ("Jan 5, 2024", .monthName), ("January 5 2024", .monthName), ("5 Jan 2024", .monthName),
      ("05-JAN-2024", .monthName),
    ] as [(CellText, DateFormat)])
  func days(_ word: CellText, _ format: DateFormat) {
    #expect(DateFormat.of([word]) == format)
    #expect(format.parse(word) == DateFormat.Moment(days: 19_727, timeOfDay: 0, month: 1))
  }

  @Test(
    "a time may stand behind the day, with a zone, or AM or PM",
    arguments: [
      ("2024-01-05T18:00:00Z", 0.75), ("2024-01-05 18:00", 0.75), ("2024-01-05T18:00:00.000+02:00", 0.75),
      ("2024-01-05T18:00+02", 0.75),
      ("2024/01/05 1:30 am", 0.0625), ("2024/01/05 1:00 AM", 1.0 / 24),
      ("2024-01-05 09:09:09", 32_949.0 / 86_400),
      ("2024/01/05 12:59 pm", 779.0 / 1440),
      ("05.01.2024 06:00", 0.25), ("Jan 5, 2024 6:00 PM", 0.75), ("2024/01/05 12:00 AM", 0),
      ("2024/01/05 12:00pm", 0.5), ("2024/01/05 6:00am", 0.25),
    ] as [(CellText, Double)])
  func times(_ word: CellText, _ time: Double) throws {
    let moment = try #require(DateFormat.of([word])?.parse(word))
    #expect(moment.days == 19_727 && abs(moment.timeOfDay - time) < 1e-9)
  }

  /// Days since 1970-01-01 as `date -u` has them.
  @Test("a leap year is a fourth, but for three centuries of four")
  func leapYears() {
    for (word, days) in [
      ("2024-02-29", 19_782), ("2000-02-29", 11_016), ("2024-03-01", 19_783), ("1900-03-01", -25_508),
      ("2023-02-28", 19_416), ("1900-02-29", nil), ("2023-02-29", nil),
    ] as [(CellText, Int?)] {
      #expect(DateFormat.iso.parse(word)?.days == days, "\(word)")
    }
  }

  @Test("days of one digit, nine too, are days behind and before the name of a month")
  func singleDigits() {
    #expect(DateFormat.monthName.parse("Jan 9, 2024")?.days == 19_731)
    #expect(DateFormat.monthName.parse("9 Jan 1999")?.days == 10_600)
    #expect(DateFormat.monthName.parse("Apr 5, 2024")?.days == 19_818)
    #expect(DateFormat.monthName.parse("5 Aug 2024")?.days == 19_940)
  }

  /// As `date -u -d @SECONDS +%u` has them, from Monday.
  @Test("the first of January 1970 was a Thursday")
  func weekdays() {
    for (days, weekday) in [
      (0, 3), (1, 4), (3, 6), (4, 0), (-1, 2), (-3, 0), (-4, 6), (19_727, 4), (-25_508, 3),
    ] {
      #expect(DateFormat.Moment(days: days, timeOfDay: 0, month: 1).weekday == weekday, "\(days)")
    }
  }

  @Test("a month has the days that it has")
  func months() {
    for (k, days) in [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
      let month = k < 9 ? "0\(k + 1)" : "\(k + 1)"
      for day in 28...32 {
        let word = CellText(Array("2024-\(month)-\(day)".utf8))
        #expect((DateFormat.iso.parse(word) != nil) == (day <= days), "\(word)")
      }
    }
  }

  @Test("a column's days and months are told apart by all of its dates")
  func order() {
    #expect(DateFormat.of(["01/05/2024", "02/13/2024"]) == .monthFirst)
    #expect(DateFormat.of(["01/05/2024", "13/02/2024"]) == .dayFirst)
    #expect(DateFormat.of(["01-05-2024", "31-12-2024"]) == .dayFirst)
    #expect(DateFormat.of(["01/13/2024", "13/02/2024"]) == nil)
  }

  @Test("a time of day alone is one")
  func clock() {
    #expect(DateFormat.of(["14:05", "06:00:30"]) == .time)
    #expect(DateFormat.time.parse("18:00") == DateFormat.Moment(days: 0, timeOfDay: 0.75, month: 1))
    #expect(DateFormat.of(["2:05 PM", "11:30 am"]) == .time)
  }

  @Test("a field of a hundred thousand am is none, and is read at once")
  func manyMarks() {
    let bytes =
      Array("2024-01-01 ".utf8) + [UInt8](repeating: 0, count: 200_000).indices.map { $0 % 2 == 0 ? 97 : 109 }
    #expect(DateFormat.of([CellText(bytes)]) == nil)
  }

  @Test(
    "what is no date is none",
    arguments: [
      "24-01-05", "24/01/05", "5/1/24", "05.01.24", "2024-13-01", "2024-02-30", "001/02/2024", "001.02.2024",
      "01.002.2024", "001-02-2024", "2024-01",
      "2024", "01.02", "01/02", "1-2",
      "Jan 1x, 2024", "Jan 123, 2024", "Jan x, 2024", "1x Jan 2024", "Jan 5, 202x", "Jan :, 2024",
      "01.02.20245", "31.04.2024",
      "01-012-2024", "01/012/2024", "Foo 5, 2024", "Jan 32, 2024",
      "Jan 5, 24", "5 2024 Jan",
      "2024-01-05T25:00", "2024-01-05T24:00", "2024-01-05 10:60", "2024-01-05 10:00:61", "13:00 PM",
      "0:30 PM", "1:75 PM", "5:3", "90:00", "Jan", "", "-", "m", "am",
      "1:30 xm", "ab:cd", "2024-01-05 1x:30", "10:3x", "1:30 al", "1:30 bm", "01:30 AM PM",
      "2024-01-05T18:00+2", "2024-01-05T18:00-", "1:30 am am",
    ] as [CellText])
  func refuses(_ word: CellText) {
    #expect(DateFormat.of([word]) == nil)
  }
}
