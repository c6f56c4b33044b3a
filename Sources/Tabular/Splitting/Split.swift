import LinearAlgebra

/// Which rows a network learns from, and which it is judged by while it learns.
package struct Split: Equatable, Sendable {
  /// Ascending.
  package let training: [Int]
  package let validation: [Int]

  package init(training: [Int], validation: [Int]) {
    self.training = training
    self.validation = validation
  }

  /// Draws a share of the rows for validation.
  ///
  /// `strata` (one for each row) keeps the proportions of classes: each class gives its share, and keeps one
  /// row for training. What a class gives too little or too much, for rows are whole, the next one makes up for.
  /// `groups` keeps rows of a group together.
  package init(_ rows: [Int], fraction: Double, strata: [Int]?, groups: [Int]?, seed: UInt64) {
    var random = RandomStream(seed: seed, stream: .split)
    var validation: [Int] = []
    if let groups {
      var members: [Int: [Int]] = [:]
      var order: [Int] = []
      for (row, group) in zip(rows, groups) {
        if members[group] == nil { order.append(group) }
        members[group, default: []].append(row)
      }
      random.shuffle(&order)
      let wanted = Int((fraction * Double(rows.count)).rounded())
      for group in order.dropLast() where validation.count < wanted { validation += members[group] ?? [] }
    } else {
      var members: [[Int]] = []
      var places: [Int: Int] = [:]
      for (k, row) in rows.enumerated() {
        let stratum = strata?[k] ?? 0
        if places[stratum] == nil {
          places[stratum] = members.count
          members.append([])
        }
        members[places[stratum] ?? 0].append(row)
      }
      var owed = 0.0
      for var stratum in members {
        random.shuffle(&stratum)
        owed += fraction * Double(stratum.count)
        let given = min(stratum.count - 1, max(0, Int(owed.rounded())))
        // No class gives many rows in place of small ones.
        owed = min(owed - Double(given), 1)
        validation += stratum.prefix(given)
      }
    }
    let held = Set(validation)
    self.validation = validation.sorted()
    training = rows.filter { !held.contains($0) }
  }

  /// Takes the last share of the rows by their times (one for each row) for validation.
  ///
  /// Rows of one time stay together, on the side of the validation where some are left to learn from.
  package init(_ rows: [Int], fraction: Double, times: [Double]) {
    let wanted = Int((fraction * Double(rows.count)).rounded())
    let ordered = times.sorted()
    let first = ordered.count - wanted < ordered.count ? ordered[ordered.count - wanted] : .infinity
    let begin = first > (ordered.first ?? first) ? first : ordered.first { $0 > first } ?? .infinity
    training = zip(rows, times).filter { $0.1 < begin }.map(\.0)
    validation = zip(rows, times).filter { $0.1 >= begin }.map(\.0)
  }
}
