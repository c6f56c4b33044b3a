import Diagnostics
import Options
import Training

extension GivenOptions {
  /// The same with what a search has chosen.
  func with(search values: [OptionName: String]) -> GivenOptions {
    with(GivenOptions(values.mapValues { [$0] }, from: .search))
  }
}

extension TrainingPlan {
  /// Where the value of each option that changes the model comes from.
  package var origins: [OptionName: OptionOrigin] {
    let defaults = TrainingSettings(.default, askedOptimizer)
    let preset = TrainingSettings(settings.preset, askedOptimizer)
    var origins: [OptionName: OptionOrigin] = [:]
    for row in TrainingOptionTable.rows where row.traits.contains(.inProvenance) {
      let value = row.show(settings)
      origins[row.name] =
        if let origin = given.origin(of: row.name) {
          origin
        } else if value != row.show(preset) {
          .data
        } else if value != row.show(defaults) {
          .preset
        } else {
          .defaults
        }
    }
    return origins
  }

  /// The optimizer before the data had a say in it.
  private var askedOptimizer: Optimizer.Method {
    given.contains(.optimizer) ? settings.optimizer : TrainingSettings().optimizer
  }
}
