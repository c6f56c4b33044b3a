import Diagnostics
import MLP
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
        "\(found.count) columns alone tell the target, such as \(listed(names, most: 3)); if that is known only afterwards, say \(option: .ignore) and their names"
      ]
    }
    return found.map {
      let how =
        switch $0.measure {
        case .accuracy: "is enough to tell '\($0.target)' (accuracy \(significant($0.figure)))"
        case .rankCorrelation: "goes with '\($0.target)' (rank correlation \(significant($0.figure)))"
        }
      return
        "column '\($0.column)' alone \(how); if that is known only afterwards, say \(option: .ignore) '\(asListItem($0.column))'"
    }
  }
}

extension DistributionShift {
  /// A warning of those found, one at least.
  static func warning(_ found: [DistributionShift]) -> Message {
    let most = found.prefix(3).map { "'\($0.column)' (\(fixed($0.distance, 2)))" }.joined(separator: ", ")
    return
      "\(counted(found.count, "column")) \(found.count == 1 ? "is" : "are") distributed otherwise in the rows to judge by than in those to learn from, most of all \(most), by the distance of Kolmogorov and Smirnov: new rows may be predicted otherwise than these; \(option: .ignore) a column that will go on changing"
  }
}

extension DuplicateRows {
  var warning: Message {
    "\(grouped(repeated)) of the \(counted(rows, "row")) to judge by stand among the rows to learn from too, alike in all columns, so the validation is kinder than new rows will be; remove repeated rows, or keep them together with \(option: .group)"
  }
}
