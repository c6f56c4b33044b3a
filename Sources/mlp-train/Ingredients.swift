import CLI
import Diagnostics
import Training

// Published ingredients of a training that are off unless they are asked for.

extension Arguments<TrainOption> {
  /// A schedule of something else than the learning rate.
  ///
  /// Throws `.usage` for plateau, which waits for the validation loss.
  func strengthSchedule(_ option: TrainOption) throws(Failure) -> Schedule {
    let schedule = try word(option, as: Schedule.self) ?? .constant
    guard schedule != .plateau else {
      throw Failure(
        .usage,
        "plateau is a schedule of the learning rate alone; give --\(option.rawValue) another, such as "
          + Schedule.flatCosine.rawValue)
    }
    return schedule
  }

  /// The parametrization, the standard one if none is given.
  ///
  /// Throws `.usage` for another without a learning rate: the usual ones are for the standard one.
  func parametrization() throws(Failure) -> Parametrization {
    let parametrization = try word(.parametrization, as: Parametrization.self) ?? .standard
    guard parametrization == .standard || contains(.learningRate) else {
      throw Failure(
        .usage,
        "--parametrization \(parametrization.rawValue) takes a larger learning rate than is usual; give "
          + "--learning-rate, such as 0.02")
    }
    return parametrization
  }
}

extension Arguments<TrainOption> {
  /// The parts of the learning rate at which groups of parameters move.
  ///
  /// Throws `.usage` for what is no group, no number of 0 or more, or there twice.
  func rateFactors() throws(Failure) -> LearningRateMultipliers {
    var result = LearningRateMultipliers()
    var seen: Set<LearningRateMultipliers.Group> = []
    for item in list(.rateFactors) ?? [] {
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let groups = LearningRateMultipliers.Group.allCases.map(\.rawValue)
      guard parts.count == 2, let group = LearningRateMultipliers.Group(rawValue: String(parts[0])) else {
        throw Failure(
          .usage,
          "--rate-factors takes GROUP=X, with a group of \(groups.joined(separator: ", ")), not '\(printable(item))'"
        )
      }
      guard let factor = Float(parts[1]), factor >= 0, factor.isFinite else {
        throw Failure(
          .usage,
          "--rate-factors \(group.rawValue)= takes a number of 0 or more, not '\(printable(String(parts[1])))'"
        )
      }
      guard seen.insert(group).inserted else {
        throw Failure(.usage, "--rate-factors has \(group.rawValue) twice")
      }
      result[group] = factor
    }
    return result
  }
}

extension Optimizer {
  /// Takes the β₁ and β₂ that are given.
  ///
  /// Throws `.usage` for one that the optimizer does not have.
  mutating func setBetas(_ arguments: Arguments<TrainOption>) throws(Failure) {
    for (option, isThere) in [(TrainOption.beta1, name.hasBeta1), (.beta2, name.hasBeta2)]
    where arguments.contains(option) && !isThere {
      throw Failure(.usage, "--optimizer \(name.rawValue) has no --\(option.rawValue); leave it out")
    }
    let isDecay = { (x: Double) in x >= 0 && x < 1 }
    beta1 = try arguments.number(.beta1, "a number from 0 up to 1", isDecay).map { Float($0) } ?? beta1
    beta2 = try arguments.number(.beta2, "a number from 0 up to 1", isDecay).map { Float($0) } ?? beta2
  }
}

extension TrainingOptions {
  /// How many single-precision copies of the parameters training keeps.
  var copies: Int { optimizer.name.copies + (averageDecay == nil ? 0 : 1) }
}
