import Diagnostics
import NeuralNetwork
import Options
import Tabular
import Training

/// The options of a training, one row each: to add one, add its row here, its value to the settings, and its use.
package enum TrainingOptionTable {
  package typealias Row = OptionRow<TrainingSettings>

  package static let rows: [Row] = data + split + encoding + network + training

  package static func row(_ name: OptionName) -> Row? { byName[name] }
  private static let byName = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0) })

  /// The names of the rows with a trait.
  package static func names(_ trait: OptionTraits) -> Set<OptionName> {
    Set(rows.filter { $0.traits.contains(trait) }.map(\.name))
  }
}

extension OptionName {
  package static let weight: OptionName = "weight"
  package static let classWeight: OptionName = "class-weight"
  package static let validation: OptionName = "validation"
  package static let validationFraction: OptionName = "validation-fraction"
  package static let group: OptionName = "group"
  package static let time: OptionName = "time"
  package static let bins: OptionName = "bins"
  package static let numericEmbedding: OptionName = "numeric-embedding"
  package static let pbld: OptionName = "pbld"
  package static let targetTransform: OptionName = "target-transform"
  package static let clipOutput: OptionName = "clip-output"
  package static let preset: OptionName = "preset"
  package static let tabm: OptionName = "tabm"
  package static let frontScale: OptionName = "front-scale"
  package static let hidden: OptionName = "hidden"
  package static let activation: OptionName = "activation"
  package static let parametricActivation: OptionName = "parametric-activation"
  package static let dropout: OptionName = "dropout"
  package static let dropoutSchedule: OptionName = "dropout-schedule"
  package static let initialization: OptionName = "init"
  package static let loss: OptionName = "loss"
  package static let lossParameter: OptionName = "loss-parameter"
  package static let labelSmoothing: OptionName = "label-smoothing"
  package static let calibration: OptionName = "calibration"
  package static let optimizer: OptionName = "optimizer"
  package static let beta1: OptionName = "beta1"
  package static let beta2: OptionName = "beta2"
  package static let parametrization: OptionName = "parametrization"
  package static let lrMultipliers: OptionName = "lr-multipliers"
  package static let schedule: OptionName = "schedule"
  package static let batchSize: OptionName = "batch-size"
  package static let epochs: OptionName = "epochs"
  package static let patience: OptionName = "patience"
  package static let ema: OptionName = "ema"
  package static let weightDecay: OptionName = "weight-decay"
  package static let embeddingDecay: OptionName = "embedding-decay"
  package static let weightDecaySchedule: OptionName = "weight-decay-schedule"
  package static let l1: OptionName = "l1"
  package static let l2: OptionName = "l2"
  package static let timeLimit: OptionName = "time-limit"
  package static let seed: OptionName = "seed"
}

extension TrainingOptionTable {
  private static let data: [Row] = [
    Row(
      .target, "COL[,COL…]", letter: "t", group: "Data", \.targets, .list, traits: .basic,
      default: "the last column", help: "columns to predict, by name or 1-based position"),
    Row(
      .task, "TASK", group: "Data", \.task, .word, traits: .basic,
      help: "\(words(TaskType.self)); auto decides by the values of the target"),
    Row(.ignore, "COLS", group: "Data", \.table.ignored, .list, traits: .basic, help: "columns to leave out"),
    Row(.numeric, "COLS", group: "Data", \.table.numeric, .list, help: "columns that must hold numbers"),
    Row(
      .categorical, "COLS", group: "Data", \.table.categorical, .list, traits: .basic,
      help: "columns whose values are categories, even if they look like numbers"),
    Row(
      .weight, "COL", group: "Data", \.weight, .text,
      help: "column of sample weights (0 or more)"),
    Row(
      .classWeight, "HOW", group: "Data", \.classWeight, .word, traits: .inProvenance,
      help: "\(words(TrainingSettings.ClassWeight.self)); balanced gives each class the same total weight"),
    .delimiter(\.table.delimiter),
    .header(\.table.header, without: "columns are named column_1, column_2, …"),
    Row(
      .missing, "VALUES", group: "Data",
      default: "\(MissingValues.standard.words.map(\.description).joined(separator: ","))",
      help: "values read as missing, besides empty cells",
      apply: { text, settings in settings.table.missing = MissingValues(splitList(text)) },
      show: { $0.table.missing.words.map(\.description).joined(separator: ",") }),
    .maxColumns(\.table.limits.columns), .maxField(\.table.limits.fieldBytes),
    Row(
      .maxCategories, "N", group: "Data", \.table.limits.categories, .integer(2...10_000_000),
      default: "100,000 and 1,000",
      help: "maximum number of distinct categories of a column, and of classes of the target"),
  ]

  private static let split: [Row] = [
    Row(
      .validation, "FILE", group: "Split", \.validation, .text, traits: [.outsideTrials, .basic],
      help: "file with the validation rows, instead of a fraction of the data"),
    Row(
      .validationFraction, "FRACTION", group: "Split", \.validationFraction, .number(.closed(0, 0.9)),
      traits: .inProvenance, help: "fraction of the rows used for validation"),
    Row(
      .folds, "K", group: "Split", \.folds, .integer(2...1000), traits: .basic,
      help:
        "K-fold cross-validation; the model averages the predictions of the K networks"
    ),
    Row(
      .group, "COL", group: "Split", \.group, .text,
      help: "rows with the same value of this column stay together, in training or in validation"),
    Row(
      .time, "COL", group: "Split", \.time, .text,
      help:
        "the latest rows by this column of dates or numbers are the validation rows; the column is not an input"
    ),
  ]

  private static let encoding: [Row] = [
    Row(
      .scaling, "HOW", group: "Encoding", \.recipe.scaling, .word, traits: .inProvenance,
      help: "scaling of numeric columns: \(words(Scaling.self))"),
    Row(
      .bins, "N", group: "Encoding", \.recipe.bins, .integer(1...1024),
      traits: [.inProvenance, .decidesTraining, .setByPreset, .setByBatching],
      default: "up to 128, fewer for many columns or few rows; 1 with fast and full-batch optimizers",
      help: "maximum number of bins of the piecewise-linear encoding of each numeric column; 1 for none"),
    count(
      .numericEmbedding, \.recipe.numericEmbedding, upTo: 1024,
      "dimensions of the learned embedding of each binned column; 0 feeds the bins directly"),
    count(
      .pbld, \.recipe.frequencies, upTo: Encoding.maximumFrequencies,
      "frequencies of a periodic embedding (PBLD) of each numeric column, such as 16; 0 for none"),
    Row(
      .targetTransform, "HOW", group: "Encoding", \.recipe.targetTransform, .word, traits: .inProvenance,
      help:
        "transform of a numeric target: \(words(TargetTransform.Curve.self)); log is log(1 + y), normal maps to normal "
        + "quantiles; good for relative errors of a skewed target, less so for RMSE"),
    Row(
      flag: .clipOutput, group: "Encoding", \.recipe.clipsOutput,
      traits: [.inProvenance, .negatable, .setByPreset, .setByBatching],
      help: "keep predicted numbers within the range of the training rows"),
  ]

  private static let network: [Row] = [
    Row(
      .preset, "NAME", group: "Network", traits: [.basic, .outsideDefaults], help: "fast, default or best",
      apply: { _, _ in }, show: { $0.preset.rawValue }),
    Row(
      .ensemble, "N", group: "Network",
      traits: [.inProvenance, .setByPreset, .setByBatching, .outsideTrials],
      default:
        "up to 4, as many as can be trained in about fifteen seconds; 16 with best, 1 with fast and lbfgs",
      help: "number of networks, trained one after the other, whose predictions are averaged",
      apply: { (text, settings) throws(Failure) in
        settings.recipe.ensemble = try OptionValue.integer(1...1000).parse(.ensemble, text)
        settings.recipe.ensembleWork = .infinity
      },
      show: {
        ($0.recipe.ensemble > 1 && $0.recipe.ensembleWork.isFinite ? "up to " : "") + "\($0.recipe.ensemble)"
      }),
    Row(
      .tabm, "K", group: "Network", \.recipe.heads, .integer(1...1000),
      traits: [.inProvenance, .minibatchOnly, .decidesTraining],
      help: "TabM-mini: K implicit members in each network, which share weights"),
    Row(
      flag: .frontScale, group: "Network", \.recipe.frontScale,
      traits: [.inProvenance, .negatable, .minibatchOnly, .decidesTraining, .setByPreset],
      help: "learn a scale for each dense input"),
    Row(
      .hidden, "N[,N…]", group: "Network", \.recipe.hidden, .integers(1...65_536),
      traits: [.inProvenance, .decidesTraining, .setBySmallNetworks, .basic],
      help: "widths of the hidden layers"),
    Row(
      .activation, "NAME", group: "Network", \.recipe.activation, .word,
      traits: [.inProvenance, .decidesTraining, .setByPreset, .setBySmallNetworks],
      help: words(Activation.self)),
    Row(
      flag: .parametricActivation, group: "Network", \.recipe.isParametric,
      traits: [.inProvenance, .minibatchOnly, .decidesTraining],
      help: "learn a slope α for each hidden unit: its output is z + α · (f(z) − z)"),
    Row(
      .dropout, "P", group: "Network", \.recipe.training.dropout, .number(.from(0, below: 1)),
      traits: [.inProvenance, .minibatchOnly, .decidesTraining],
      help: "fraction of the hidden units dropped in training, below 1"),
    Row(
      .dropoutSchedule, "NAME", group: "Network", \.recipe.training.dropoutSchedule, .strengthSchedule,
      traits: [.inProvenance, .minibatchOnly, .decidesTraining],
      help: "schedule of the dropout: any schedule of the learning rate but plateau"),
    Row(
      .initialization, "NAME", group: "Network", \.recipe.initialization, .word,
      traits: [.inProvenance, .decidesTraining, .setByPreset, .setBySmallNetworks],
      default: "depends on the activation", help: words(Initialization.self)),
  ]

  private static let training: [Row] = [
    Row(
      .loss, "NAME", group: "Training", \.loss, .word(otherNames: Loss.Function.otherNames),
      traits: [.inProvenance, .decidesTraining],
      default: "cross-entropy for classes, squared-error for numbers", help: words(Loss.Function.self)),
    Row(
      .lossParameter, "X", group: "Training", \.lossParameter, .number(.above(0)), traits: .inProvenance,
      default: "1 and 0.5", help: "δ of huber, τ of quantile"),
    Row(
      .labelSmoothing, "S", group: "Training", \.labelSmoothing, .number(.from(0, below: 1)),
      traits: .inProvenance, default: "0.1 for more than two classes, else 0",
      help: "label smoothing with cross-entropy losses, from 0 to below 1"),
    Row(
      .calibration, "HOW", group: "Training", \.calibration, .word, traits: .inProvenance,
      default: "temperature with cross-entropy losses",
      help: "calibration of probabilities on the validation rows: \(words(Calibration.self))"),
    Row(
      .optimizer, "NAME", group: "Training",
      traits: [.inProvenance, .decidesTraining, .outsideDefaults],
      default: "adamw; levenberg-marquardt for regression with few rows, if no option describes the network",
      help:
        "\(words(Optimizer.Method.self)); the last two are full-batch optimizers for small networks: lbfgs for any loss, "
        + "levenberg-marquardt for numbers",
      apply: { _, _ in }, show: { $0.optimizer.rawValue }),
    beta(
      .beta1, "decay of the first moment with adam, adamw and nadam, or the momentum", \.beta1, \.hasBeta1),
    beta(.beta2, "decay of the second moment", \.beta2, \.hasBeta2),
    Row(
      .parametrization, "NAME", group: "Training", \.recipe.training.optimizer.parametrization, .word,
      traits: [.inProvenance, .minibatchOnly, .decidesTraining],
      help:
        "\(words(Parametrization.self)); the latter divides the learning rate of weights by √inputs with adam, adamw, "
        + "nadam and rmsprop, else by inputs, and that of biases by 10"),
    Row(
      .learningRate, "RATE", group: "Training", \.recipe.training.learningRate, .number(.above(0)),
      traits: [.inProvenance, .minibatchOnly, .decidesTraining, .setByOptimizer, .basic],
      help: "initial learning rate"),
    Row(
      .lrMultipliers, "GROUP=X,…", group: "Training", \.recipe.training.optimizer.learningRateMultipliers,
      .learningRateMultipliers,
      traits: [.inProvenance, .minibatchOnly, .decidesTraining],
      default: "1; 6 for the factors of the front scale",
      help:
        "learning-rate multipliers of parameter groups: weights, biases, embeddings, frequencies (of \(option: .pbld)), "
        + "factors (of \(option: .frontScale) and \(option: .tabm)), slopes (of \(option: .parametricActivation))"
    ),
    Row(
      .schedule, "NAME", group: "Training", \.recipe.training.schedule, .word,
      traits: [.inProvenance, .minibatchOnly, .decidesTraining],
      help: "schedule of the learning rate: \(words(Schedule.self))"),
    Row(
      .batchSize, "N", group: "Training", \.recipe.batchSize, .integer(1...1 << 24),
      traits: [.inProvenance, .minibatchOnly, .decidesTraining],
      default: "32 below 2,000 rows, 128 below 20,000, else 256", help: "rows per minibatch"),
    Row(
      .epochs, "N", group: "Training", \.recipe.training.epochs, .integer(1...1_000_000),
      traits: [.inProvenance, .setByBatching, .basic], help: "maximum number of passes over the training rows"
    ),
    Row(
      .patience, "N", group: "Training", \.recipe.training.patience, .integer(1...1_000_000),
      traits: [.inProvenance, .setByBatching],
      help: "epochs without a better validation loss before early stopping"),
    Row(
      .ema, "DECAY", group: "Training",
      traits: [.inProvenance, .minibatchOnly, .decidesTraining, .setByPreset],
      help: "evaluate and save an exponential moving average of the weights; 0 disables it",
      apply: { (text, settings) throws(Failure) in
        let decay = try OptionValue<Double>.number(.from(0, below: 1)).parse(.ema, text)
        settings.recipe.training.averageDecay = decay > 0 ? decay : nil
      },
      show: { $0.recipe.training.averageDecay.map { "\($0)" } }),
    Row(
      .weightDecay, "LAMBDA", group: "Training",
      traits: [.inProvenance, .decidesTraining, .setByOptimizer],
      help: "decoupled weight decay; with full-batch optimizers the same as \(option: .l2)",
      apply: { (text, settings) throws(Failure) in
        let decay = try OptionValue<Float>.number(.atLeast(0)).parse(.weightDecay, text)
        settings.recipe.training.optimizer.weightDecay = decay
        settings.recipe.training.optimizer.isBayesian = false
        if settings.optimizer != .adamw { settings.recipe.training.optimizer.embeddingDecay = decay }
      },
      show: {
        let optimizer = $0.recipe.training.optimizer
        return optimizer.isBayesian ? "bayesian" : "\(optimizer.weightDecay)"
      }),
    Row(
      .embeddingDecay, "LAMBDA", group: "Training", \.recipe.training.optimizer.embeddingDecay,
      .number(.atLeast(0)), traits: [.inProvenance, .minibatchOnly, .decidesTraining, .setByOptimizer],
      help: "decoupled weight decay of the embeddings of columns with more than a hundred categories"),
    Row(
      .weightDecaySchedule, "NAME", group: "Training", \.recipe.training.weightDecaySchedule,
      .strengthSchedule, traits: [.inProvenance, .minibatchOnly, .decidesTraining],
      help: "schedule of decoupled weight decay, in addition to that of the learning rate"),
    Row(
      .l1, "LAMBDA", group: "Training", \.recipe.training.optimizer.l1, .number(.atLeast(0)),
      traits: [.inProvenance, .minibatchOnly, .decidesTraining], help: "add λ ‖W‖₁ to the loss"),
    Row(
      .l2, "LAMBDA", group: "Training", traits: [.inProvenance, .decidesTraining, .setBySmallNetworks],
      help: "add ½ λ ‖W‖² to the loss",
      apply: { (text, settings) throws(Failure) in
        settings.recipe.training.optimizer.l2 = try OptionValue<Float>.number(.atLeast(0)).parse(.l2, text)
        settings.recipe.training.optimizer.isBayesian = false
      },
      show: {
        let optimizer = $0.recipe.training.optimizer
        return optimizer.isBayesian ? nil : "\(optimizer.l2)"
      }),
    Row(
      .clipNorm, "NORM", group: "Training", \.recipe.training.optimizer.clipNorm, .number(.above(0)),
      traits: [.inProvenance, .minibatchOnly, .decidesTraining], default: "no clipping",
      help: "clip the gradient to this norm"),
    Row(
      .timeLimit, "TIME", group: "Training", \.recipe.training.timeLimit, .seconds,
      traits: [.outsideTrials, .basic], default: "none",
      help: "stop after this time, such as 90s, 10m or 1h30m, and save the best model so far"),
    Row(
      .seed, "N", group: "Training", \.recipe.training.seed, .seed, traits: [.inProvenance, .basic],
      help: "random seed"),
  ]

  /// A row of an encoding that 0 switches off.
  private static func count(
    _ name: OptionName, _ path: WritableKeyPath<TrainingSettings, Int> & Sendable, upTo maximum: Int,
    _ help: Message
  ) -> Row {
    Row(
      name, "N", group: "Encoding", traits: [.inProvenance, .minibatchOnly, .decidesTraining], help: help,
      apply: { (text, settings) throws(Failure) in
        settings[keyPath: path] = try OptionValue.integer(0...maximum).parse(name, text)
      },
      show: { $0[keyPath: path] > 0 ? "\($0[keyPath: path])" : nil })
  }

  /// A row of β₁ or β₂, which not every optimizer has.
  private static func beta(
    _ name: OptionName, _ help: Message, _ path: WritableKeyPath<Optimizer, Float> & Sendable,
    _ isThere: KeyPath<Optimizer.Method, Bool> & Sendable
  ) -> Row {
    Row(
      name, "BETA", group: "Training", traits: [.inProvenance, .decidesTraining, .setByOptimizer], help: help,
      apply: { (text, settings) throws(Failure) in
        guard settings.optimizer[keyPath: isThere] else {
          throw Failure(
            .usage,
            "\(option: .optimizer) \(settings.optimizer.rawValue) has no \(option: name)")
        }
        settings.recipe.training.optimizer[keyPath: path] =
          try OptionValue<Float>.number(.from(0, below: 1)).parse(name, text)
      },
      show: {
        $0.optimizer[keyPath: isThere] ? "\($0.recipe.training.optimizer[keyPath: path])" : nil
      })
  }

  /// A closed list of words as the help shows it.
  private static func words<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type)
    -> Message
  {
    Message(Word.allCases.map(\.rawValue).joined(separator: ", "))
  }
}

extension OptionValue<Schedule> {
  /// A schedule of something else than the learning rate: plateau waits for the validation loss, and is none.
  fileprivate static var strengthSchedule: Self {
    let word = OptionValue<Schedule>.word
    return Self(
      parse: { (name, text) throws(Failure) in
        let schedule = try word.parse(name, text)
        guard schedule != .plateau else {
          throw Failure(
            .usage,
            "\(option: name): plateau is a schedule of the learning rate only; use another one, such as \(Schedule.flatCosine.rawValue)"
          )
        }
        return schedule
      }, write: word.write)
  }
}

extension OptionValue<LearningRateMultipliers> {
  /// Items GROUP=X between commas.
  fileprivate static var learningRateMultipliers: Self {
    Self(
      parse: { (name, text) throws(Failure) in
        var result = LearningRateMultipliers()
        if text == "none" { return result }
        for item in splitList(text) {
          let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          let groups = ParameterGroup.allCases.map(\.rawValue)
          guard parts.count == 2, let group = ParameterGroup(rawValue: String(parts[0])) else {
            throw Failure(
              .usage,
              "\(option: name): expected GROUP=X, with a group of \(groups.joined(separator: ", ")), found '\(item)'"
            )
          }
          guard let factor = Float(parts[1]), factor >= 0, factor.isFinite else {
            throw Failure(
              .usage,
              "\(option: name): expected a number of 0 or more for \(group.rawValue), found '\(parts[1])'")
          }
          guard !result.gives(group) else {
            throw Failure(.usage, "\(option: name) sets \(group.rawValue) twice")
          }
          result[group] = factor
        }
        return result
      }, write: { "\($0)" })
  }
}
