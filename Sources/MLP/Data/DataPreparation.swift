import Diagnostics
import LinearAlgebra
import NetworkInputs
import Options
import Parallel
import Tabular
import Training

/// Makes training data of a table: splits the rows, fits the encoders on the training rows, encodes, and checks.
struct DataPreparation {
  let settings: TrainingSettings
  let given: GivenOptions
  let table: Table
  let context: TrainingContext
  private let roles: ColumnRoles
  /// The rows that have the target.
  private let rows: [Int]
  private let weights: SampleWeights

  /// Throws what is wrong with the columns that the settings name.
  init(
    _ table: Table, _ settings: TrainingSettings, _ given: GivenOptions, in context: TrainingContext
  ) throws(Failure) {
    (self.table, self.settings, self.given, self.context) = (table, settings, given, context)
    roles = try ColumnRoles(settings, in: table)
    rows = Target.present(roles.targets, rows: table.rows)
    if rows.isEmpty { throw Failure.noTarget(roles.targets.map(\.name)) }
    if rows.count < table.rows { context.observer(.rowsWithoutTarget(table.rows - rows.count)) }
    weights = try SampleWeights(roles.weight, rows: rows)
  }

  /// Throws what is wrong with the data.
  func trainingData() throws(Failure) -> TrainingData {
    // The task is decided once, on all rows; a numeric target is then fitted to the training rows alone.
    let provisional = try Target.fit(
      roles.targets, task: settings.task, rows: rows,
      maximumClasses: settings.table.limits.categories ?? Target.maximumClasses)
    if let doubt = provisional.doubt { context.observer(.dataWarning(doubt)) }
    let splits = try DataSplits(
      settings: settings, roles: roles, target: provisional, observer: context.observer
    ).splits(of: rows)
    // The networks of all folds share one encoding, which sees of the target no more than its distribution.
    let known = splits.count > 1 ? rows : splits[0].training
    let unclipped = try target(provisional, rows: known)
    let choice = try featureChoice(unclipped, rows: known)
    // The optimizer may be one that does not clip unless it is asked to.
    let suited = try settings.suited(to: choice.optimizer, given)
    let target = unclipped.clipping(suited.recipe.clipsOutput == true)
    tell(choice.fit)
    context.observer(
      .targetLeakage(
        try TargetLeakage.find(
          among: choice.fit.features, in: table, target: target, roles.targets, rows: known,
          on: context.workers)))
    let encoder = ExampleEncoder(
      table: table, features: choice.fit.features, target: target, columns: roles.targets, weights: weights,
      balances: settings.classWeight == .balanced, workers: context.workers)
    let inputs = try inputs(encoder.features, choice.optimizer)
    let training = try encoder.training(splits[0])
    return TrainingData(
      features: encoder.features, target: target,
      takesNumbersForClasses: target.isClasses && settings.task == .auto && roles.targets[0].numbers != nil,
      missing: table.missing, inputs: inputs, optimizer: choice.optimizer, bins: choice.bins,
      transform: settings.recipe.targetTransform,
      training: training, validation: try validation(splits[0], encoder, training),
      folds: splits.count == 1 ? nil : folds(splits, encoder))
  }

  /// The target, a numeric one fitted on the training rows.
  private func target(_ provisional: Target, rows: [Int]) throws(Failure) -> Target {
    if provisional.isClasses {
      for option in [OptionName.targetTransform, .clipOutput]
      where option == .clipOutput ? given.contains(option) : settings.recipe.targetTransform != .none {
        throw Failure(.usage, "\(option: option) is for numbers, but the target holds classes")
      }
      return provisional
    }
    let target = try Target.fit(
      roles.targets, task: .regression, rows: rows, standardizes: settings.loss != .poisson,
      transform: settings.recipe.targetTransform, clips: false)
    if settings.loss == nil && settings.recipe.targetTransform == .none {
      for column in roles.targets {
        guard let counts = column.numbers.flatMap({ CountDetection($0, rows: rows) }) else { continue }
        context.observer(.countsTarget(column: column.name, counts))
      }
    }
    return target
  }

  /// The optimizer, the bins and the features that suit the data, or were asked for.
  private func featureChoice(_ target: Target, rows: [Int]) throws(Failure) -> FeatureChoice {
    let columns = table.columns.count { column in
      column.hasManyNumbers(in: rows) && !roles.positions.contains(column.position)
    }
    let recipe = settings.recipe
    return try FeatureChoice(
      settings, given, target, rows: rows.count, numericColumns: columns, observer: context.observer
    ) { bins throws(Failure) in
      try Features.fit(
        table, rows: rows, excluding: roles.positions,
        NumericEncodingOptions(
          recipe.scaling, bins: bins,
          size: recipe.numericEmbedding > 0 ? recipe.numericEmbedding : nil,
          frequencies: recipe.frequencies > 0 ? recipe.frequencies : nil),
        maximumCategories: settings.table.limits.categories ?? Encoding.maximumCategories, on: context.workers
      )
    }
  }

  private func tell(_ fit: Features.Fit) {
    if !fit.exclusions.isEmpty { context.observer(.excluded(fit.exclusions)) }
    for warning in fit.warnings { context.observer(.dataWarning(warning)) }
    for feature in fit.features.features {
      context.observer(.column(name: feature.name, kind: feature.kind, inputs: feature.encoding.width))
    }
  }

  /// The input layout of the networks while they are trained.
  private func inputs(_ features: Features, _ optimizer: Optimizer.Method) throws(Failure) -> InputLayout {
    guard optimizer == .levenbergMarquardt else { return features.inputs }
    if features.inputs.embedded > 0 {
      throw Failure(
        .usage,
        "\(option: .optimizer) levenberg-marquardt is for few inputs, but there is a column with more than a hundred categories; use another \(option: .optimizer)"
      )
    }
    return InputLayout([.dense(features.inputs.count)])
  }

  /// The validation rows of a file, or of the split, checked against the training rows.
  private func validation(
    _ split: Split, _ encoder: ExampleEncoder, _ training: LabeledSamples
  ) throws(Failure) -> LabeledSamples? {
    let learned = encoder.part(split.training)
    let validation: LabeledSamples
    if let path = settings.validation {
      validation = try ValidationData(
        path, encoder.features, encoder.target, learned: learned, weight: roles.weight,
        options: settings.table, in: context
      ).examples
    } else if split.validation.isEmpty {
      return nil
    } else {
      if let repeated = DuplicateRows(encoder.part(split.validation), among: learned) {
        context.observer(.duplicateRows(repeated))
      }
      validation = try encoder.examples(split.validation, "of the validation set")
    }
    // Rows that are drawn at random differ by chance alone.
    if settings.validation != nil || settings.time != nil || settings.group != nil {
      let shifts = DistributionShift.find(
        encoder.features, learned: training.X, judged: validation.X, on: context.workers)
      if !shifts.isEmpty { context.observer(.distributionShift(shifts)) }
    }
    return validation
  }

  private func folds(_ splits: [Split], _ encoder: ExampleEncoder) -> TrainingData.Folds {
    TrainingData.Folds(count: splits.count, validationRows: splits.map(\.validation)) {
      (k) throws(Failure) in
      (try encoder.training(splits[k]), try encoder.examples(splits[k].validation, "of the validation set"))
    }
  }
}

/// Encodes rows of a table as examples.
private struct ExampleEncoder {
  let table: Table
  let features: Features
  let target: Target
  let columns: [Column]
  let weights: SampleWeights
  let balances: Bool
  let workers: ThreadPool

  /// `purpose` says in a message what the rows are there for.
  func examples(_ rows: [Int], _ purpose: String) throws(Failure) -> LabeledSamples {
    LabeledSamples(
      X: features.encode(table, rows: rows, on: workers).X, Y: try target.encode(columns, rows: rows),
      weights: try weights.of(rows, purpose: purpose))
  }

  func training(_ split: Split) throws(Failure) -> LabeledSamples {
    let examples = try examples(split.training, "of the training set")
    return try (balances ? examples.balanced(target) : examples).normalized()
  }

  func part(_ rows: [Int]) -> DuplicateRows.ComparedRows {
    DuplicateRows.ComparedRows(table, features, target, columns, rows: rows)
  }
}
