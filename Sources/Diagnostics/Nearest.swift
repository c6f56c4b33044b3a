/// The word most like a misspelled one, for "did you mean"; nil where none is near.
///
/// Near is at most a third of its letters inserted, left out or replaced (Levenshtein, 1966), or exchanged
/// with a neighbour.
package func nearest(_ word: String, among words: [String]) -> String? {
  let ranked = words.map { (distance(Array(word.lowercased()), Array($0.lowercased())), $0) }
  guard let best = ranked.min(by: { $0.0 < $1.0 }), best.0 <= max(1, word.count / 3) else { return nil }
  return best.1
}

private func distance(_ a: [Character], _ b: [Character]) -> Int {
  var rows = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var least = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
      if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] { least = min(least, rows[i - 1][j - 1] + 1) }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
