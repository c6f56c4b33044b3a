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
    .init(
      .delimiter, "CHAR", group: "Data", \.table.delimiter, .characterOrAuto, default: "auto",
      help: "field separator: a character, tab or auto"),
    .init(
      flag: .header, group: "Data", \.table.header, traits: .negatable, default: "detected",
      help: "whether the first line holds column names; without a header, columns are matched by position"),
    .init(
      flag: .strict, group: "Data", \.isStrict,
      help: "make an unreadable number or an unknown category an error"),
    .maxColumns(\.table.limits.columns),
    .maxField(\.table.limits.fieldBytes),
    .init(
      .maxColumns, "N", group: "Data", \.table.limits.columns, .integer(1...10_000_000),
      default: "100000", help: "maximum number of columns of the data"),
    .init(
      .maxField, "SIZE", group: "Data", \.table.limits.fieldBytes, .bytes(TableLimits.fieldBytesRange),
      default: "128MB", help: "maximum length of a field, from 1MB to 256MB; a record may be twice as long"),
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
    .init(
      .threads, "N", group: "Output", \.threads, .integer(1...1024), default: "one per core",
      help: "number of threads"),
    .init(
      flag: .quiet, letter: "q", group: "Output", \.isQuiet, traits: .basic,
      help: "print warnings and errors only"),
    .init(
      flag: .warnings, group: "Output", \.showsWarnings, traits: .negatable, default: "on",
      help: "print warnings; \(option: .warnings, isOff: true) prints errors only"),
  ]

  static let terminating: [OptionDescription] = [
    OptionDescription(
      .helpAll, group: "Other", traits: [.commandLineOnly, .basic],
      help: "list all options; -h lists the most important ones"),
    OptionDescription(.version, group: "Other", traits: .commandLineOnly, help: "print the version"),
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
