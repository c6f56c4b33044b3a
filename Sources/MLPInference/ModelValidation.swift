import LinearAlgebra
import Metrics
import NetworkInputs
import NeuralNetwork
import Tabular

// What a description can say that no training writes, and that predicting is not prepared for.

extension Features {
  /// The first of it; nil where there is none.
  var flaw: String? {
    if let flaw = flawOfNames(features.map(\.name)) { return flaw }
    for feature in features {
      guard isPosition(feature.position) else {
        return "its column '\(feature.name)' stands at position \(fromOne(feature.position))"
      }
      if feature.notation?.isValid == false {
        return "its column '\(feature.name)' has one mark for two things"
      }
      if let flaw = feature.encoding.flaw { return "its column '\(feature.name)' \(flaw)" }
    }
    return nil
  }
}

extension Encoding {
  fileprivate var flaw: String? {
    switch self {
    case .number(let scale, let median, _, let frequencies):
      scale.flaw ?? (median.isFinite ? flawOf(frequencies: frequencies) : "has the median \(median)")
    case .piecewiseLinear(let scale, let median, _, let pieces, let frequencies):
      scale.flaw
        ?? (median.isFinite ? pieces.flaw ?? flawOf(frequencies: frequencies) : "has the median \(median)")
    case .categories(let words): Set(words).count == words.count ? nil : "has a word twice"
    case .ordinal(let words, _):
      words.count > OrdinalScale.maximumCategories
        ? "has more words than a scale has" : Set(words).count == words.count ? nil : "has a word twice"
    case .date(_, let scale, let parts, _, let pieces):
      scale.flaw
        ?? (Set(parts).count < parts.count
          ? "has a part twice"
          : pieces.map { $0.bounds.count <= InputGroup.minimumLookupSize } == true
            ? "has a date in too few pieces" : pieces?.flaw)
    }
  }
}

/// Of a periodic embedding.
private func flawOf(frequencies: Int?) -> String? {
  frequencies.map { (1...Encoding.maximumFrequencies).contains($0) } ?? true
    ? nil : "has \(frequencies ?? 0) frequencies"
}

extension PiecewiseLinearEncoding {
  fileprivate var flaw: String? {
    guard bounds.allSatisfy(\.isFinite) && zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else {
      return "has bounds of pieces that do not ascend"
    }
    return size.map { $0 > 0 && $0 < bounds.count } ?? true
      ? nil : "has pieces that become \(size ?? 0) inputs"
  }
}

extension Scale {
  fileprivate var flaw: String? {
    center.isFinite && factor.isFinite ? nil : "has the center \(center) and the factor \(factor)"
  }
}

extension Target {
  /// The first of it; nil where there is none.
  var flaw: String? {
    if let flaw = flawOfNames(columns) { return flaw }
    switch self {
    case .classes(let column, let position, let words):
      guard isPosition(position) else {
        return "its target '\(column)' stands at position \(fromOne(position))"
      }
      return Set(words).count == words.count ? nil : "its target '\(column)' has a class twice"
    case .numeric(let numbers):
      for number in numbers {
        if number.notation?.isValid == false {
          return "its target '\(number.column)' has one mark for two things"
        }
        guard isPosition(number.position) else {
          return "its target '\(number.column)' stands at position \(fromOne(number.position))"
        }
        if number.transform?.isValid == false {
          return "its target '\(number.column)' has knots that do not ascend"
        }
        guard number.clips != true || number.minimum <= number.maximum else {
          return "its target '\(number.column)' goes from \(number.minimum) to \(number.maximum)"
        }
        guard number.mean.isFinite, number.deviation.isFinite, number.deviation > 0 else {
          return
            "its target '\(number.column)' has the mean \(number.mean) and the deviation \(number.deviation)"
        }
      }
      return nil
    }
  }
}

extension Loss {
  /// What is wrong with its parameter; nil where nothing is.
  var flaw: String? { isValid ? nil : "its loss \(name.rawValue) has the parameter \(parameter)" }
}

extension TemperatureScaling {
  /// What is wrong with it; nil where nothing is.
  func flaw(with loss: Loss) -> String? {
    guard loss.isCrossEntropy else { return "it has a temperature, and its loss is \(loss.name.rawValue)" }
    return isValid ? nil : "it has the temperature \(value)"
  }
}

extension [ConformalIntervals] {
  /// What is wrong with them; nil where nothing is.
  func flaw(with target: Target) -> String? {
    guard case .numeric(let numbers) = target, numbers.count == count else {
      return "it has residuals of \(count) targets of numbers, and other targets"
    }
    for (number, intervals) in zip(numbers, self) {
      guard intervals.isValid else { return "its residuals of target '\(number.column)' cannot be" }
    }
    return nil
  }
}

private func flawOfNames(_ names: [String]) -> String? {
  var seen: Set<String> = []
  for name in names {
    if name.isEmpty { return "it has a column without a name" }
    if !seen.insert(name).inserted { return "it has the column '\(name)' twice" }
  }
  return nil
}

/// No file has more columns.
private func isPosition(_ position: Int) -> Bool { (0..<1 << 31).contains(position) }

/// A position as users and files count, however far out.
private func fromOne(_ position: Int) -> Int { min(position, .max - 1) + 1 }
