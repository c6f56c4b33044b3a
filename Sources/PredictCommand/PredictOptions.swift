import CLI
import Diagnostics
import MLPInference
import Options
import Tabular

/// What mlp-predict is asked.
struct PredictOptions: Sendable {
  var probabilities = false
  var intervals: Double?
  var keep: String?
  var table = TableOptions()
  var isStrict = false
  var metrics: String?
  var confidence: Double?
  var requirements: [MetricRequirement] = []
  var weight: String?
  var output: String?
  var threads: Int?
  var isQuiet = false
  var showsWarnings = true
}

extension OptionName {
  static let keep: OptionName = "keep"
  static let strict: OptionName = "strict"
  static let metrics: OptionName = "metrics"
  static let metricConfidence: OptionName = "metric-confidence"
  static let require: OptionName = "require"
  static let weight: OptionName = "weight"
}

extension PredictOptions {
  static let rows: [OptionRow<PredictOptions>] = [
    .init(
      flag: .probabilities, group: "Predictions", \.probabilities, traits: .basic,
      help: "add a column probability_CLASS for each class"),
    .init(
      .predictionIntervals, "LEVEL", group: "Predictions", \.intervals, .number(.between(0, 1)),
      traits: .basic,
      help:
        "add the columns prediction_low and prediction_high, between which the true number lies with probability LEVEL, such as 0.9, and the metrics coverage and mean-width"
    ),
    .init(
      .keep, "COLS", group: "Predictions", \.keep, .text, traits: .basic,
      help: "copy these columns of the data before the prediction; all copies every column"),
    .delimiter(\.table.delimiter),
    .header(\.table.header, without: "columns are matched by position"),
    .init(
      flag: .strict, group: "Data", \.isStrict,
      help: "make an unreadable number or an unknown category an error"),
    .maxColumns(\.table.limits.columns),
    .maxField(\.table.limits.fieldBytes),
    .maxColumns(\.table.limits.columns),
    .maxField(\.table.limits.fieldBytes),
    .init(
      .metrics, "FILE", group: "Evaluation", \.metrics, .path, traits: .basic,
      help:
        "write the metrics as JSON; the data must hold the target. With -, write them to standard output, and the predictions only to the file of \(option: .output)"
    ),
    .init(
      .metricConfidence, "LEVEL", group: "Evaluation", \.confidence, .number(.between(0, 1)),
      help:
        "add METRIC-low and METRIC-high, the bounds of a confidence interval of this level, such as 0.95, from 1,000 bootstrap samples of the rows"
    ),
    .init(
      .require, "CONDITION", group: "Evaluation", traits: [.repeatable, .basic],
      help: "condition on a metric, such as 'accuracy>=0.93'; exit with status 1 if it does not hold",
      apply: { (text, options) throws(Failure) in options.requirements.append(try MetricRequirement(text)) },
      show: { _ in nil }),
    .init(
      .weight, "COL", group: "Evaluation", \.weight, .text, help: "column of sample weights for the metrics"),
    .init(
      .output, "FILE", letter: "o", group: "Output", \.output, .path, traits: .basic,
      default: "standard output", help: "file for the predictions"),
    .threads(\.threads, group: "Output", help: "number of threads; the output does not depend on it"),
    .quiet(\.isQuiet),
    .warnings(\.showsWarnings),
  ]

  /// Throws `.usage` for values that cannot be, and for options that exclude one another.
  init(_ given: GivenOptions) throws(Failure) {
    self.init()
    try given.apply(Self.rows, to: &self)
    guard confidence == nil || metrics != nil else {
      throw Failure(
        .usage,
        "\(option: .metricConfidence) needs \(option: .metrics) FILE")
    }
  }

  /// Whether predictions are compared with the target.
  var measures: Bool { metrics != nil || !requirements.isEmpty }

  /// The columns to copy; nil for all.
  var keptColumns: [String]? { keep == "all" ? nil : keep.map(splitList) ?? [] }
}
