import Diagnostics
import Tabular

// What makes a validation kinder than new data will be: target leakage, duplicates, distribution shift.

extension TargetLeakage {
  /// The most that are told each by itself.
  private static let few = 5

  /// Warnings of those found, a sentence each.
  static func warnings(_ found: [TargetLeakage]) -> [Message] {
    if found.count > few {
      let names = found.map(\.column)
      return [
        "possible target leakage: each of \(found.count) columns alone predicts the target almost perfectly, such as \(listed(names, most: 3)); use \(option: .ignore) for those that are known only after the fact"
      ]
    }
    return found.map {
      let how =
        switch $0.measure {
        case .accuracy: "predicts '\($0.target)' with accuracy \(significant($0.figure))"
        case .rankCorrelation: "has rank correlation \(significant($0.figure)) with '\($0.target)'"
        }
      return
        "possible target leakage: column '\($0.column)' alone \(how); if it is known only after the fact, use \(option: .ignore) '\(asListItem($0.column))'"
    }
  }
}

extension DistributionShift {
  /// A warning of those found, one at least.
  static func warning(_ found: [DistributionShift]) -> Message {
    let most = found.prefix(3).map { "'\($0.column)' (\(fixed($0.distance, 2)))" }.joined(separator: ", ")
    return
      "\(counted(found.count, "column")) \(found.count == 1 ? "has" : "have") a different distribution in the validation rows than in the training rows (Kolmogorov–Smirnov distance: \(most)), so predictions of new rows may be less accurate; use \(option: .ignore) for a column that keeps changing"
  }
}

extension DuplicateRows {
  var warning: Message {
    "\(grouped(repeated)) of \(counted(rows, "validation row")) also \(repeated == 1 ? "occurs" : "occur") among the training rows, identical in all columns, so the validation metrics are too optimistic; remove the duplicates"
  }
}
