/// A column of a table: the number of each row, or its word, or both.
///
/// A column of text has only words. A column of numbers has the numbers, and its words besides
/// unless they are too many (see `ColumnBuilder`) or told by the numbers.
package struct Column: Sendable {
  package let name: String
  /// The position in the file, counted from 0.
  package let position: Int
  /// The number of each row, NaN where it is missing; nil for a column of words.
  package let numbers: [Float]?
  /// How the numbers are written where they are not plain.
  package var notation: NumberFormat?
  /// One of the numbers written so, and what it says.
  package var notationExample: (word: CellText, number: Float)?
  /// The user has said what it holds, and so that it is to be used.
  var isDeclared = false
  private let spelling: Spelling

  /// How the numbers were written, and a column of words its words.
  private enum Spelling {
    case unknown
    case categories(CategoryColumn)
    /// Place `k` in the spellings of the blocks with the last rows; the others are plain numbers.
    case told([NumberSpellings], Int)
  }

  package init(name: String, position: Int, numbers: [Float]?, words: CategoryColumn?) {
    precondition(numbers != nil || words != nil, "a column has numbers or words")
    self.name = name
    self.position = position
    self.numbers = numbers
    spelling = words.map { .categories($0) } ?? .unknown
  }

  /// A column of numbers whose words are told by their values, or by place `k` of `spellings`.
  init(name: String, position: Int, numbers: [Float], spellings: [NumberSpellings], place k: Int) {
    self.name = name
    self.position = position
    self.numbers = numbers
    spelling = .told(spellings, k)
  }

  /// The words of the rows as they were written; nil for a column of many different numbers.
  package var words: CategoryColumn? {
    switch spelling {
    case .unknown: return nil
    case .categories(let words): return words
    case .told(let spellings, let k):
      var vocabulary = Vocabulary()
      let codes = ColumnBuilder.spellOut(k, numbers ?? [], spellings, into: &vocabulary)
      return CategoryColumn(codes: codes, vocabulary: vocabulary)
    }
  }

  /// Whether the row has no value.
  package func isMissing(_ row: Int) -> Bool {
    if let numbers { return numbers[row].isNaN }
    return words.map { $0.codes[row] < 0 } ?? true
  }

  /// Whether these rows have more than two different numbers.
  package func hasManyNumbers(in rows: [Int]) -> Bool {
    guard let numbers else { return false }
    var seen: Set<Float> = []
    for row in rows where !numbers[row].isNaN && seen.insert(numbers[row]).inserted && seen.count > 2 {
      return true
    }
    return false
  }

  /// What tells the values of the rows apart: equal numbers for equal values, -1 for a missing one.
  ///
  /// Numbers count by their value, words by their bytes. It serves to stratify and to group rows.
  package func groups(_ rows: [Int]) -> [Int] {
    if let numbers {
      var order: [Float: Int] = [:]
      return rows.map { row in
        if numbers[row].isNaN { return -1 }
        let next = order.count
        let group = order[numbers[row], default: next]
        if group == next { order[numbers[row]] = next }
        return group
      }
    }
    return rows.map { row in words.map { Int($0.codes[row]) } ?? -1 }
  }
}

package struct CategoryColumn: Sendable {
  /// The number of each row's word in the lexicon, -1 where the value is missing.
  package let codes: [Int32]
  package let vocabulary: Vocabulary
  /// The line on which each word first appears, counted from 0 at the first row, where that is known.
  var lines: [Int] = []
}
