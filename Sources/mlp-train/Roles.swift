import Errors
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
    if let weight, targets.contains(where: { $0.position == weight.position }) {
      throw Failure(
        .usage,
        "column '\(weight.name)' is the target, and cannot be the --weight too; name another with --target")
    }
  }

  /// The positions of all of them.
  var positions: Set<Int> { Set((targets + [weight, group, time].compactMap { $0 }).map(\.position)) }
}
