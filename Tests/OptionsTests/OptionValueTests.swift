import Diagnostics
import Options
import Testing

private enum Fruit: String, CaseIterable, Sendable { case apple, pear, plum }

private func message<Value>(_ form: OptionValue<Value>, _ text: String) -> String {
  do {
    _ = try form.parse("x", text)
    return "accepted"
  } catch {
    return error.kind == .usage ? error.message.description : "another status"
  }
}

struct OptionValueTests {
  @Test("what cannot be is refused in words")
  func refusals() {
    #expect(message(.path, "") == "`x`: expected a file name, found ''")
    #expect(message(.integer(1...9), "0") == "`x`: expected a whole number from 1 to 9, found '0'")
    #expect(
      message(.integer(1...Int.max), "1.5") == "`x`: expected a whole number of at least 1, found '1.5'")
    #expect(
      message(OptionValue<Double>.number(.above(0)), "nan") == "`x`: expected a number above 0, found 'nan'")
    #expect(
      message(OptionValue<Fruit>.word, "paer")
        == "`x`: expected one of apple, pear, plum, found 'paer'; did you mean pear?")
    let words = OptionValue<Fruit>.word(otherNames: ["pomme": .apple])
    #expect(
      message(words, "Pomme") == "`x`: expected one of apple, pear, plum, found 'Pomme'; did you mean apple?")
    for time in ["10x", "1h-30m", "-5", "1e3", "0x10", "h", "1.2.3m", "inf", "", "0"] {
      #expect(
        message(OptionValue<Double>.seconds, time)
          == "`x`: expected a length of time, such as 90s, 10m or 1h30m, found '\(time)'")
    }
    for text in [
      "", "MB", "1", "2GB", "1.5MB", "-1MB", "1mb", "99999999999999999999", "9223372036854775807GB",
    ] {
      #expect(
        message(OptionValue<Int>.bytes(1 << 20...1 << 30), text)
          == "`x`: expected a size from 1MB to 1024MB, found '\(text)'")
    }
  }

  @Test("bounds hold their ends or not, as they say")
  func bounds() {
    for (bounds, inside, outside) in [
      (NumberBounds.above(0), [1e-9, 1], [0.0, -1]), (.atLeast(0), [0, 1], [-1e-9]),
      (.between(0, 1), [0.5], [0, 1]), (.closed(0, 0.9), [0, 0.9], [0.91, -0.1]),
      (.from(0, below: 1), [0, 0.99], [1]),
    ] {
      for x in inside { #expect(bounds.contains(x), "\(bounds): \(x)") }
      for x in outside { #expect(!bounds.contains(x), "\(bounds): \(x)") }
    }
  }

  @Test("times, lists and bytes mean what they say")
  func meanings() throws {
    for (text, seconds) in [
      ("90", 90.0), ("90s", 90), ("10m", 600), ("10min", 600), ("1h30m", 5400), ("1.5m", 90),
    ] {
      #expect(try OptionValue<Double>.seconds.parse("x", text) == seconds)
    }
    #expect(try OptionValue<[String]>.list.parse("x", #"a,b\,c,d"#) == ["a", "b,c", "d"])
    #expect(try OptionValue<[Int]>.integers(1...99).parse("x", "1,20") == [1, 20])
    for (text, bytes) in [("1MB", 1 << 20), ("2048kB", 1 << 21), ("1GB", 1 << 30), ("1048576", 1 << 20)] {
      #expect(try OptionValue<Int>.bytes(1 << 20...1 << 30).parse("x", text) == bytes)
    }
    #expect(try OptionValue<UInt8>.character.parse("x", "tab") == 9)
    #expect(try OptionValue<UInt8?>.characterOrAuto.parse("x", "auto") == nil)
    #expect(try OptionValue<UInt8?>.characterOrAuto.parse("x", ";") == UInt8(ascii: ";"))
  }

  @Test("a value comes back from the text that is written of it", arguments: [["a", "b,c"], ["\\"], [""]])
  func lists(_ words: [String]) throws {
    let list = OptionValue<[String]>.list
    #expect(try list.parse("x", list.write(words)) == words)
  }
}
