import Testing

@testable import Tabular

struct WordScaleTests {
  @Test("words of one scale have its places, in any case and with any separator")
  func scales() {
    #expect(WordScale.of(["low", "Medium", "HIGH"]) == .level)
    #expect(WordScale.of(["S", "M", "L", "XL"]) == .size)
    #expect(WordScale.of(["small", "medium", "extra-large"]) == .size)
    #expect(WordScale.of(["never", "sometimes", "always"]) == .frequency)
    #expect(WordScale.of(["strongly_disagree", "neutral", "Agree"]) == .agreement)
    #expect(WordScale.of(["Mon", "Tue", "Wednesday"]) == .weekday)
    #expect(WordScale.of(["jan", "may", "Dec"]) == .month)
    #expect(WordScale.level.values(of: "low") == [-0.5])
    #expect(WordScale.frequency.values(of: "Always") == [1])
  }

  @Test("words of which one is of no scale, or that are too few, have none")
  func others() {
    #expect(WordScale.of(["low", "medium", "high", "unknown"]) == nil)
    #expect(WordScale.of(["low", "high"]) == nil)
    #expect(WordScale.of(["s", "m"]) == nil)
    #expect(WordScale.of(["small", "Small", "large"]) == nil)
    #expect(WordScale.of(["low", "small", "never"]) == nil)
    #expect(WordScale.of(["A", "B", "C"]) == nil)
  }

  /// Of the months there are 24 words, each in several cases.
  @Test("a scale has up to forty words")
  func many() {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct"]
    let words = months.flatMap {
      [$0, $0.uppercased(), $0.capitalized, $0.prefix(1) + $0.dropFirst().uppercased()]
    }
    #expect(WordScale.of(words.map { Word(Array($0.utf8)) }) == .month)
    #expect(WordScale.of((words + ["NOV"]).map { Word(Array($0.utf8)) }) == nil)
  }

  @Test("a word of forty bytes may be one of a scale, and of more none")
  func longWords() {
    #expect(WordScale.level.place(of: Word("very" + String(repeating: " ", count: 33) + "low")) == 0)
    #expect(WordScale.level.place(of: Word("very" + String(repeating: " ", count: 34) + "low")) == nil)
  }

  /// A quarter of a year is a quarter of a turn.
  @Test("months and weekdays come round")
  func rounds() throws {
    for (month, sine, cosine) in [("January", 0, 1), ("April", 1, 0), ("July", 0, -1)]
      as [(Word, Float, Float)]
    {
      let values = try #require(WordScale.month.values(of: month))
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
