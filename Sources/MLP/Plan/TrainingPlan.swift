import Diagnostics
import LinearAlgebra
import MLPInference
import NeuralNetwork
import Options
import Tabular
import Training

/// A training with everything decided: the data, the network and how it is trained.
package struct TrainingPlan {
  package let data: TrainingData
  /// The settings with what the data decided.
  package let settings: TrainingSettings
  package let given: GivenOptions
  /// The first network, its weights drawn.
  package let network: Network
  package let options: TrainingOptions
  /// Networks to train, at most.
  package let networks: Int
  /// The work beyond which no further network is trained.
  package private(set) var work: Double
  package let calibration: Calibration
  package let search: SearchOutcome?

  var builder: NetworkBuilder { NetworkBuilder(settings: settings, given: given) }

  /// Whether fewer networks may be trained than planned.
  package var isOpen: Bool { networks > 1 && work.isFinite }

  /// Decides what the settings leave open.
  ///
  /// Throws what is wrong with the options for these data.
  init(
    _ data: TrainingData, _ settings: TrainingSettings, _ given: GivenOptions, search: SearchOutcome? = nil
  ) throws(Failure) {
    let suited = try settings.suited(to: data.optimizer, given)
    let builder = NetworkBuilder(settings: suited, given: given)
    network = try builder.network(for: data, seed: suited.recipe.training.seed)
    options = builder.trainingOptions(for: network, rows: data.training.count)
    networks = suited.folds ?? suited.recipe.ensemble
    work = suited.folds == nil ? suited.recipe.ensembleWork : .infinity
    calibration = data.folds == nil ? try Calibration(suited, network.loss) : .none
    self.settings = suited.resolved(data, network, options, calibration)
    (self.data, self.given, self.search) = (data, given, search)
  }

  /// The same for no more work than this.
  func limited(to work: Double) -> TrainingPlan {
    var plan = self
    plan.work = work
    return plan
  }

  /// The value of each option that changes the model, by name, as the model keeps them.
  ///
  /// The number of threads is none of them: it does not matter.
  package var provenance: [String: String] {
    var values: [String: String] = [:]
    let isFullBatch = settings.optimizer.isFullBatch
    for row in TrainingOptionTable.rows where row.traits.contains(.inProvenance) {
      let applies = !(isFullBatch && row.traits.contains(.minibatchOnly))
      values[row.name.rawValue] = (applies ? row.show(settings) : nil) ?? "none"
    }
    if isFullBatch { values[OptionName.batchSize.rawValue] = "all" }
    values[OptionName.folds.rawValue] = nil
    return values
  }
}

extension TrainingSettings {
  /// The same with what was decided on by the data.
  fileprivate func resolved(
    _ data: TrainingData, _ network: Network, _ options: TrainingOptions, _ calibration: Calibration
  ) -> TrainingSettings {
    var result = self
    let loss = network.loss
    result.loss = loss.name
    result.labelSmoothing = loss.isCrossEntropy ? loss.parameter : nil
    result.lossParameter = [.huber, .quantile].contains(loss.name) ? loss.parameter : nil
    result.calibration = calibration
    result.recipe.training = options
    result.recipe.batchSize = options.batchSize
    result.recipe.bins = data.bins
    result.recipe.initialization = recipe.initialization ?? network.activation.initialization
    if folds != nil { (result.recipe.ensemble, result.recipe.ensembleWork) = (folds ?? 1, .infinity) }
    if loss.isClassification { result.recipe.clipsOutput = nil }
    let hasScale =
      network.heads == 1 && !(recipe.frontScale == true && network.parameters.inputScales.count == 0)
    if !hasScale { result.recipe.frontScale = nil }
    return result
  }
}
