import LinearAlgebra
import Metrics
import NeuralNetwork
import Tabular

// What a header can state that no training writes, and that prediction is not prepared for.

extension ModelFacts {
  /// The maximum number of heads, as `--tabm` takes them.
  private static let maximumHeads = 1000

  /// The first flaw of a header in a file of this size; nil if there is none.
  func flaw(bytes: Int) -> String? {
    features.flaw ?? target.flaw ?? loss.flaw ?? temperature?.flaw(with: loss)
      ?? intervals?.flaw(with: target) ?? flawOfWidths(bytes) ?? flawOfHeads
  }

  private func flawOfWidths(_ bytes: Int) -> String? {
    guard widths.count >= 2, widths.allSatisfy({ $0 > 0 && $0 <= bytes }) else {
      return "it has the invalid layer widths \(widths)"
    }
    let inputs = features.inputs.count
    guard widths[0] == inputs else {
      return "its columns yield \(inputs) inputs, but its network has \(widths[0])"
    }
    let outputs = widths[widths.count - 1]
    return outputs == target.outputs(with: loss)
      ? nil : "its target does not match its network with \(outputs) outputs"
  }

  private var flawOfHeads: String? {
    let heads = architecture.heads
    guard heads == 1 || heads > 1 && heads <= Self.maximumHeads && widths.count > 2 else {
      return "its network of \(widths.count - 1) layers has an invalid number of implicit members (\(heads))"
    }
    // Each head has a column of every layer, for which no tensor pays.
    let perSample = widths.reduce(0.0) { $0 + Double(heads) * Double($1) }
    guard perSample <= Double(BatchPredictor.maximumNumbers) else {
      return
        "its network of \(heads) implicit members needs \(perSample) numbers per row, more than the maximum of "
        + "\(BatchPredictor.maximumNumbers)"
    }
    return nil
  }
}

extension Target {
  /// The outputs of a network for this target and loss; 0 if they do not match.
  fileprivate func outputs(with loss: Loss) -> Int {
    switch self {
    case .classes(_, _, let words):
      loss.isClassification && words.count > 1 ? loss.outputs(forClasses: words.count) : 0
    case .numeric(let numbers): loss.isClassification ? 0 : numbers.count
    }
  }
}

extension Features {
  /// The first flaw; nil if there is none.
  var flaw: String? {
    if let flaw = flawOfNames(features.map(\.name)) { return flaw }
    for feature in features {
      guard isPosition(feature.position) else {
        return "its column '\(feature.name)' has the invalid position \(fromOne(feature.position))"
      }
      if feature.notation?.isValid == false {
        return "its column '\(feature.name)' has the same decimal mark and grouping mark"
      }
      if let flaw = feature.encoding.flaw { return "its column '\(feature.name)' \(flaw)" }
    }
    return nil
  }
}

extension Target {
  /// The first flaw; nil if there is none.
  var flaw: String? {
    if let flaw = flawOfNames(columns) { return flaw }
    switch self {
    case .classes(let column, let position, let words):
      guard isPosition(position) else {
        return "its target '\(column)' has the invalid position \(fromOne(position))"
      }
      return Set(words).count == words.count ? nil : "its target '\(column)' has a duplicate class"
    case .numeric(let numbers):
      for number in numbers {
        if number.notation?.isValid == false {
          return "its target '\(number.column)' has the same decimal mark and grouping mark"
        }
        guard isPosition(number.position) else {
          return "its target '\(number.column)' has the invalid position \(fromOne(number.position))"
        }
        if number.transform?.isValid == false {
          return "its target '\(number.column)' has transform knots that do not increase"
        }
        guard number.clips != true || number.minimum <= number.maximum else {
          return "its target '\(number.column)' has the invalid range \(number.minimum) to \(number.maximum)"
        }
        guard number.mean.isFinite, number.deviation.isFinite, number.deviation > 0 else {
          return
            "its target '\(number.column)' has an invalid scale (mean \(number.mean), standard deviation \(number.deviation))"
        }
      }
      return nil
    }
  }
}

extension Loss {
  /// What is wrong with its parameter; nil if nothing is.
  var flaw: String? { isValid ? nil : "its loss \(name.rawValue) has the invalid parameter \(parameter)" }
}

extension TemperatureScaling {
  /// What is wrong with it; nil if nothing is.
  func flaw(with loss: Loss) -> String? {
    guard loss.isCrossEntropy else { return "it has a temperature, but its loss is \(loss.name.rawValue)" }
    return isValid ? nil : "it has the invalid temperature \(value)"
  }
}

extension [ConformalIntervals] {
  /// What is wrong with them; nil if nothing is.
  func flaw(with target: Target) -> String? {
    guard case .numeric(let numbers) = target, numbers.count == count else {
      return "it has residuals for \(counted(count, "numeric target")), which do not match its targets"
    }
    for (number, intervals) in zip(numbers, self) {
      guard intervals.isValid else { return "it has invalid residuals for target '\(number.column)'" }
    }
    return nil
  }
}

private func flawOfNames(_ names: [String]) -> String? {
  var seen: Set<String> = []
  for name in names {
    if name.isEmpty { return "it has a column without a name" }
    if !seen.insert(name).inserted { return "it has a duplicate column '\(name)'" }
  }
  return nil
}

/// Whether a file can have so many columns.
private func isPosition(_ position: Int) -> Bool { (0..<1 << 31).contains(position) }

/// A position counted from 1, without overflow.
private func fromOne(_ position: Int) -> Int { min(position, .max - 1) + 1 }
