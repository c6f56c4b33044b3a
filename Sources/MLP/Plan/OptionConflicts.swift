import Diagnostics
import LinearAlgebra
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
      given.contains(a) && given.contains(b), "\(option: a) and \(option: b) exclude each other")
  }

  var holdsOutRows: Bool { validation != nil || validationFraction > 0 }

  private func checkSplit(_ given: GivenOptions) throws(Failure) {
    try exclude(.validation, .validationFraction, given)
    try exclude(.group, .time, given)
    for option in [OptionName.group, .time] {
      try refuse(
        given.contains(option) && (validation != nil || validationFraction == 0),
        "\(option: option) is for a split of the data, and there is none with \(option: .validation) or a fraction of 0"
      )
    }
    for option in [OptionName.ensemble, .validation, .validationFraction, .time, .calibration, .search] {
      try exclude(.folds, option, given)
    }
    try refuse(
      calibration == .temperature && !holdsOutRows,
      "\(option: .calibration) temperature needs validation rows, and there are none")
  }

  private func checkFullBatch(_ given: GivenOptions) throws(Failure) {
    guard optimizer.isFullBatch else { return }
    for row in TrainingOptionTable.rows where row.traits.contains(.minibatchOnly) {
      try refuse(
        given.contains(row.name),
        "\(option: row.name) does not go with \(option: .optimizer) \(optimizer.rawValue), which takes all rows at once, in a plain network, and finds the length of its steps itself; leave it out"
      )
    }
  }

  private func checkEncoding(_ given: GivenOptions) throws(Failure) {
    try refuse(
      given.contains(.numericEmbedding) && (recipe.bins ?? recipe.maximumBins) <= 1,
      "\(option: .numericEmbedding) is for numbers in pieces, and there are none: see \(option: .bins)")
    try refuse(
      recipe.targetTransform != .none && loss == .poisson,
      "\(option: .loss) poisson learns counts as they are; take \(option: .targetTransform) out")
  }

  private func checkNetwork(_ given: GivenOptions) throws(Failure) {
    try refuse(
      given[.frontScale] == Flag.off && recipe.heads > 1,
      "\(option: .frontScale, isOff: true) is for one head: the inputs of several \(option: .tabm) are multiplied anyway"
    )
    try refuse(
      recipe.isParametric && recipe.activation == .identity,
      "\(option: .parametricActivation) learns how far an activation bends, and \(option: .activation) identity does not bend at all"
    )
    try refuse(
      recipe.training.optimizer.parametrization != .standard && !given.contains(.learningRate),
      "\(option: .parametrization) \(recipe.training.optimizer.parametrization.rawValue) takes a larger learning rate than is usual; give \(option: .learningRate), such as 0.02"
    )
    let multipliers = recipe.training.optimizer.rateFactors
    for (group, isThere) in [
      (LearningRateMultipliers.Group.frequencies, recipe.frequencies > 0),
      (.factors, recipe.frontScale == true || recipe.heads > 1), (.slopes, recipe.isParametric),
    ] where multipliers[group] != 1 && !isThere {
      throw group.refusal
    }
  }

  private func checkLoss(_ given: GivenOptions) throws(Failure) {
    if let lossParameter {
      try refuse(
        loss != .huber && loss != .quantile,
        "\(option: .lossParameter) belongs to \(option: .loss) huber or \(option: .loss) quantile")
      try refuse(
        loss == .quantile && lossParameter >= 1,
        "\(option: .lossParameter) '\(given[.lossParameter] ?? "")' is not a number between 0 and 1")
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
      "\(option: option)\(value) is for \(task == .regression ? "classes" : "numbers"), and \(option: .task) is \(task.rawValue)"
    )
  }

  /// Throws `.usage` for those that find nothing in the network that the data ask for.
  func check(_ parameters: Parameters, _ given: GivenOptions) throws(Failure) {
    try refuse(
      recipe.frequencies > 0 && !parameters.inputs.embeddings.contains(where: { $0.kind == .periodic }),
      "\(option: .pbld) is for columns of more than two numbers, and there are none to learn from")
    try refuse(
      given[.frontScale] == Flag.on && parameters.R.count == 0,
      "\(option: .frontScale) multiplies inputs by factors, and all inputs of this network are looked up")
    let groups: [(LearningRateMultipliers.Group, [Matrix])] = [
      (.embeddings, parameters.U), (.frequencies, parameters.periods), (.factors, [parameters.R]),
      (.slopes, parameters.slopes),
    ]
    let multipliers = recipe.training.optimizer.rateFactors
    for (group, matrices) in groups where multipliers[group] != 1 && matrices.allSatisfy({ $0.count == 0 }) {
      throw group.refusal
    }
  }
}

extension OptionName {
  package static let search: OptionName = "search"
}

extension LearningRateMultipliers.Group {
  /// That a network has no parameters of this group.
  fileprivate var refusal: Failure {
    let advice: Message =
      switch self {
      case .weights, .biases: ""
      case .embeddings:
        ", such as of numbers in pieces: see \(option: .bins) and \(option: .numericEmbedding)"
      case .frequencies: ", of periodic embeddings: see \(option: .pbld)"
      case .factors: ", of its inputs: see \(option: .frontScale) and \(option: .tabm)"
      case .slopes: ", of its activations: see \(option: .parametricActivation)"
      }
    return Failure(
      .usage, "\(option: .lrMultipliers) names \(rawValue), and the network has none\(advice)")
  }
}

extension Loss {
  /// That labels are to be smoothed with another loss than a cross-entropy.
  static func refusal(ofSmoothing loss: Loss) -> Failure {
    Failure(
      .usage, "\(option: .labelSmoothing) belongs to cross-entropies, and the loss is \(loss.name.rawValue)")
  }
}
