import CLI

/// The options of mlp-predict.
enum PredictOption: String, OptionTable {
  case probabilities, intervals, keep, delimiter, header, strict
  case noHeader = "no-header"
  case maxColumns = "max-columns"
  case maxField = "max-field"
  case metrics, confidence, require, weight
  case output, threads, quiet, help, version

  var row: Option {
    switch self {
    case .probabilities: Option(group: "Predictions", help: "adds a column probability_CLASS for each class")
    case .intervals:
      Option(
        "LEVEL", group: "Predictions",
        help:
          "such as 0.9: adds prediction_low and prediction_high, between which the number lies with this "
          + "probability; to the metrics coverage and mean-width")
    case .keep:
      Option(
        "COLS", group: "Predictions", help: "copies these columns of the data in front; all copies every one")
    case .delimiter: Option("CHAR", group: "Data", help: "between fields: a character, tab, or auto")
    case .header: Option(group: "Data", help: "the first line holds names, whatever it looks like")
    case .strict: Option(group: "Data", help: "an unreadable number or an unknown category is an error")
    case .noHeader: Option(group: "Data", help: "the first line is a row; columns are found by place")
    case .maxColumns: Option("N", group: "Data", help: "the most columns of the data; 100,000 if not given")
    case .maxField:
      Option(
        "SIZE", group: "Data",
        help: "the longest field, from 1MB to 256MB, and half of the longest record; 128MB if not given")
    case .metrics:
      Option(
        "FILE", group: "Checking",
        help:
          "writes the metrics as JSON; - to standard output, and without --output no predictions; the data must hold the target"
      )
    case .confidence:
      Option(
        "LEVEL", group: "Checking",
        help:
          "such as 0.95: adds METRIC-low and METRIC-high, between which a metric lies with this confidence, "
          + "by drawing the rows anew 1,000 times")
    case .require:
      Option(
        "CONDITION", group: "Checking", help: "such as 'accuracy>=0.93'; status 1 where it does not hold",
        isRepeatable: true)
    case .weight: Option("COL", group: "Checking", help: "how much each row counts in the metrics")
    case .output:
      Option("FILE", letter: "o", group: "Output", help: "the predictions; standard output if not given")
    case .threads: Option("N", group: "Output", help: "as many as there are cores if not given")
    case .quiet: Option(letter: "q", group: "Output", help: "says nothing but errors")
    case .help: Option(letter: "h", group: "Other", help: "shows this")
    case .version: Option(group: "Other", help: "shows the version")
    }
  }
}
