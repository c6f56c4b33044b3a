import LinearAlgebra

extension Split {
  /// Deals the rows out to folds, and gives for each the split that judges by it and learns from the others
  /// (cross-validation, Stone 1974).
  ///
  /// `strata` (one for each row) spreads the rows of a class evenly over the folds; `groups` keeps rows of a group
  /// together, in the fold that has the fewest rows so far. Empty where there are fewer rows or groups than folds.
  package static func kFold(_ count: Int, of rows: [Int], strata: [Int]?, groups: [Int]?, seed: UInt64)
    -> [Split]
  {
    precondition(count > 1, "there are two folds at least")
    var random = RandomStream(seed: seed, stream: .split)
    var folds = [[Int]](repeating: [], count: count)
    var parts = grouped(rows, by: groups ?? strata)
    if groups != nil {
      random.shuffle(&parts)
      for part in parts {
        let smallest = folds.indices.min { folds[$0].count < folds[$1].count } ?? 0
        folds[smallest] += part
      }
    } else {
      var next = 0
      for var stratum in parts {
        random.shuffle(&stratum)
        for row in stratum {
          folds[next % count].append(row)
          next += 1
        }
      }
    }
    guard !folds.contains(where: \.isEmpty) else { return [] }
    return folds.map { fold in
      let held = Set(fold)
      return Split(training: rows.filter { !held.contains($0) }, validation: fold.sorted())
    }
  }

  /// The rows of each key, in the order in which the keys first appear; all in one where there are no keys.
  private static func grouped(_ rows: [Int], by keys: [Int]?) -> [[Int]] {
    guard let keys else { return [rows] }
    var parts: [[Int]] = []
    var places: [Int: Int] = [:]
    for (row, key) in zip(rows, keys) {
      if let place = places[key] {
        parts[place].append(row)
      } else {
        places[key] = parts.count
        parts.append([row])
      }
    }
    return parts
  }
}
