import Diagnostics
import Metrics
import NeuralNetwork
import Options

/// What was asked of a search.
package struct SearchOptions: Sendable {
  /// More would not end.
  package static let maximumTrials = 10_000

  package var trials: Int
  /// After which no trial continues; nil for no limit.
  package var seconds: Double?
  /// The file of the trials.
  package var log: String

  package init(trials: Int = SearchOptions.maximumTrials, seconds: Double? = nil, log: String) {
    (self.trials, self.seconds, self.log) = (trials, seconds, log)
  }

  /// The options that make a trial what it is, as they were given; the data are compared by themselves.
  static func description(of given: GivenOptions) -> String {
    let rows = TrainingOptionTable.rows.filter { $0.name != .seed && !$0.traits.contains(.outsideTrials) }
    let texts = rows.flatMap { row in
      given.all(row.name).map {
        row.isFlag && $0 == Flag.on ? row.name.rawValue : "\(row.name.rawValue) \($0)"
      }
    }
    return (texts + ["seed \(given[.seed] ?? "1")"]).joined(separator: "; ")
  }

  /// Values by the names of options; throws `.data` for an option that no search chooses, or that is given.
  func chosen(
    _ kept: [String: String], _ given: GivenOptions, checkpoint: String
  ) throws(Failure) -> [OptionName: String] {
    var values: [OptionName: String] = [:]
    for (name, value) in kept {
      let option = OptionName(name)
      guard SearchSpace.choices.contains(option), !given.contains(option) else {
        throw Failure(
          .data,
          "the checkpoint '\(checkpoint)' holds a search over '\(name)', which this search does not try")
      }
      values[option] = value
    }
    return values
  }
}

/// What a search is about to try.
package struct SearchSummary: Sendable {
  package let options: [OptionName]
  package let trials: Int
  package let seconds: Double?
  package let metric: Metric
  package let log: String
  /// Trials that the log holds already.
  package let earlierTrials: Int
}

/// What a search found.
package struct SearchOutcome: Sendable {
  /// The best values, by option; none for the defaults.
  package let values: [OptionName: String]
  package let trials: Int
  package var best: SelectionCost?
  /// What the defaults reach with as many epochs.
  package var defaults: SelectionCost?
  /// The best trial, where a cancellation ended the search.
  package var cancelled: Ensemble?

  package init(
    values: [OptionName: String], trials: Int, best: SelectionCost? = nil, defaults: SelectionCost? = nil,
    cancelled: Ensemble? = nil
  ) {
    (self.values, self.trials, self.best) = (values, trials, best)
    (self.defaults, self.cancelled) = (defaults, cancelled)
  }

  /// As a checkpoint keeps it.
  var kept: Checkpoint.Found {
    Checkpoint.Found(
      values: Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) }), trials: trials)
  }
}
