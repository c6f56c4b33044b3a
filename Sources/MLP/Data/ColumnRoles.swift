import Diagnostics
import Tabular

/// The columns of a table that are not inputs: targets, sample weights, groups and times.
package struct ColumnRoles: Sendable {
  /// What keeps rows together, or in order, in a split.
  package struct Grouping: Sendable {
    package let option: OptionName
    package let column: String
  }

  let targets: [Column]
  let weight: Column?
  let group: Column?
  let time: Column?

  /// Throws `.usage` where the user names a column that is not there, or one for two things at once.
  init(_ settings: TrainingSettings, in table: Table) throws(Failure) {
    targets = try Self.targets(settings.targets, in: table)
    weight = if let name = settings.weight { try table.column(name) } else { nil }
    group = if let name = settings.group { try table.column(name) } else { nil }
    time = if let name = settings.time { try table.column(name) } else { nil }
    try checkDifferent()
  }

  private static func targets(_ names: [String]?, in table: Table) throws(Failure) -> [Column] {
    guard let names else {
      guard let last = table.columns.last else { throw Failure(.usage, "every column is ignored") }
      return [last]
    }
    var columns: [Column] = []
    for name in names {
      let column = try table.column(name)
      guard !columns.contains(where: { $0.position == column.position }) else {
        throw Failure(.usage, "column '\(column.name)' is named twice in \(option: .target)")
      }
      columns.append(column)
    }
    return columns
  }

  private func checkDifferent() throws(Failure) {
    let others = [(OptionName.weight, weight), (.group, group), (.time, time)].compactMap { role, column in
      column.map { (role: role, column: $0) }
    }
    for (k, other) in others.enumerated() {
      if targets.contains(where: { $0.position == other.column.position }) {
        throw Failure(
          .usage,
          "column '\(other.column.name)' is the target and cannot be the \(option: other.role) column as well; use \(option: .target) to choose another target"
        )
      }
      if let same = others[..<k].first(where: { $0.column.position == other.column.position }) {
        throw Failure(
          .usage,
          "column '\(other.column.name)' cannot be both the \(option: same.role) and the \(option: other.role) column"
        )
      }
    }
  }

  /// The positions of all of them.
  var positions: Set<Int> { Set((targets + [weight, group, time].compactMap { $0 }).map(\.position)) }

  var grouping: Grouping? {
    group.map { Grouping(option: .group, column: $0.name) }
      ?? time.map { Grouping(option: .time, column: $0.name) }
  }
}
