import Diagnostics
import NeuralNetwork
import Options
import Tabular
import Training

/// All that can be chosen for a training: what the user gave on top of the recipe that suits it.
///
/// An optional is nil where the data decide; `TrainingPlan` says what they decided.
package struct TrainingSettings: Sendable {
  package enum ClassWeight: String, CaseIterable, Sendable { case none, balanced }

  // Data
  package var targets: [String]?
  package var task: TaskType
  package var table: TableOptions
  package var weight: String?
  package var classWeight: ClassWeight

  // Split
  package var validation: String?
  package var validationFraction: Double
  package var folds: Int?
  package var group: String?
  package var time: String?

  // Encoding, network and training
  package var preset: Preset
  package var recipe: Recipe
  package var loss: Loss.Function?
  package var lossParameter: Float?
  package var labelSmoothing: Float?
  package var calibration: Calibration?

  package var optimizer: Optimizer.Method { recipe.training.optimizer.name }

  /// The defaults of a preset and an optimizer.
  package init(_ preset: Preset = .default, _ optimizer: Optimizer.Method = .adamw) {
    (task, table, classWeight, validationFraction) = (.auto, TableOptions(), .none, 0.2)
    self.preset = preset
    recipe = Recipe(preset, optimizer)
  }

  /// What was given, on top of the defaults.
  ///
  /// `optimizer` is the default one. Throws `.usage` for values that cannot be, and for options that exclude one
  /// another.
  package init(_ given: GivenOptions, optimizer: Optimizer.Method = .adamw) throws(Failure) {
    func word<Value>(_ option: OptionName, _ form: OptionValue<Value>) throws(Failure) -> Value? {
      if let text = given[option] { try form.parse(option, text) } else { nil }
    }
    self.init(
      try word(.preset, .word) ?? .default, try word(.optimizer, .word) ?? optimizer)
    try given.apply(TrainingOptionTable.rows, to: &self)
    try checkConflicts(given)
  }
}
