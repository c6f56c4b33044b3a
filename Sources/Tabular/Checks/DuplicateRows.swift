/// Rows to judge by that stand among the rows to learn from too, alike in all columns that are used.
package struct DuplicateRows: Equatable, Sendable {
  /// How many rows to judge by there are, and how many of them are repeated.
  package let rows: Int
  package let repeated: Int

  /// Some rows of a table, which has the columns of the features; the target's columns.
  package struct ComparedRows {
    private var columns: [(column: Column, readsNumbers: Bool)] = []
    let rows: [Int]

    package init(_ table: Table, _ features: Features, _ target: Target, _ targets: [Column], rows: [Int]) {
      let named = Dictionary(table.columns.map { ($0.name, $0) }) { first, _ in first }
      for feature in features.features {
        if let column = named[feature.name] { columns.append((column, feature.encoding.readsNumbers)) }
      }
      for column in targets { columns.append((column, target.readsNumbers)) }
      self.rows = rows
    }

    /// A number for each row, the same for rows that are alike in every column but for `step` - 1 of `step`; other
    /// rows have it with a chance of 2⁻⁶⁴.
    func prints(step: Int) -> [UInt64] {
      var prints = [UInt64](repeating: 0, count: rows.count)
      for k in stride(from: 0, to: columns.count, by: step) {
        let (column, readsNumbers) = columns[k]
        if readsNumbers, let numbers = column.numbers {
          for (n, row) in rows.enumerated() { prints[n] = mixed(prints[n], bits(numbers[row])) }
        } else if let words = column.words {
          let hashes = words.vocabulary.words.map { $0.bytes.reduce(1) { mixed($0, UInt64($1)) } }
          for (n, row) in rows.enumerated() {
            let code = Int(words.codes[row])
            prints[n] = mixed(prints[n], code < 0 ? 0 : hashes[code])
          }
        }
      }
      return prints
    }

    /// All columns at once, and before them some, where they are many.
    var steps: [Int] { columns.count > 64 ? [columns.count / 32, 1] : [1] }

    /// The columns below which rows may be alike by chance: they often depend on each other.
    private static let minimumColumns = 6

    /// Whether rows of these columns may well be alike by chance.
    ///
    /// The chance that two rows are alike is, where columns do not depend on each other, the product over the
    /// columns of Σ p², p the share of a value (Simpson, "Measurement of Diversity", 1949).
    var hasFewDifferent: Bool {
      if columns.count < Self.minimumColumns { return true }
      let sample = stride(from: 0, to: rows.count, by: max(1, rows.count / 1_000)).map { rows[$0] }
      var chance = Double(rows.count)
      for (column, _) in columns where chance > 1e-3 {
        var counts: [Int: Int] = [:]
        for group in column.groups(sample) { counts[group, default: 0] += 1 }
        chance *= counts.values.reduce(0) { $0 + Double($1 * $1) } / Double(sample.count * sample.count)
      }
      return chance > 1e-3
    }
  }

  /// The share above which it is worth a word.
  private static let share = 0.01

  /// Nil where hardly any row is repeated, or where rows are alike by chance.
  package init?(_ judged: ComparedRows, among learned: ComparedRows) {
    rows = judged.rows.count
    var repeated = 0
    for step in learned.steps {
      let prints = judged.prints(step: step)
      let known = Set(prints).intersection(learned.prints(step: step))
      repeated = prints.count { known.contains($0) }
      guard Double(repeated) > Self.share * Double(rows) else { return nil }
    }
    if learned.hasFewDifferent { return nil }
    self.repeated = repeated
  }
}

extension Target {
  fileprivate var readsNumbers: Bool {
    if case .numeric = self { true } else { false }
  }
}

/// One pattern for each number, for 0 and −0 and for all missing ones.
private func bits(_ number: Float) -> UInt64 {
  number.isNaN ? 1 << 32 : UInt64((number == 0 ? 0 : number).bitPattern)
}

/// Takes one more value into a hash (the finalizer of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
/// Generators", 2014).
private func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
  var z = (hash ^ value) &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
