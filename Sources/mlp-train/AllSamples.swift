import CLI
import Diagnostics
import NeuralNetwork
import Tabular
import Training

// What suits the optimizers that take all samples at once, and what they cannot do.

extension Optimizer.Method {
  /// The widths of the hidden layers where none are given.
  var hidden: [Int] { self == .levenbergMarquardt ? [10] : [256, 256] }

  /// The activation where none is given; nil for that of the preset.
  var activation: Activation? { self == .levenbergMarquardt ? .tanh : nil }

  /// The most pieces of a column of numbers where none are given; nil for those of the preset.
  var bins: Int? { isFullBatch ? 1 : nil }

  /// How many networks are trained where it is not given; nil for as many as the preset wants.
  var members: Int? { self == .lbfgs ? 1 : nil }

  /// Each epoch is one step.
  var epochs: Int { isFullBatch ? 1000 : 100 }

  /// The epochs without a better validation loss after which the training ends; some are attempts that fail.
  var patience: Int { isFullBatch ? 50 : 16 }

  /// A loss that changes by chance has no bottom to step to.
  var dropout: Double { isFullBatch ? 0 : 0.1 }

  /// How many single-precision copies of the parameters training keeps.
  var copies: Int {
    switch self {
    // The parameters, the best so far, the gradient and two moments.
    case .sgd, .momentum, .nesterov, .rmsprop, .adam, .adamw, .nadam, .levenbergMarquardt: 5
    // Ten steps and changes of the gradient, and those at hand, in double precision.
    case .lbfgs: 55
    }
  }

  /// Refuses options that would do nothing.
  ///
  /// Throws `.usage`.
  func check(_ arguments: Arguments<TrainOption>) throws(Failure) {
    guard isFullBatch else { return }
    let strange: [TrainOption] = [
      .learningRate, .schedule, .batchSize, .parametrization, .clipNorm, .dropout, .dropoutSchedule,
      .weightDecaySchedule, .embeddingDecay, .numberEmbedding, .periodic, .heads, .frontScale, .noFrontScale,
      .learnedSlopes,
      .rateFactors, .ema, .l1,
    ]
    if let option = strange.first(where: arguments.contains) {
      throw Failure(
        .usage,
        "--\(option.rawValue) does not go with --optimizer \(rawValue), which takes all rows at once, in a plain "
          + "network, and finds the length of its steps itself; leave it out")
    }
  }

  /// Refuses what Levenberg–Marquardt cannot train, with so many rows to learn from.
  ///
  /// Throws `.usage`.
  func check(_ network: Network, rows: Int) throws(Failure) {
    guard self == .levenbergMarquardt else { return }
    guard network.loss.name == .squaredError else {
      throw Failure(
        .usage,
        "--optimizer \(rawValue) makes sums of squares small, and the loss is \(network.loss.name.rawValue); "
          + "it is for --loss squared-error, and lbfgs is the optimizer of small networks for all losses")
    }
    let count = network.parameters.all.count
    let most = LevenbergMarquardt.maximumParameters
    guard count <= most else {
      throw Failure(
        .usage,
        "a network of \(network.widths.map(String.init).joined(separator: "-")) has \(grouped(count)) parameters, "
          + "and --optimizer \(rawValue) solves equations for all of them at once, \(grouped(most)) at most; "
          + "give --hidden smaller widths, or another --optimizer")
    }
    let work = Double(rows * network.widths[network.widths.count - 1]) * Double(count * count)
    guard work <= LevenbergMarquardt.maximumWork else {
      throw Failure(
        .usage,
        "--optimizer \(rawValue) takes \(grouped(rows)) rows times the square of \(grouped(count)) parameters for each "
          + "step, which would be minutes; give --hidden smaller widths, or another --optimizer")
    }
  }
}
