import Diagnostics
import Files
import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Parallel
import Tabular
import Training

/// The data of a training: read, split, fitted on the training rows, encoded.
struct Dataset {
  let features: Features
  let target: Target
  /// The classes are whole numbers that nobody called classes.
  let takesNumbersForClasses: Bool
  let missing: MissingValues
  /// The inputs of the networks while they learn: those of `features`, as X tells them, or all plain for an
  /// optimizer that knows no lookups.
  let inputs: InputLayout
  /// The optimizer that was asked for, or suits the data.
  let optimizer: Optimizer.Method
  /// The most pieces of a column of numbers.
  let bins: Int
  /// The curve that a target of numbers is learned on.
  let transform: TargetTransform.Curve
  /// To learn from, and to judge by; of the first of the folds, if there are some.
  let training: LabeledSamples
  let validation: LabeledSamples?
  /// How many folds there are, and with each the examples of its split; nil without folds.
  let folds: Folds?

  /// Splits that each judge by other rows.
  struct Folds {
    let count: Int
    /// The rows that each judges by.
    let judged: [[Int]]
    let examples: (Int) throws(Failure) -> (training: LabeledSamples, validation: LabeledSamples)
  }

  /// What network `k` learns from and is judged by.
  func part(_ k: Int) throws(Failure) -> (training: LabeledSamples, validation: LabeledSamples?) {
    guard k > 0, let folds else { return (training, validation) }
    return try folds.examples(k)
  }

  /// Reads the files and says what it found.
  ///
  /// Throws what is wrong with them.
  init(_ settings: Settings, on workers: ThreadPool) throws(Failure) {
    try self.init(settings, of: Self.table(settings, on: workers), on: workers)
  }

  /// Makes of a table, which was read as `table` does, what these settings ask for, and says what it found.
  ///
  /// Throws what is wrong with it.
  init(_ settings: Settings, of table: Table, on workers: ThreadPool) throws(Failure) {
    let terminal = settings.terminal
    missing = table.missing
    transform = settings.targetTransform

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
    let provisional = try Target.fit(
      columns, task: settings.task, rows: rows,
      maximumClasses: settings.table.limits.categories ?? Target.maximumClasses)
    if let doubt = provisional.doubt { terminal.warn(doubt) }
    let splits = try Self.splits(rows, provisional, roles, settings)
    let split = splits[0]
    // The networks of all folds share one encoding, which sees of the target no more than how its numbers lie.
    let known = splits.count > 1 ? rows : split.training
    let fitted: Target
    if case .numeric = provisional {
      fitted = try Target.fit(
        columns, task: .regression, rows: known, standardizes: settings.loss != .poisson,
        transform: settings.targetTransform, clips: settings.clipsOutput)
      takesNumbersForClasses = false
      for column in columns { Self.hint(at: column, rows: known, settings) }
    } else {
      guard settings.targetTransform == .none else {
        throw Failure(.usage, "--target-transform is for numbers, and the target holds classes")
      }
      for option in [TrainOption.clipOutput, .noClipOutput] where settings.gives(option) {
        throw Failure(.usage, "--\(option.rawValue) is for numbers, and the target holds classes")
      }
      fitted = provisional
      takesNumbersForClasses = settings.task == .auto && columns[0].numbers != nil
    }

    let columnsInPieces = table.columns.count { column in
      column.hasManyNumbers(in: known) && !roles.positions.contains(column.position)
    }
    let fit: Features.Fit
    (optimizer, bins, fit) = try Self.choice(
      settings, fitted, rows: known.count, columns: columnsInPieces
    ) { bins throws(Failure) in
      try Features.fit(
        table, rows: known, excluding: roles.positions,
        NumericEncodingOptions(
          settings.scaling, bins: bins, size: settings.numberEmbedding, frequencies: settings.frequencies),
        maximumCategories: settings.table.limits.categories ?? Encoding.maximumCategories, on: workers)
    }
    // The optimizer may be one that does not clip if it is not asked to.
    target = try fitted.clipping(settings.suited(to: optimizer).clipsOutput)
    let (features, target) = (fit.features, target)
    self.features = features
    for line in Features.Exclusion.summary(fit.exclusions) { terminal.say("left out: \(line)") }
    for warning in fit.warnings { terminal.warn(warning) }
    for feature in features.features {
      terminal.detail(
        "column '\(feature.name)': \(feature.kind.rawValue), \(counted(feature.encoding.width, "input"))")
    }

    let giveaways = try TargetLeakage.find(
      among: features, in: table, target: target, columns, rows: known, on: workers)
    for warning in TargetLeakage.warnings(giveaways) { terminal.warn(warning) }

    let spreads = optimizer == .levenbergMarquardt
    if spreads && features.inputs.embedded > 0 {
      throw Failure(
        .usage,
        "--optimizer levenberg-marquardt is for few inputs, and there is a column of more than a hundred words; "
          + "give --ignore, or another --optimizer")
    }
    inputs = spreads ? InputLayout([.dense(features.inputs.count)]) : features.inputs
    func examples(_ rows: [Int], _ purpose: String) throws(Failure) -> LabeledSamples {
      let X = features.encode(table, rows: rows, on: workers).X
      return LabeledSamples(
        X: X,
        Y: try target.encode(columns, rows: rows), weights: try weights.of(rows, purpose: purpose))
    }
    func learned(_ split: Split) throws(Failure) -> LabeledSamples {
      var learned = try examples(split.training, "to learn from")
      if settings.classWeight == .balanced { learned = try learned.balanced(target) }
      return learned.normalized()
    }
    training = try learned(split)
    folds =
      splits.count == 1
      ? nil
      : Folds(count: splits.count, judged: splits.map(\.validation)) { (k) throws(Failure) in
        (try learned(splits[k]), try examples(splits[k].validation, "to judge by"))
      }
    func part(_ rows: [Int]) -> DuplicateRows.ComparedRows {
      .init(table, features, target, columns, rows: rows)
    }
    if let path = settings.validation {
      let learned = part(split.training)
      validation = try Self.validation(
        path, features, target, learned, weight: roles.weight, settings, workers)
    } else if split.validation.isEmpty {
      validation = nil
    } else {
      if let repeated = DuplicateRows(part(split.validation), among: part(split.training)) {
        terminal.warn(repeated.warning)
      }
      validation = try examples(split.validation, "to judge by")
    }
    // Rows that are drawn at random differ by chance alone.
    if settings.validation != nil || settings.time != nil || settings.group != nil, let validation {
      let shifts = DistributionShift.find(features, learned: training.X, judged: validation.X, on: workers)
      if let warning = DistributionShift.warning(shifts) { terminal.warn(warning) }
    }
  }

  /// Says so where a target looks like counts, and nobody has chosen how to learn it.
  private static func hint(at target: Column, rows: [Int], _ settings: Settings) {
    guard settings.loss == nil, settings.targetTransform == .none, let numbers = target.numbers,
      let counts = CountDetection(numbers, rows: rows)
    else { return }
    settings.terminal.say(
      "column '\(target.name)' looks like counts: whole numbers of mean \(significant(counts.mean)) and variance "
        + "\(significant(counts.variance)); --loss poisson may suit it better")
  }

  /// The optimizer, the pieces of numbers and the features that suit the data, or were asked for.
  ///
  /// `numeric` is the number of columns of numbers; `fit` fits features with at most so many pieces.
  private static func choice(
    _ settings: Settings, _ target: Target, rows: Int, columns: Int,
    fit: (_ bins: Int) throws(Failure) -> Features.Fit
  ) throws(Failure) -> (Optimizer.Method, bins: Int, Features.Fit) {
    if settings.leavesTrainingOpen, case .numeric(let numbers) = target, rows <= Preset.fewRows {
      let plain = try fit(1)
      let ends = plain.features.width + numbers.count
      if plain.features.inputs.embedded == 0,
        settings.preset.prefersSmallNetworks(rows: rows, inputsAndOutputs: ends)
      {
        let optimizer = Optimizer.Method.levenbergMarquardt
        settings.terminal.say(
          "few rows: small networks by \(optimizer.rawValue); --optimizer adamw for large ones by minibatches"
        )
        return (optimizer, 1, plain)
      }
    }
    let bins = settings.bins ?? settings.preset.bins(columns: columns, rows: rows)
    if settings.bins == nil && settings.preset.maximumBins > 1 && columns > Preset.maximumPiecewiseColumns {
      settings.terminal.say(
        "\(columns) columns of numbers are too many to cut each into pieces, as is usual; --bins 16 does it anyway"
      )
    }
    return (settings.training.optimizer.name, bins, try fit(bins))
  }

  /// Reads the files that are to be learned from as one table, and says how they are written.
  static func table(_ settings: Settings, on workers: ThreadPool) throws(Failure) -> Table {
    let terminal = settings.terminal
    var options = settings.table
    // Said to be classes or numbers, the target is read as such.
    if let targets = settings.targets {
      if settings.task == .classification { options.categorical += targets }
      if settings.task == .regression { options.numeric += targets }
    }
    if let weight = settings.weight { options.numeric.append(weight) }
    var sources: [ByteStream] = []
    for path in settings.inputs { sources.append(try ByteStream(path: path)) }
    let table = try Table(reading: sources, options: options, on: workers)
    for warning in table.warnings { terminal.warn(warning) }
    if options.header == nil && !table.dialect.hasHeader {
      terminal.say(
        "the first line holds values, not names: columns are column_1, …; say --header if they are names")
    }
    terminal.detail("\(table.dialect)")
    for column in table.columns {
      guard let (word, number) = column.notationExample else { continue }
      terminal.detail("column '\(column.name)': '\(shortened(word))' is read as \(number)")
    }
    return table
  }

  /// Draws the rows to judge by: one split, or one for each fold.
  ///
  /// Throws where a class has no row to learn from, or a fold no row.
  private static func splits(
    _ rows: [Int], _ target: Target, _ roles: Roles, _ settings: Settings
  ) throws(Failure) -> [Split] {
    if settings.validation != nil || settings.validationFraction == 0 {
      return [Split(training: rows, validation: [])]
    }
    if let time = roles.time {
      let split = Split(rows, fraction: settings.validationFraction, times: try time.times(rows))
      return [try checked(split, target, roles, settings)]
    }
    var strata: [Int]?
    if case .classes = target {
      strata = try target.encode(roles.targets, rows: rows).elements.map { Int($0) }
    }
    if let count = settings.folds {
      let folds = Split.kFold(
        count, of: rows, strata: strata, groups: roles.group?.groups(rows), seed: settings.training.seed)
      if folds.isEmpty {
        let parts = roles.group.map { "groups of '\($0.name)'" } ?? "rows"
        throw Failure(.data, "--folds \(count) needs as many \(parts) at least, and there are fewer")
      }
      return try folds.map { (fold) throws(Failure) in try checked(fold, target, roles, settings) }
    }
    let split = Split(
      rows, fraction: settings.validationFraction, strata: strata, groups: roles.group?.groups(rows),
      seed: settings.training.seed)
    return [try checked(split, target, roles, settings)]
  }

  /// Warns where no row is held out, and throws where a class has none to learn from.
  private static func checked(
    _ split: Split, _ target: Target, _ roles: Roles, _ settings: Settings
  ) throws(Failure) -> Split {
    let keeping = roles.group.map { ("group", $0.name) } ?? roles.time.map { ("time", $0.name) }
    if split.validation.isEmpty {
      settings.terminal.warn(
        "no row is held out to judge by: there are too few of them"
          + (keeping.map { ", or of \($0)s of '\($1)'" } ?? ""))
    }
    if case .classes(let column, _, let words) = target {
      let learned = Set(try target.encode(roles.targets, rows: split.training).elements)
      if let lacking = words.indices.first(where: { !learned.contains(Float($0)) }) {
        guard let keeping else {
          settings.terminal.warn(
            "class '\(shortened(words[lacking]))' of column '\(column)', the target, has no row to learn from in one "
              + "of the folds: its rows are fewer than two")
          return split
        }
        throw Failure(
          .data,
          "class '\(shortened(words[lacking]))' of column '\(column)', the target, has no row to learn from: "
            + "--\(keeping.0) '\(keeping.1)' puts all of its rows on the side of the validation")
      }
    }
    return split
  }
}
