import Diagnostics
import NeuralNetwork
import Options
import Training

extension TrainingOptionTable {
  /// The rows as help and parser know them, with what the help says of each default, derived from the recipes.
  package static var descriptions: [OptionDescription] {
    rows.map { row in
      var description = row.description
      description.defaultText = row.description.defaultText ?? defaultText(of: row)
      return description
    }
  }

  /// "0.99; none with fast": the default, and the presets and optimizers that have another; nil where there is none.
  private static func defaultText(of row: Row) -> Message? {
    guard !row.traits.contains(.outsideDefaults) else { return nil }
    let usual = shown(row, TrainingSettings())
    var exceptions: [(value: String, names: [String])] = []
    for (name, settings) in variants where !(isFullBatch(settings) && row.traits.contains(.minibatchOnly)) {
      let value = shown(row, settings) ?? "none"
      guard value != usual ?? "none" else { continue }
      if let k = exceptions.firstIndex(where: { $0.value == value }) {
        exceptions[k].names.append(name)
      } else {
        exceptions.append((value, [name]))
      }
    }
    guard let usual = usual ?? (exceptions.isEmpty ? nil : "none") else { return nil }
    let texts = exceptions.map { "\($0.value) with \(enumerated($0.names))" }
    return Message(([usual] + texts).joined(separator: "; "))
  }

  private static func shown(_ row: Row, _ settings: TrainingSettings) -> String? {
    guard let value = row.show(settings), !value.isEmpty else { return nil }
    guard row.isFlag else { return value }
    return value == Flag.on ? "on" : "off"
  }

  private static func isFullBatch(_ settings: TrainingSettings) -> Bool { settings.optimizer.isFullBatch }

  private static var variants: [(name: String, settings: TrainingSettings)] {
    let defaults = TrainingSettings()
    return Preset.allCases.filter { $0 != defaults.preset }.map { ($0.rawValue, TrainingSettings($0)) }
      + Optimizer.Method.allCases.filter { $0 != defaults.optimizer }.map {
        ($0.rawValue, TrainingSettings(.default, $0))
      }
  }

  /// "a, b and c".
  private static func enumerated(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
