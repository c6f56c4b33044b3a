import Diagnostics
import Options
import Tabular
import Training

/// The optimizer, the bins of numeric columns and the features that suit the data, or were asked for.
struct FeatureChoice {
  let optimizer: Optimizer.Method
  let bins: Int
  let fit: Features.Fit

  /// `fitting` fits features with at most so many bins.
  init(
    _ settings: TrainingSettings, _ given: GivenOptions, _ target: Target, rows: Int, numericColumns: Int,
    observer: TrainingObserver, fitting: (_ bins: Int) throws(Failure) -> Features.Fit
  ) throws(Failure) {
    let recipe = settings.recipe
    if given.leavesTrainingOpen, case .numeric(let numbers) = target, rows <= Recipe.fewRows {
      let plain = try fitting(1)
      let ends = plain.features.width + numbers.count
      if plain.features.inputs.embedded == 0, recipe.prefersSmallNetworks(rows: rows, inputsAndOutputs: ends)
      {
        observer(.smallNetworks(.levenbergMarquardt))
        (optimizer, bins, fit) = (.levenbergMarquardt, 1, plain)
        return
      }
    }
    if recipe.bins == nil && recipe.maximumBins > 1 && numericColumns > Recipe.maximumBinnedColumns {
      observer(.tooManyColumnsToBin(numericColumns))
    }
    optimizer = settings.optimizer
    bins = recipe.bins(columns: numericColumns, rows: rows)
    fit = try fitting(bins)
  }
}

extension GivenOptions {
  /// Whether nothing is said of the network and its training, so that the data may choose both.
  var leavesTrainingOpen: Bool {
    !TrainingOptionTable.rows.contains { $0.traits.contains(.decidesTraining) && contains($0.name) }
  }
}

extension TrainingSettings {
  /// The same with the defaults of this optimizer.
  func suited(to optimizer: Optimizer.Method, _ given: GivenOptions) throws(Failure) -> TrainingSettings {
    optimizer == self.optimizer ? self : try TrainingSettings(given, optimizer: optimizer)
  }
}
