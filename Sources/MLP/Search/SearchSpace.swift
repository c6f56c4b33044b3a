import Diagnostics
import Glibc
import LinearAlgebra
import NeuralNetwork
import Options
import Tabular
import Training

/// One choice of the options that a search tries.
package struct Trial: Hashable, Sendable {
  /// By option, as the user would write it; what is not in here has its default.
  package let values: [OptionName: String]

  package init(values: [OptionName: String]) { self.values = values }

  /// Option and value of each, in the order of the table.
  package var settings: [(option: OptionName, value: String)] {
    TrainingOptionTable.rows.compactMap { row in values[row.name].map { (row.name, $0) } }
  }
}

/// The options that a search tries, and from which values; those that the user gives stay as they are.
struct SearchSpace {
  /// To search another option, add a dimension below.
  private struct SearchedOption {
    let option: OptionName
    let draw: (inout RandomStream) -> String
  }

  private let searchedOptions: [SearchedOption]

  /// All that a search can choose; what a checkpoint says that it chose is compared with it.
  static let choices: Set<OptionName> = [
    .learningRate, .hidden, .activation, .dropout, .batchSize, .weightDecay, .labelSmoothing, .bins,
    .targetTransform,
  ]

  /// The options that are tried.
  var options: [OptionName] { searchedOptions.map(\.option) }

  /// Around the defaults for the data: so many rows in a minibatch, and bins of a numeric column; a skewed target may be
  /// transformed.
  init(
    _ settings: TrainingSettings, _ given: GivenOptions, _ loss: Loss, batchSize: Int, bins: Int,
    isSkewed: Bool
  ) {
    let rate = settings.recipe.training.optimizer.defaultLearningRate
    var all = [
      SearchedOption(option: .learningRate) { logUniform(0.3 * rate, 10 * rate, &$0) },
      SearchedOption(option: .hidden) { random in
        let width = choice(["64", "128", "256", "512"], &random)
        return Array(repeating: width, count: 1 + random.below(3)).joined(separator: ",")
      },
      SearchedOption(option: .activation) { choice([Activation.mish, .relu, .silu, .selu], &$0).rawValue },
      SearchedOption(option: .dropout) { "\(Double($0.below(11)) / 20)" },
      SearchedOption(option: .batchSize) {
        "\(choice([max(1, batchSize / 2), batchSize, 2 * batchSize], &$0))"
      },
      SearchedOption(option: .weightDecay) { logUniform(1e-4, 0.3, &$0) },
    ]
    if loss.isCrossEntropy {
      all.append(SearchedOption(option: .labelSmoothing) { choice(["0", "0.02", "0.05", "0.1"], &$0) })
    }
    // Each number of bins is an encoding of its own, which is kept: there are three at most.
    if bins > 1 {
      all.append(SearchedOption(option: .bins) { "\(choice([1, max(4, bins / 4), bins], &$0))" })
    }
    // Each transform is an encoding of its own too.
    if isSkewed && [.squaredError, .absolute, .huber].contains(loss.name) {
      let transforms = [TargetTransform.Curve.log, .normal]
      all.append(SearchedOption(option: .targetTransform) { choice(transforms, &$0).rawValue })
    }
    searchedOptions = all.filter { !given.contains($0.option) }
  }

  /// The first trials of a seed, all different: the defaults, then drawn ones; fewer where there are no more.
  ///
  /// A greater count begins with the same trials.
  func trials(_ count: Int, seed: UInt64) -> [Trial] {
    var trials = [Trial(values: [:])]
    var known = Set(trials)
    var missed = 0
    var index: UInt32 = 0
    while trials.count < count && missed < 1000 {
      var random = RandomStream(seed: seed, stream: .search, index: index)
      // The defaults are good ones: each stays in half of the trials.
      let trial = Trial(
        values: Dictionary(
          uniqueKeysWithValues: searchedOptions.compactMap { dimension in
            random.below(2) == 0 ? nil : (dimension.option, dimension.draw(&random))
          }))
      index += 1
      if known.insert(trial).inserted {
        trials.append(trial)
        missed = 0
      } else {
        missed += 1
      }
    }
    return trials
  }
}

private func choice<Value>(_ values: [Value], _ random: inout RandomStream) -> Value {
  values[random.below(values.count)]
}

/// A number whose logarithm is evenly drawn, with three digits.
private func logUniform(_ low: Double, _ high: Double, _ random: inout RandomStream) -> String {
  let x = low * pow(high / low, Double(random.uniform()))
  let scale = pow(10, 2 - floor(log10(x)))
  return "\((x * scale).rounded() / scale)"
}
