import Diagnostics

/// How the value of an option is written: from the user's text to a value, and back.
///
/// `parse` throws `.usage`, naming the option, what was found and what is expected.
package struct OptionValue<Value: Sendable>: Sendable {
  package let parse: @Sendable (OptionName, String) throws(Failure) -> Value
  package let write: @Sendable (Value) -> String

  package init(
    parse: @escaping @Sendable (OptionName, String) throws(Failure) -> Value,
    write: @escaping @Sendable (Value) -> String
  ) {
    self.parse = parse
    self.write = write
  }
}

/// That a value is not what it should be; with `meant`, a value that the user may have had in mind.
package func refusal(
  _ option: OptionName, _ found: String, _ expected: String, didYouMean meant: String? = nil
) -> Failure {
  let question = meant.map { "; did you mean \($0)?" } ?? ""
  return Failure(.usage, "\(option: option): expected \(expected), found '\(found)'\(question)")
}

extension OptionValue<Int> {
  package static func integer(_ range: ClosedRange<Int>) -> Self {
    Self(
      parse: { (name, text) throws(Failure) in
        guard let value = Int(text), range.contains(value) else {
          let bound =
            range.upperBound == .max
            ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
          throw refusal(name, text, "a whole number \(bound)")
        }
        return value
      }, write: { "\($0)" })
  }

  /// A number of bytes, such as 64MB or 1GB.
  package static func bytes(_ range: ClosedRange<Int>) -> Self {
    Self(
      parse: { (name, text) throws(Failure) in
        let digits = text.prefix { ("0"..."9").contains($0) }
        let shift = ["": 0, "kB": 10, "MB": 20, "GB": 30][String(text.dropFirst(digits.count))]
        guard let shift, let number = Int(digits), number <= range.upperBound >> shift,
          range.contains(number << shift)
        else {
          throw refusal(
            name, text, "a size from \(range.lowerBound >> 20)MB to \(range.upperBound >> 20)MB")
        }
        return number << shift
      }, write: { $0 % (1 << 20) == 0 ? "\($0 >> 20)MB" : "\($0)" })
  }
}

extension OptionValue<UInt64> {
  /// A whole number of 0 or more.
  package static var seed: Self {
    let integer = OptionValue<Int>.integer(0...Int.max)
    return Self(
      parse: { (name, text) throws(Failure) in UInt64(try integer.parse(name, text)) }, write: { "\($0)" })
  }
}

extension OptionValue<Double> {
  /// A number within `bounds`.
  package static func number(_ bounds: NumberBounds) -> Self {
    Self(
      parse: { (name, text) throws(Failure) in
        guard let value = Double(text), value.isFinite, bounds.contains(value) else {
          throw refusal(name, text, bounds.description)
        }
        return value
      }, write: { "\($0)" })
  }

  /// A length of time in seconds: `90`, `90s`, `10m` or `10min`, `1h30m`.
  package static var seconds: Self {
    Self(
      parse: { (name, text) throws(Failure) in
        guard let seconds = parseSeconds(text) else {
          throw refusal(name, text, "a length of time, such as 90s, 10m or 1h30m")
        }
        return seconds
      }, write: { "\($0)s" })
  }
}

extension OptionValue<Float> {
  /// A number within `bounds`, kept in single precision.
  package static func number(_ bounds: NumberBounds) -> Self {
    let number = OptionValue<Double>.number(bounds)
    return Self(
      parse: { (name, text) throws(Failure) in Float(try number.parse(name, text)) }, write: { "\($0)" })
  }
}

/// The numbers that an option takes, and how that is said.
package enum NumberBounds: Sendable, CustomStringConvertible {
  case above(Double)
  case atLeast(Double)
  /// Neither bound is one of them.
  case between(Double, Double)
  /// Both bounds are.
  case closed(Double, Double)
  /// The lower bound is, the upper one is not.
  case from(Double, below: Double)

  package func contains(_ x: Double) -> Bool {
    switch self {
    case .above(let low): x > low
    case .atLeast(let low): x >= low
    case .between(let low, let high): x > low && x < high
    case .closed(let low, let high): x >= low && x <= high
    case .from(let low, let high): x >= low && x < high
    }
  }

  package var description: String {
    func short(_ x: Double) -> String { x == x.rounded() ? "\(Int(x))" : "\(x)" }
    return switch self {
    case .above(let low): "a number above \(short(low))"
    case .atLeast(let low): "a number of \(short(low)) or more"
    case .between(let low, let high): "a number between \(short(low)) and \(short(high))"
    case .closed(let low, let high): "a number from \(short(low)) to \(short(high))"
    case .from(let low, let high): "a number of at least \(short(low)) and below \(short(high))"
    }
  }
}

extension OptionValue<String> {
  package static var text: Self { Self(parse: { _, text in text }, write: { $0 }) }

  /// The path of a file, or `-`.
  package static var path: Self {
    Self(
      parse: { (name, text) throws(Failure) in
        if text.isEmpty { throw refusal(name, text, "a file name") }
        return text
      }, write: { $0 })
  }
}

extension OptionValue where Value: CaseIterable & RawRepresentable<String> {
  /// A word of a closed list.
  package static var word: Self { word() }

  /// A word of a closed list; `otherNames` are what other tools call them, for "did you mean".
  package static func word(otherNames: [String: Value] = [:]) -> Self {
    Self(
      parse: { (name, text) throws(Failure) in
        guard let value = Value(rawValue: text) else {
          let words = Value.allCases.map(\.rawValue)
          let lowercased = text.lowercased()
          throw refusal(
            name, text, "one of \(words.joined(separator: ", "))",
            didYouMean: otherNames[lowercased]?.rawValue ?? nearest(lowercased, among: words))
        }
        return value
      }, write: { $0.rawValue })
  }
}

extension OptionValue<[String]> {
  /// Words between commas; a comma that belongs to a word stands after a backslash.
  package static var list: Self {
    Self(
      parse: { _, text in splitList(text) },
      write: {
        $0.map { $0.replacing("\\", with: "\\\\").replacing(",", with: "\\,") }.joined(separator: ",")
      })
  }
}

extension OptionValue<[Int]> {
  /// Whole numbers between commas.
  package static func integers(_ range: ClosedRange<Int>) -> Self {
    Self(
      parse: { (name, text) throws(Failure) in
        var numbers: [Int] = []
        for word in splitList(text) {
          guard let number = Int(word), range.contains(number) else {
            throw refusal(
              name, word, "comma-separated whole numbers from \(range.lowerBound) to \(range.upperBound)")
          }
          numbers.append(number)
        }
        return numbers
      }, write: { $0.map(String.init).joined(separator: ",") })
  }
}

extension OptionValue<UInt8> {
  /// One byte: a character, `tab` or `\t`.
  package static var character: Self {
    Self(
      parse: { (name, text) throws(Failure) in
        if text == "tab" || text == "\\t" { return 9 }
        guard text.utf8.count == 1, let byte = text.utf8.first, !"\0\n\r\"".utf8.contains(byte) else {
          throw refusal(name, text, "one character, tab or auto")
        }
        return byte
      }, write: { $0 == 9 ? "tab" : String(decoding: [$0], as: UTF8.self) })
  }
}

extension OptionValue<UInt8?> {
  /// One byte, or nil for `auto`.
  package static var characterOrAuto: Self {
    let character = OptionValue<UInt8>.character
    return Self(
      parse: { (name, text) throws(Failure) in text == "auto" ? nil : try character.parse(name, text) },
      write: { $0.map(character.write) ?? "auto" })
  }
}

/// The words of a list between commas; a comma that belongs to a word stands after a backslash.
package func splitList(_ text: String) -> [String] {
  var words = [""]
  var escaped = false
  for character in text {
    if escaped || (character != "," && character != "\\") {
      words[words.count - 1].append(character)
      escaped = false
    } else if character == "\\" {
      escaped = true
    } else {
      words.append("")
    }
  }
  return words
}

/// A length of time in seconds, above 0; nil where the text is none.
package func parseSeconds(_ text: String) -> Double? {
  let units: [Character: Double] = ["h": 3600, "m": 60, "s": 1]
  var total = 0.0
  var digits = ""
  for character in text.replacing("min", with: "m") {
    if let unit = units[character] {
      total += (Double(digits) ?? .nan) * unit
      digits = ""
    } else if character == "." || ("0"..."9").contains(character) {
      digits.append(character)
    } else {
      // Neither a sign nor an exponent belongs in a length of time.
      return nil
    }
  }
  if !digits.isEmpty { total += Double(digits) ?? .nan }
  return total.isFinite && total > 0 ? total : nil
}
