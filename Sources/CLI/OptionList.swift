import Diagnostics
import Options

/// The options that a program takes, by name and letter.
package struct OptionList: Sendable {
  package let options: [OptionDescription]

  package init(_ options: [OptionDescription]) { self.options = options }

  package subscript(name: OptionName) -> OptionDescription? { options.first { $0.name == name } }

  func option(letter: Character) -> OptionDescription? { options.first { $0.letter == letter } }

  /// The option that is written so, and whether it is a flag that is switched off; nil where there is none.
  func find(_ written: String) -> (option: OptionDescription, isOff: Bool)? {
    if let option = self[OptionName(written)] { return (option, false) }
    guard written.hasPrefix("no-"), let option = self[OptionName(String(written.dropFirst(3)))],
      option.traits.contains(.negatable)
    else { return nil }
    return (option, true)
  }

  /// All names as they may be written.
  private var names: [String] {
    options.flatMap { option in
      [option.name.rawValue] + (option.traits.contains(.negatable) ? ["no-" + option.name.rawValue] : [])
    }
  }

  /// The option that somebody may have meant: the one that another tool calls so, or one spelled like it.
  func suggestion(for written: String) -> String? {
    if let name = Self.otherNames[written], self[OptionName(name)] != nil { return name }
    return nearest(written, among: names)
  }

  /// What scikit-learn, PyTorch, XGBoost, LightGBM and pandas call our options.
  private static let otherNames = [
    "lr": "learning-rate", "eta": "learning-rate", "learning_rate": "learning-rate",
    "na-values": "missing", "na_values": "missing", "nan": "missing", "na": "missing",
    "j": "threads", "jobs": "threads", "n-jobs": "threads", "n_jobs": "threads", "nthread": "threads",
    "num-threads": "threads", "workers": "threads",
    "optim": "optimizer", "solver": "optimizer", "valid": "validation", "val": "validation",
    "eval-set": "validation", "validation-file": "validation", "test-size": "validation-fraction",
    "val-split": "validation-fraction", "validation-split": "validation-fraction",
    "members": "ensemble", "n-estimators": "ensemble", "models": "ensemble", "heads": "tabm", "k": "tabm",
    "rate-factors": "lr-multipliers", "learned-slopes": "parametric-activation", "periodic": "pbld",
    "number-embedding": "numeric-embedding", "search-table": "search-log",
    "confidence": "metric-confidence", "intervals": "prediction-intervals",
    "label": "target", "y": "target", "response": "target", "objective": "loss", "criterion": "loss",
    "random-state": "seed", "random_state": "seed", "random-seed": "seed",
    "max-iter": "epochs", "max_iter": "epochs", "iterations": "epochs", "num-epochs": "epochs",
    "early-stopping": "patience", "early-stopping-rounds": "patience",
    "hidden-layer-sizes": "hidden", "hidden-layers": "hidden", "layers": "hidden", "units": "hidden",
    "cv": "folds", "k-folds": "folds", "sep": "delimiter", "separator": "delimiter",
    "batch": "batch-size", "batch_size": "batch-size", "bs": "batch-size", "alpha": "l2",
    "weight_decay": "weight-decay", "wd": "weight-decay", "grad-clip": "clip-norm",
    "sample-weight": "weight", "weights": "weight", "cat-features": "categorical",
    "categorical-features": "categorical", "categorical_feature": "categorical",
    "drop": "ignore", "exclude": "ignore", "out": "output", "model": "output", "save": "output",
    "groups": "group", "tune": "search", "trials": "search", "scheduler": "schedule",
    "proba": "probabilities", "predict-proba": "probabilities", "silent": "quiet",
  ]
}
