import LinearAlgebra
import MLPInference
import NeuralNetwork
import Tabular

/// Small models that together have everything that a header can state.
enum EveryHeader {
  static let scale = Scale(center: 2, factor: 0.5, clips: false)
  static let robust = Scale(center: 2, factor: 0.5, clips: true)
  static let fewBins = PiecewiseLinearEncoding(bounds: [1, 2, 4], size: nil)
  static let manyBins = PiecewiseLinearEncoding(bounds: (0...10).map(Float.init), size: nil)
  static let embeddedBins = PiecewiseLinearEncoding(bounds: (0...10).map(Float.init), size: 5)

  /// Each case, and each part that a case may have or lack.
  static let encodings: [Encoding] =
    [
      .number(scale, median: 1.5, marksMissing: false, frequencies: nil),
      .number(robust, median: -0.1, marksMissing: true, frequencies: 4),
      .piecewiseLinear(scale, median: 2, marksMissing: false, fewBins, frequencies: nil),
      .piecewiseLinear(robust, median: 2, marksMissing: true, manyBins, frequencies: nil),
      .piecewiseLinear(robust, median: 2, marksMissing: true, embeddedBins, frequencies: 2),
      .categories(["a", "b"]), .categories(["", CellText([0xFF, 0x41]), "é\"\\\n"]),
      .categories((0..<100).map { CellText("w\($0)") }), .categories((0..<101).map { CellText("w\($0)") }),
      .categories([]),
      .date(.iso, scale, parts: [], marksMissing: nil, pieces: nil),
      .date(.time, scale, parts: [.hour], marksMissing: true, pieces: manyBins),
      .date(.dotted, scale, parts: [.month, .weekday, .hour], marksMissing: true, pieces: embeddedBins),
    ] + OrdinalScale.allCases.map { .ordinal(["high", "low", "medium"], $0) }
    + DateFormat.allCases.map { .date($0, scale, parts: [.weekday], marksMissing: nil, pieces: nil) }

  static func feature(
    _ encoding: Encoding, at position: Int = 0, kind: ColumnKind = .numeric,
    _ notation: NumberFormat? = nil
  ) -> Features.Feature {
    Features.Feature(
      name: "f\(position)", position: position, kind: kind, encoding: encoding, notation: notation)
  }

  static let classes = Target.classes(column: "y", position: 9, words: ["no", CellText([0x80]), "yes"])
  static let twoClasses = Target.classes(column: "y", position: 0, words: ["0", "1"])

  static func number(
    _ column: String = "y", _ notation: NumberFormat? = nil, _ transform: TargetTransform? = nil,
    clips: Bool? = nil
  ) -> Target.NumericTarget {
    Target.NumericTarget(
      column: column, position: 9, mean: 0.25, deviation: 1.5, minimum: -1, maximum: 2.5,
      notation: notation, transform: transform, clips: clips)
  }

  static let knots = [TargetTransform.Knot(y: -1, z: -3.25), .init(y: 0.1, z: 0), .init(y: 2.5, z: 3.25)]

  /// A model of these, whose numbers are all zero.
  static func model(
    _ features: [Features.Feature], _ target: Target, _ loss: Loss, hidden: [Int] = [2],
    _ form: Architecture = Architecture(),
    members: Int = 1
  ) -> TrainedModel {
    let features = Features(features: features)
    let outputs =
      switch target {
      case .classes(_, _, let words): loss.outputs(forClasses: words.count)
      case .numeric(let numbers): numbers.count
      }
    let networks = (0..<members).map { _ in
      let parameters = Parameters(inputs: features.inputs, widths: hidden + [outputs], form)
      return Network(parameters: parameters, activation: .mish, loss: loss)
    }
    return TrainedModel(
      members: networks, features: features, target: target, missing: MissingValues(["NA", "?"]),
      provenance: .init(
        program: "test 1", seed: 18_446_744_073_709_551_615, options: ["hidden": "2"],
        metrics: ["rmse": 0.5], trainingRows: 30, validationRows: 10, epochs: 7, bestEpoch: 5,
        baselines: ["constant rmse": 2]))
  }

  /// The JSON in the header of a model.
  static func text(_ model: TrainedModel) throws -> String {
    try SafeTensors(model.encoded(), file: "m").metadata["mlp"] ?? ""
  }

  /// What is read where the header of this model is another text.
  static func read(_ text: String, tensorsOf model: TrainedModel) throws -> TrainedModel {
    var file = try SafeTensors(model.encoded(), file: "m")
    file.metadata["mlp"] = text
    return try TrainedModel(file.encoded(), file: "m")
  }
}
