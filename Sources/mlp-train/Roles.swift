import Diagnostics
import Tabular

/// The columns of a table that are there for something else than to learn from.
struct Roles {
  let targets: [Column]
  let weight: Column?
  let group: Column?
  let time: Column?

  /// Throws `.usage` where the user names a column that is not there, or one for two things at once.
  init(_ settings: Settings, in table: Table) throws(Failure) {
    if let names = settings.targets {
      var columns: [Column] = []
      for name in names {
        let column = try table.column(name)
        guard !columns.contains(where: { $0.position == column.position }) else {
          throw Failure(.usage, "column '\(column.name)' is named twice in --target")
        }
        columns.append(column)
      }
      targets = columns
    } else {
      guard let last = table.columns.last else { throw Failure(.usage, "every column is ignored") }
      targets = [last]
    }
    weight = if let name = settings.weight { try table.column(name) } else { nil }
    group = if let name = settings.group { try table.column(name) } else { nil }
    time = if let name = settings.time { try table.column(name) } else { nil }
    let others = [("weight", weight), ("group", group), ("time", time)].compactMap { role, column in
      column.map { (role: role, column: $0) }
    }
    for (k, other) in others.enumerated() {
      if targets.contains(where: { $0.position == other.column.position }) {
        throw Failure(
          .usage,
          "column '\(other.column.name)' is the target, and cannot be the --\(other.role) too; name another with "
            + "--target")
      }
      if let same = others[..<k].first(where: { $0.column.position == other.column.position }) {
        throw Failure(
          .usage, "column '\(other.column.name)' cannot be the --\(same.role) and the --\(other.role) too")
      }
    }
  }

  /// The positions of all of them.
  var positions: Set<Int> { Set((targets + [weight, group, time].compactMap { $0 }).map(\.position)) }
}
