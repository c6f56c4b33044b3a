import Diagnostics

/// The values of options as what they mean. Each throws `.usage`, naming the option, what was found and
/// what is allowed.
extension Arguments {
  /// The path of a file, or `-`.
  package func path(_ option: Table) throws(Failure) -> String? {
    guard let text = self[option] else { return nil }
    if text.isEmpty { throw refusal(option, text, "the name of a file") }
    return text
  }

  /// A whole number.
  package func integer(_ option: Table, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let text = self[option] else { return nil }
    guard let value = Int(text), range.contains(value) else {
      let bound =
        range.upperBound == .max
        ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw refusal(option, text, "a whole number \(bound)")
    }
    return value
  }

  /// A number for which `allowed` holds; `meaning` says in words for which it does.
  package func number(_ option: Table, _ meaning: String, _ allowed: (Double) -> Bool) throws(Failure)
    -> Double?
  {
    guard let text = self[option] else { return nil }
    guard let value = Double(text), value.isFinite, allowed(value) else {
      throw refusal(option, text, meaning)
    }
    return value
  }

  /// A word of a closed list.
  package func word<CellText: CaseIterable & RawRepresentable<String>>(
    _ option: Table, as type: CellText.Type
  ) throws(Failure) -> CellText? {
    guard let text = self[option] else { return nil }
    guard let value = CellText(rawValue: text) else {
      let words = CellText.allCases.map(\.rawValue)
      let near = nearest(text, among: words).map { "; did you mean \($0)?" } ?? ""
      throw refusal(option, text, "one of \(words.joined(separator: ", "))" + near)
    }
    return value
  }

  /// Words between commas.
  ///
  /// A comma that belongs to a word stands after a backslash.
  package func list(_ option: Table) -> [String]? {
    guard let text = self[option] else { return nil }
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

  /// Whole numbers between commas.
  package func integers(_ option: Table, in range: ClosedRange<Int>) throws(Failure) -> [Int]? {
    guard let words = list(option) else { return nil }
    var numbers: [Int] = []
    for word in words {
      guard let number = Int(word), range.contains(number) else {
        throw refusal(
          option, word, "whole numbers from \(range.lowerBound) to \(range.upperBound) between commas")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// A length of time in seconds: `90`, `90s`, `10m` or `10min`, `1h30m`.
  package func seconds(_ option: Table) throws(Failure) -> Double? {
    guard let text = self[option] else { return nil }
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
        // Neither a sign nor an exponent belongs into a length of time.
        total = .nan
      }
    }
    if !digits.isEmpty { total += Double(digits) ?? .nan }
    guard total.isFinite, total > 0 else {
      throw refusal(option, text, "a length of time, such as 90s, 10m or 1h30m")
    }
    return total
  }

  /// A number of bytes, such as 64MB or 1GB.
  package func bytes(_ option: Table, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let text = self[option] else { return nil }
    let digits = text.prefix { ("0"..."9").contains($0) }
    let shift = ["": 0, "kB": 10, "MB": 20, "GB": 30][String(text.dropFirst(digits.count))]
    guard let shift, let number = Int(digits), number <= range.upperBound >> shift,
      range.contains(number << shift)
    else {
      throw refusal(option, text, "a size from \(range.lowerBound >> 20)MB to \(range.upperBound >> 20)MB")
    }
    return number << shift
  }

  /// One byte: a character, `tab` or `\t`.
  ///
  /// Nil for `auto`.
  package func byte(_ option: Table) throws(Failure) -> UInt8? {
    guard let text = self[option], text != "auto" else { return nil }
    if text == "tab" || text == "\\t" { return 9 }
    guard text.utf8.count == 1, let byte = text.utf8.first, !"\0\n\r\"".utf8.contains(byte) else {
      throw refusal(option, text, "one character, tab or auto")
    }
    return byte
  }

  package func refusal(_ option: Table, _ found: String, _ allowed: String) -> Failure {
    Failure(.usage, "--\(option.rawValue) '\(found)' is not \(allowed)")
  }
}
