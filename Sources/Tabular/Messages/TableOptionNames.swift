import Diagnostics

/// The options that messages about tables name.
extension OptionName {
  package static let target: OptionName = "target"
  package static let task: OptionName = "task"
  package static let ignore: OptionName = "ignore"
  package static let numeric: OptionName = "numeric"
  package static let categorical: OptionName = "categorical"
  package static let delimiter: OptionName = "delimiter"
  package static let header: OptionName = "header"
  package static let missing: OptionName = "missing"
  package static let maxColumns: OptionName = "max-columns"
  package static let maxField: OptionName = "max-field"
  package static let maxCategories: OptionName = "max-categories"
}
