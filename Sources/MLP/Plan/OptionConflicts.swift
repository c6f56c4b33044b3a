import Diagnostics
import NetworkInputs
import NeuralNetwork
import Options
import Tabular
import Training

// Options that exclude one another, or leave one another nothing to do.

extension TrainingSettings {
  /// Throws `.usage` for those that do so whatever the data are.
  func checkConflicts(_ given: GivenOptions) throws(Failure) {
    try checkSplit(given)
    try checkFullBatch(given)
    try checkEncoding(given)
    try checkNetwork(given)
    try checkLoss(given)
    try checkTask(given)
  }

  private func refuse(_ isWrong: Bool, _ message: @autoclosure () -> Message) throws(Failure) {
    if isWrong { throw Failure(.usage, message()) }
  }

  private func exclude(_ a: OptionName, _ b: OptionName, _ given: GivenOptions) throws(Failure) {
    try refuse(
      given.contains(a) && given.contains(b), "\(option: a) and \(option: b) cannot be combined")
  }

  var holdsOutRows: Bool { validation != nil || validationFraction > 0 }

  private func checkSplit(_ given: GivenOptions) throws(Failure) {
    try exclude(.validation, .validationFraction, given)
    try exclude(.group, .time, given)
    for option in [OptionName.group, .time] {
      try refuse(
        given.contains(option) && (validation != nil || validationFraction == 0),
        "\(option: option) determines which rows are validation rows, and cannot be combined with \(option: .validation) or \(option: .validationFraction) 0"
      )
    }
    for option in [OptionName.ensemble, .validation, .validationFraction, .time, .calibration, .search] {
      try exclude(.folds, option, given)
    }
    try refuse(
      calibration == .temperature && !holdsOutRows,
      "\(option: .calibration) temperature needs validation rows, but there are none")
  }

  private func checkFullBatch(_ given: GivenOptions) throws(Failure) {
    guard optimizer.isFullBatch else { return }
    for row in TrainingOptionTable.rows where row.traits.contains(.minibatchOnly) {
      try refuse(
        given.contains(row.name),
        "\(option: row.name) cannot be combined with \(option: .optimizer) \(optimizer.rawValue), a full-batch optimizer for plain networks that chooses its own step sizes"
      )
    }
  }

  private func checkEncoding(_ given: GivenOptions) throws(Failure) {
    try refuse(
      given.contains(.numericEmbedding) && (recipe.bins ?? recipe.maximumBins) <= 1,
      "\(option: .numericEmbedding) needs binned columns; use \(option: .bins) 2 or more")
    try refuse(
      recipe.targetTransform != .none && loss == .poisson,
      "\(option: .loss) poisson models the counts themselves; remove \(option: .targetTransform)")
  }

  private func checkNetwork(_ given: GivenOptions) throws(Failure) {
    try refuse(
      given[.frontScale] == Flag.off && recipe.heads > 1,
      "\(option: .frontScale, isOff: true) cannot be combined with \(option: .tabm) above 1, whose members differ by these scales"
    )
    try refuse(
      recipe.isParametric && recipe.activation == .identity,
      "\(option: .parametricActivation) cannot be combined with \(option: .activation) identity, which has no slope to learn"
    )
    try refuse(
      recipe.training.optimizer.parametrization != .standard && !given.contains(.learningRate),
      "\(option: .parametrization) \(recipe.training.optimizer.parametrization.rawValue) needs a larger learning rate than the default; use \(option: .learningRate), for example 0.02"
    )
    try checkMultipliers(recipe.largestLayout)
  }

  /// Throws `.usage` for a learning-rate multiplier of parameters that the network has not.
  private func checkMultipliers(_ layout: ParameterLayout) throws(Failure) {
    let multipliers = recipe.training.optimizer.learningRateMultipliers
    for group in ParameterGroup.allCases where multipliers[group] != 1 && !layout.contains(group) {
      throw group.refusal
    }
  }

  private func checkLoss(_ given: GivenOptions) throws(Failure) {
    if let lossParameter {
      try refuse(
        loss != .huber && loss != .quantile,
        "\(option: .lossParameter) needs \(option: .loss) huber or \(option: .loss) quantile")
      try refuse(
        loss == .quantile && lossParameter >= 1,
        "\(option: .lossParameter): expected a number between 0 and 1, found '\(given[.lossParameter] ?? "")'"
      )
    }
    guard let loss = loss.map({ Loss($0) }), !loss.isCrossEntropy else { return }
    if labelSmoothing ?? 0 > 0 { throw Loss.refusal(ofSmoothing: loss) }
    if calibration == .temperature { throw Calibration.refusal(for: loss) }
  }

  /// What is for another task than the one that is asked for.
  private func checkTask(_ given: GivenOptions) throws(Failure) {
    let isClassification = loss.map { Loss($0).isClassification }
    let foreign: [(option: OptionName, isAskedFor: Bool)] =
      switch task {
      case .auto: []
      case .classification:
        [
          (.loss, isClassification == false), (.targetTransform, recipe.targetTransform != .none),
          (.clipOutput, given.contains(.clipOutput)),
        ]
      case .regression:
        [
          (.loss, isClassification == true), (.labelSmoothing, labelSmoothing ?? 0 > 0),
          (.calibration, calibration == .temperature), (.classWeight, classWeight == .balanced),
        ]
      }
    guard let option = foreign.first(where: \.isAskedFor)?.option else { return }
    let value = TrainingOptionTable.row(option)?.isFlag == true ? "" : " \(given[option] ?? "")"
    throw Failure(
      .usage,
      "\(option: option)\(value) is for \(task == .regression ? "classes" : "numbers"), but \(option: .task) is \(task.rawValue)"
    )
  }

  /// Throws `.usage` for those that find nothing in the network that the data ask for.
  func check(_ parameters: Parameters, _ given: GivenOptions) throws(Failure) {
    try refuse(
      recipe.frequencies > 0 && !parameters.inputs.embeddings.contains(where: { $0.kind == .periodic }),
      "\(option: .pbld) needs numeric columns with more than two values, but there are none")
    try refuse(
      given[.frontScale] == Flag.on && parameters.inputScales.count == 0,
      "\(option: .frontScale) scales dense inputs, but this network has none")
    try checkMultipliers(parameters.layout)
  }
}

extension Recipe {
  /// The layout of a network for data with dense inputs and categories: it has every group of parameters that the
  /// recipe allows.
  fileprivate var largestLayout: ParameterLayout {
    let periodic = frequencies > 0 ? [InputGroup.periodic(frequencies: frequencies, size: 1)] : []
    return ParameterLayout(
      inputs: InputLayout([.dense(1), .embedding(categories: 1, size: 1)] + periodic), widths: hidden + [1],
      architecture)
  }
}

extension OptionName {
  package static let search: OptionName = "search"
}

extension ParameterGroup {
  /// The options that give a network parameters of this group.
  private static let options: [ParameterGroup: Message] = [
    .embeddings: " (see \(option: .bins) and \(option: .numericEmbedding))",
    .frequencies: " (see \(option: .pbld))",
    .factors: " (see \(option: .frontScale) and \(option: .tabm))",
    .slopes: " (see \(option: .parametricActivation))",
  ]

  /// That a network has no parameters of this group.
  fileprivate var refusal: Failure {
    Failure(
      .usage,
      "\(option: .lrMultipliers) names \(rawValue), but the network has none\(Self.options[self] ?? "")")
  }
}

extension Loss {
  /// That labels are to be smoothed with another loss than a cross-entropy.
  static func refusal(ofSmoothing loss: Loss) -> Failure {
    Failure(
      .usage, "\(option: .labelSmoothing) needs a cross-entropy loss, but the loss is \(loss.name.rawValue)")
  }
}
