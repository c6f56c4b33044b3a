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
  /// row for training. `groups` keeps rows of a group together.
  package init(_ rows: [Int], fraction: Double, strata: [Int]?, groups: [Int]?, seed: UInt64) {
    var random = Random(seed: seed, stream: .split)
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
      for var stratum in members {
        random.shuffle(&stratum)
        let wanted = min(stratum.count - 1, Int((fraction * Double(stratum.count)).rounded()))
        validation += stratum.prefix(wanted)
      }
    }
    let held = Set(validation)
    self.validation = validation.sorted()
    training = rows.filter { !held.contains($0) }
  }
}
