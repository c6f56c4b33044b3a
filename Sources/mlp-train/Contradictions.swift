import CLI
import Diagnostics
import LinearAlgebra
import NeuralNetwork
import Training

// Options that leave one another nothing to do.

extension Settings {
  /// Throws `.usage` for those that do so whatever the data are.
  func refuseContradictions() throws(Failure) {
    guard frontScale != false || heads ?? 1 == 1 else {
      throw Failure(
        .usage, "--no-front-scale is for one head: the inputs of several --heads are multiplied anyway")
    }
    guard !learnsSlopes || activation != .identity else {
      throw Failure(
        .usage,
        "--learned-slopes learns how far an activation bends, and --activation identity does not bend at all")
    }
    let factors = training.optimizer.rateFactors
    for (group, isThere) in [
      (LearningRateMultipliers.Group.frequencies, frequencies != nil),
      (.factors, scalesInputs || heads ?? 1 > 1),
      (.slopes, learnsSlopes),
    ] where factors[group] != 1 && !isThere {
      throw group.refusal
    }
    if let loss = loss.map({ Loss($0) }), !loss.isCrossEntropy {
      if labelSmoothing ?? 0 > 0 { throw Loss.refusal(ofSmoothing: loss) }
      if calibration == .temperature { throw Calibration.refusal(for: loss) }
    }
    try refuseOtherTask()
  }

  /// Throws `.usage` for what is for another task than the one that is asked for.
  private func refuseOtherTask() throws(Failure) {
    let isClassification = loss.map { Loss($0).isClassification }
    let strange: [(option: TrainOption, isAskedFor: Bool)] =
      switch task {
      case .auto: []
      case .classification:
        [
          (.loss, isClassification == false), (.targetTransform, targetTransform != .none),
          (.clipOutput, gives(.clipOutput)), (.noClipOutput, gives(.noClipOutput)),
        ]
      case .regression:
        [
          (.loss, isClassification == true), (.labelSmoothing, labelSmoothing ?? 0 > 0),
          (.calibration, calibration == .temperature), (.classWeight, classWeight == .balanced),
        ]
      }
    if let option = strange.first(where: \.isAskedFor)?.option {
      let words = ["--\(option.rawValue)", value(of: option)].filter { !$0.isEmpty }.joined(separator: " ")
      let what = task == .regression ? "classes" : "numbers"
      throw Failure(.usage, "\(words) is for \(what), and --task is \(task.rawValue)")
    }
  }

  /// Throws `.usage` for those that find nothing in the network that the data ask for.
  func check(_ parameters: Parameters) throws(Failure) {
    if frequencies != nil && !parameters.inputs.embeddings.contains(where: { $0.kind == .periodic }) {
      throw Failure(
        .usage, "--periodic is for columns of more than two numbers, and there are none to learn from")
    }
    if frontScale == true && parameters.R.count == 0 {
      throw Failure(
        .usage, "--front-scale multiplies inputs by factors, and all inputs of this network are looked up")
    }
    let groups: [(LearningRateMultipliers.Group, [Matrix])] = [
      (.embeddings, parameters.U), (.frequencies, parameters.periods), (.factors, [parameters.R]),
      (.slopes, parameters.slopes),
    ]
    let factors = training.optimizer.rateFactors
    for (group, matrices) in groups where factors[group] != 1 && matrices.allSatisfy({ $0.count == 0 }) {
      throw group.refusal
    }
  }
}

extension LearningRateMultipliers.Group {
  /// That a network has no parameters of this group.
  fileprivate var refusal: Failure {
    let advice =
      switch self {
      case .weights, .biases: ""
      case .embeddings: ", such as of numbers in pieces: see --bins and --number-embedding"
      case .frequencies: ", of periodic embeddings: see --periodic"
      case .factors: ", of its inputs: see --front-scale and --heads"
      case .slopes: ", of its activations: see --learned-slopes"
      }
    return Failure(.usage, "--rate-factors names \(rawValue), and the network has none\(advice)")
  }
}

extension Loss {
  /// That labels are to be smoothed with another loss than a cross-entropy.
  static func refusal(ofSmoothing loss: Loss) -> Failure {
    Failure(.usage, "--label-smoothing belongs to cross-entropies, and the loss is \(loss.name.rawValue)")
  }
}

extension Calibration {
  /// That there are no probabilities to calibrate.
  static func refusal(for loss: Loss) -> Failure {
    Failure(
      .usage, "--calibration temperature is for cross-entropies, and the loss is \(loss.name.rawValue)")
  }
}
