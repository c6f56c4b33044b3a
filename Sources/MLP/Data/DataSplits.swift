import Diagnostics
import Tabular

/// Splits the rows of a table into training and validation rows: once, or once for each fold.
struct DataSplits {
  let settings: TrainingSettings
  let roles: ColumnRoles
  let target: Target
  let observer: TrainingObserver

  /// Throws where a class has no training row, or a fold no row.
  func splits(of rows: [Int]) throws(Failure) -> [Split] {
    if !settings.holdsOutRows || settings.validation != nil {
      return [Split(training: rows, validation: [])]
    }
    let seed = settings.recipe.training.seed
    if let time = roles.time {
      return [try checked(Split(rows, fraction: settings.validationFraction, times: try time.times(rows)))]
    }
    var strata: [Int]?
    if case .classes = target {
      strata = try target.encode(roles.targets, rows: rows).elements.map { Int($0) }
    }
    let groups = roles.group?.groups(rows)
    guard let count = settings.folds else {
      return [
        try checked(
          Split(rows, fraction: settings.validationFraction, strata: strata, groups: groups, seed: seed))
      ]
    }
    let folds = Split.kFold(count, of: rows, strata: strata, groups: groups, seed: seed)
    if folds.isEmpty {
      let parts = roles.group.map { "groups of '\($0.name)'" } ?? "rows"
      throw Failure(.data, "\(option: .folds) \(count) needs at least as many \(parts), but there are fewer")
    }
    return try folds.map { (fold) throws(Failure) in try checked(fold) }
  }

  /// Warns where no row is held out, and throws where a class has no training row.
  private func checked(_ split: Split) throws(Failure) -> Split {
    if split.validation.isEmpty { observer(.noValidationRows(keptTogether: roles.grouping)) }
    guard case .classes(let column, _, let words) = target else { return split }
    let known = Set(try target.encode(roles.targets, rows: split.training).elements)
    guard let lacking = words.indices.first(where: { !known.contains(Float($0)) }) else { return split }
    guard let grouping = roles.grouping else {
      observer(.classOutsideFold(column: column, class: words[lacking]))
      return split
    }
    throw Failure(
      .data,
      "class '\(shortened(words[lacking]))' of column '\(column)', the target, has no training rows: \(option: grouping.option) '\(grouping.column)' puts all of them into the validation set"
    )
  }
}
