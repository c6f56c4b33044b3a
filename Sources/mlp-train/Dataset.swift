import Errors
import Files
import LinearAlgebra
import Network
import Tabular
import Training

/// The data of a training: read, split, fitted on the training rows, encoded.
struct Dataset {
  let features: Features
  let target: Target
  /// The classes are whole numbers that nobody called classes.
  let takesNumbersForClasses: Bool
  let missing: MissingWords
  /// The optimizer that was asked for, or suits the data.
  let optimizer: Optimizer.Name
  /// The most pieces of a column of numbers.
  let bins: Int
  let training: Examples
  let validation: Examples?

  /// Reads the files and says what it found.
  ///
  /// Throws what is wrong with them.
  init(_ settings: Settings, on workers: Workers) throws(Failure) {
    let terminal = settings.terminal
    let table = try Self.table(settings, on: workers)
    missing = table.missing

    let roles = try Roles(settings, in: table)
    let columns = roles.targets
    let rows = Target.present(columns, rows: table.rows)
    if rows.isEmpty { throw Failure.noTarget(columns.map(\.name)) }
    if rows.count < table.rows {
      let lacking = table.rows - rows.count
      terminal.warn("\(counted(lacking, "row")) without a target \(lacking == 1 ? "is" : "are") left out")
    }
    let weights = try Weights(roles.weight, rows: rows)

    // The task is decided once, on all rows; numbers are then fitted to the training rows alone.
    let provisional = try Target.fit(columns, task: settings.task, rows: rows)
    if let doubt = provisional.doubt { terminal.warn(doubt) }
    let split = try Self.split(rows, provisional, roles, settings)
    if case .numbers = provisional {
      target = try Target.fit(
        columns, task: .regression, rows: split.training, standardizes: settings.loss != .poisson)
      takesNumbersForClasses = false
    } else {
      target = provisional
      takesNumbersForClasses = settings.task == .auto && columns[0].numbers != nil
    }

    let numeric = table.columns.count { $0.numbers != nil && !roles.positions.contains($0.position) }
    let fit: Features.Fit
    (optimizer, bins, fit) = try Self.choice(
      settings, target, rows: split.training.count, numeric: numeric
    ) { bins throws(Failure) in
      try Features.fit(
        table, rows: split.training, excluding: roles.positions, scaling: settings.scaling, bins: bins,
        on: workers)
    }
    let (features, target) = (fit.features, target)
    self.features = features
    for line in Features.Exclusion.summary(fit.exclusions) { terminal.say("left out: \(line)") }
    for warning in fit.warnings { terminal.warn(warning) }
    for feature in features.features {
      terminal.detail(
        "column '\(feature.name)': \(feature.kind.rawValue), \(counted(feature.encoding.width, "input"))")
    }

    func examples(_ rows: [Int], _ purpose: String) throws(Failure) -> Examples {
      Examples(
        X: features.encode(table, rows: rows, on: workers).X,
        Y: try target.encode(columns, rows: rows), weights: try weights.of(rows, purpose: purpose))
    }
    var learned = try examples(split.training, "to learn from")
    if settings.classWeight == .balanced { learned = try learned.balanced(target) }
    training = learned.normalized()
    if let path = settings.validation {
      validation = try Self.validation(path, features, target, weight: roles.weight, settings, workers)
    } else {
      validation = split.validation.isEmpty ? nil : try examples(split.validation, "to judge by")
    }
  }

  /// The optimizer, the pieces of numbers and the features that suit the data, or were asked for.
  ///
  /// `numeric` is the number of columns of numbers; `fit` fits features with at most so many pieces.
  private static func choice(
    _ settings: Settings, _ target: Target, rows: Int, numeric: Int,
    fit: (_ bins: Int) throws(Failure) -> Features.Fit
  ) throws(Failure) -> (Optimizer.Name, bins: Int, Features.Fit) {
    if settings.leavesTrainingOpen, case .numbers(let numbers) = target, rows <= Preset.fewRows {
      let plain = try fit(1)
      let ends = plain.features.width + numbers.count
      if settings.preset.prefersSmallNetworks(rows: rows, inputsAndOutputs: ends) {
        let optimizer = Optimizer.Name.levenbergMarquardt
        settings.terminal.say(
          "few rows: small networks by \(optimizer.rawValue); --optimizer adamw for large ones by minibatches"
        )
        return (optimizer, 1, plain)
      }
    }
    let bins = settings.bins ?? settings.preset.bins(columns: numeric, rows: rows)
    return (settings.training.optimizer.name, bins, try fit(bins))
  }

  /// Reads the files that are to be learned from as one table, and says how they are written.
  private static func table(_ settings: Settings, on workers: Workers) throws(Failure) -> Table {
    let terminal = settings.terminal
    var options = settings.table
    // Said to be classes or numbers, the target is read as such.
    if let targets = settings.targets {
      if settings.task == .classification { options.categorical += targets }
      if settings.task == .regression { options.numeric += targets }
    }
    if let weight = settings.weight { options.numeric.append(weight) }
    var sources: [Source] = []
    for path in settings.inputs { sources.append(try Source(path: path)) }
    let table = try Table(reading: sources, options: options, on: workers)
    for warning in table.warnings { terminal.warn(warning) }
    if options.header == nil && !table.dialect.hasHeader {
      terminal.say(
        "the first line holds values, not names: columns are column_1, …; say --header if they are names")
    }
    terminal.detail("\(table.dialect)")
    return table
  }

  /// Draws the rows to judge by.
  ///
  /// Throws where a class has no row to learn from.
  private static func split(
    _ rows: [Int], _ target: Target, _ roles: Roles, _ settings: Settings
  ) throws(Failure) -> Split {
    if settings.validation != nil || settings.validationFraction == 0 {
      return Split(training: rows, validation: [])
    }
    var strata: [Int]?
    if case .classes = target {
      strata = try target.encode(roles.targets, rows: rows).elements.map { Int($0) }
    }
    let split = Split(
      rows, fraction: settings.validationFraction, strata: strata, groups: roles.group?.groups(rows),
      seed: settings.training.seed)
    if split.validation.isEmpty {
      settings.terminal.warn(
        "no row is held out to judge by: there are too few of them"
          + (roles.group.map { ", or of groups of '\($0.name)'" } ?? ""))
    }
    if let group = roles.group, case .classes(let column, _, let words) = target {
      let learned = Set(try target.encode(roles.targets, rows: split.training).elements)
      if let lacking = words.indices.first(where: { !learned.contains(Float($0)) }) {
        throw Failure(
          .data,
          "class '\(shortened(words[lacking]))' of column '\(column)', the target, has no row to learn from: "
            + "--group '\(group.name)' puts all of its rows on the side of the validation")
      }
    }
    return split
  }
}
