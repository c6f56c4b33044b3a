import Diagnostics

/// The words that mark a missing value; an empty cell always does.
///
/// NA, NaN, null and N/A are matched in upper and lower case, other words byte by byte.
package struct MissingValues: Equatable, Sendable {
  /// The words, as they were given.
  package let words: [CellText]
  /// Whether each is matched in upper and lower case.
  private let ignoresCase: [Bool]
  /// Some word reads as a number, so that numbers have to be compared too.
  package let includeNumbers: Bool

  /// What is missing unless the user says otherwise.
  package static let standard = MissingValues(["NA", "NaN", "null", "N/A", "#N/A", "?"])

  package init(_ words: [String]) { self.init(cells: words.map { CellText($0) }) }

  /// Cells with one of these texts are missing values.
  package init(cells words: [CellText]) {
    self.words = words.filter { !$0.bytes.isEmpty }
    ignoresCase = self.words.map { ["na", "nan", "null", "n/a"].contains($0.text?.lowercased()) }
    includeNumbers = self.words.contains {
      Number.parse($0.bytes) != nil || Number.parse($0.bytes, decimalMark: Number.comma) != nil
    }
  }

  /// What to say where one more word may mark a missing value: the option takes the place of these words, so it names
  /// them too.
  func advice(for word: String) -> Message {
    let words = (words.map(\.description) + [word]).map(asListItem).joined(separator: ",")
    return "use \(option: .missing) '\(words)' if it marks a missing value"
  }

  package func contains(_ word: CellText) -> Bool { contains(word.bytes.span, 0..<word.bytes.count) }

  /// Whether the text in `range` of `bytes` marks a missing value.
  package func contains(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if range.isEmpty { return true }
    for (word, ignoresCase) in zip(words, ignoresCase) where word.bytes.count == range.count {
      let isWord = range.allSatisfy { i in
        let (asked, found) = (word.bytes[i - range.lowerBound], bytes[i])
        // Letters differ from their other case in one bit.
        return asked == found || (ignoresCase && isLetter(asked) && asked ^ found == 0x20)
      }
      if isWord { return true }
    }
    return false
  }
}

private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
