extension TrainedModel {
  /// The columns that predictions are made from, in the order of the training data.
  public var featureNames: [String] { features.features.map(\.name) }

  /// The columns that are predicted: one, or several numeric ones.
  public var targetNames: [String] { target.columns }

  /// The classes, in the order of the probabilities; empty for a regression.
  ///
  /// Bytes that are not UTF-8 appear as U+FFFD.
  public var classNames: [String] {
    if case .classes(_, _, let words) = target { words.map(\.description) } else { [] }
  }

  /// The metrics reached on the validation rows, by name, such as `accuracy` and `log-loss`, or `rmse` and `r2`.
  ///
  /// Of a model trained with folds, the mean over the folds. Empty if there were no validation rows; a metric that is
  /// not a finite number is left out.
  public var validationMetrics: [String: Double] { provenance.metrics }

  /// The metrics that simple models reached on the validation rows: `constant rmse`, `linear rmse`.
  ///
  /// Empty if none was fitted.
  public var baselineMetrics: [String: Double] { provenance.baselines ?? [:] }

  /// The number of rows that the weights were fitted on.
  public var trainingRowCount: Int { provenance.trainingRows }

  /// The number of rows that chose the best epoch and on which the metrics were computed.
  public var validationRowCount: Int { provenance.validationRows }

  /// The options of the training by their name on the command line of mlp-train, with the values that the data decided.
  public var options: [String: String] { provenance.options }

  /// The random seed of the training.
  public var seed: UInt64 { provenance.seed }

  /// The name and the version of the program that trained the model.
  public var program: String { provenance.program }

  /// The number of networks whose predictions are averaged.
  public var memberCount: Int { members.count }
}
