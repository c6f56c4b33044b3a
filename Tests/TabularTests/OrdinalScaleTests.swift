import Testing

@testable import Tabular

struct OrdinalScaleTests {
  @Test("words of one scale have its places, in any case and with any separator")
  func scales() {
    #expect(OrdinalScale.of(["low", "Medium", "HIGH"]) == .level)
    #expect(OrdinalScale.of(["S", "M", "L", "XL"]) == .size)
    #expect(OrdinalScale.of(["small", "medium", "extra-large"]) == .size)
    #expect(OrdinalScale.of(["never", "sometimes", "always"]) == .frequency)
    #expect(OrdinalScale.of(["strongly_disagree", "neutral", "Agree"]) == .agreement)
    #expect(OrdinalScale.of(["Mon", "Tue", "Wednesday"]) == .weekday)
    #expect(OrdinalScale.of(["jan", "may", "Dec"]) == .month)
    #expect(OrdinalScale.level.values(of: "low") == [-0.5])
    #expect(OrdinalScale.frequency.values(of: "Always") == [1])
  }

  @Test("words of which one is of no scale, or that are too few, have none")
  func others() {
    #expect(OrdinalScale.of(["low", "medium", "high", "unknown"]) == nil)
    #expect(OrdinalScale.of(["low", "high"]) == nil)
    #expect(OrdinalScale.of(["s", "m"]) == nil)
    #expect(OrdinalScale.of(["small", "Small", "large"]) == nil)
    #expect(OrdinalScale.of(["low", "small", "never"]) == nil)
    #expect(OrdinalScale.of(["A", "B", "C"]) == nil)
  }

  /// Of the months there are 24 words, each in several cases.
  @Test("a scale has up to forty words")
  func many() {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct"]
    let words = months.flatMap {
      [$0, $0.uppercased(), $0.capitalized, $0.prefix(1) + $0.dropFirst().uppercased()]
    }
    #expect(OrdinalScale.of(words.map { CellText(Array($0.utf8)) }) == .month)
    #expect(OrdinalScale.of((words + ["NOV"]).map { CellText(Array($0.utf8)) }) == nil)
  }

  @Test("a word of forty bytes may be one of a scale, and of more none")
  func longWords() {
    #expect(OrdinalScale.level.place(of: CellText("very" + String(repeating: " ", count: 33) + "low")) == 0)
    #expect(OrdinalScale.level.place(of: CellText("very" + String(repeating: " ", count: 34) + "low")) == nil)
  }

  /// A quarter of a year is a quarter of a turn.
  @Test("months and weekdays come round")
  func rounds() throws {
    for (month, sine, cosine) in [("January", 0, 1), ("April", 1, 0), ("July", 0, -1)]
      as [(CellText, Float, Float)]
    {
      let values = try #require(OrdinalScale.month.values(of: month))
      #expect(abs(values[0] - sine) < 1e-6 && abs(values[1] - cosine) < 1e-6)
    }
  }

  /// Two rows tell where a month stands; the year begins up, and goes on to the right.
  @Test("months have a row each, and two of their round")
  func months() throws {
    let X = try FeaturesTests.encoded(["jan", "jan", "jul", "apr", "", "oct"], training: 0..<5)
    let expected: [[Float]] = [
      [1, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 1], [0, 0, 1, 0, 0, -1], [0, 1, 0, 0, 1, 0], [0, 0, 0, 1, 0, 0],
      [0, 0, 0, 1, -1, 0],
    ]
    for (x, values) in zip(X, expected) {
      #expect(x.count == 6 && zip(x, values).allSatisfy { abs($0 - $1) < 1e-6 }, "\(x)")
    }
  }

  @Test("ordered words have a row each, and one that says where they stand")
  func encoding() throws {
    let X = try FeaturesTests.encoded(
      ["low", "low", "high", "medium", "medium", "medium", "", "very high", "odd"], training: 0..<7)
    let expected: [[Float]] = [
      [0, 1, 0, 0, -0.5], [0, 1, 0, 0, -0.5], [0, 0, 1, 0, 0.5], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0],
      [1, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 1], [0, 0, 0, 1, 0],
    ]
    #expect(X == expected)
  }
}
