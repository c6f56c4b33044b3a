import Metrics
import NeuralNetwork
import Tabular

/// The JSON under `mlp` in versions 1 to 5 of the format, which development versions before the first release wrote.
///
/// Version 2 added bins of numbers and ensembles; 3 embeddings of categories; 4 embedded bins and TabM-mini; 5 periodic
/// embeddings, a front scale without TabM-mini, and parametric activations. All were written by coders that the compiler
/// made, hence keys such as `_0` for a value without a label; the keys here are those of the files, and only read.
struct LegacyModelHeader: Decodable {
  private var widths: [Int]
  private var activation: Activation
  private var loss: LegacyLoss
  private var features: LegacyFeatures
  private var target: LegacyTarget
  private var missing: LegacyMissing
  private var provenance: TrainedModel.Provenance
  private var members: Int?
  private var heads: Int?
  private var scalesInputs: Bool?
  private var learnsSlopes: Bool?
  private var temperature: LegacyTemperature?
  private var intervals: [LegacyIntervals]?

  private enum CodingKeys: String, CodingKey {
    case widths, activation, loss, features, target, missing, provenance
    case members, heads, scalesInputs, learnsSlopes, temperature, intervals
  }

  var facts: ModelFacts {
    ModelFacts(
      widths: widths, activation: activation, loss: Loss(loss.name, parameter: loss.parameter),
      architecture: Architecture(
        heads: heads ?? 1, scalesInputs: scalesInputs ?? false, isParametric: learnsSlopes ?? false),
      members: members ?? 1,
      features: Features(features: features.features.map(\.feature)), target: target.target,
      missing: MissingValues(cells: missing.words),
      temperature: temperature.map { TemperatureScaling(unchecked: $0.value) },
      intervals: intervals?.map {
        ConformalIntervals(residuals: $0.residuals, predictions: $0.predictions, spreads: $0.spreads)
      }, provenance: provenance)
  }

  private struct LegacyLoss: Decodable {
    var name: Loss.Function
    var parameter: Float

    enum CodingKeys: String, CodingKey { case name, parameter }
  }

  private struct LegacyTemperature: Decodable {
    var value: Double

    enum CodingKeys: String, CodingKey { case value }
  }

  private struct LegacyIntervals: Decodable {
    var residuals: [Float]
    var predictions: [Float]
    var spreads: [Float]

    enum CodingKeys: String, CodingKey { case residuals, predictions, spreads }
  }

  /// The rest of it follows from the words.
  private struct LegacyMissing: Decodable {
    var words: [CellText]

    enum CodingKeys: String, CodingKey { case words }
  }

  private struct LegacyFeatures: Decodable {
    var features: [LegacyFeature]

    enum CodingKeys: String, CodingKey { case features }
  }

  /// Positions count from 0 here.
  private struct LegacyFeature: Decodable {
    private var name: String
    private var position: Int
    private var kind: ColumnKind
    private var encoding: LegacyEncoding
    private var notation: LegacyNotation?

    private enum CodingKeys: String, CodingKey { case name, position, kind, encoding, notation }

    var feature: Features.Feature {
      Features.Feature(
        name: name, position: position, kind: kind, encoding: encoding.encoding,
        notation: notation?.notation)
    }
  }

  /// An object with one key, the case.
  private enum LegacyEncoding: Decodable {
    case number(scale: LegacyScale, median: Float, marksMissing: Bool, frequencies: Int?)
    case pieces(scale: LegacyScale, median: Float, marksMissing: Bool, pieces: LegacyBins, frequencies: Int?)
    case words(words: [CellText])
    case ordered(words: [CellText], scale: OrdinalScale)
    case date(
      format: DateFormat, scale: LegacyScale, parts: [Encoding.DatePart], marksMissing: Bool?,
      pieces: LegacyBins?)

    enum CodingKeys: String, CodingKey { case number, pieces, words, ordered, date }
    enum NumberCodingKeys: String, CodingKey {
      case scale = "_0"
      case median, marksMissing, frequencies
    }
    enum PiecesCodingKeys: String, CodingKey {
      case scale = "_0"
      case median, marksMissing
      case pieces = "_3"
      case frequencies
    }
    enum WordsCodingKeys: String, CodingKey { case words = "_0" }
    enum OrderedCodingKeys: String, CodingKey {
      case words = "_0"
      case scale = "_1"
    }
    enum DateCodingKeys: String, CodingKey {
      case format = "_0"
      case scale = "_1"
      case parts, marksMissing, pieces
    }

    var encoding: Encoding {
      switch self {
      case .number(let scale, let median, let marksMissing, let frequencies):
        .number(scale.scale, median: median, marksMissing: marksMissing, frequencies: frequencies)
      case .pieces(let scale, let median, let marksMissing, let pieces, let frequencies):
        .piecewiseLinear(
          scale.scale, median: median, marksMissing: marksMissing, pieces.pieces, frequencies: frequencies)
      case .words(let words): .categories(words)
      case .ordered(let words, let scale): .ordinal(words, scale)
      case .date(let format, let scale, let parts, let marksMissing, let pieces):
        .date(
          format, scale.scale, parts: parts, marksMissing: marksMissing == true ? true : nil,
          pieces: pieces?.pieces)
      }
    }
  }

  private struct LegacyNotation: Decodable {
    private var decimalMark: NumberFormat.DecimalMark
    private var grouping: NumberFormat.DigitGrouping
    private var unit: NumberUnit?

    private enum CodingKeys: String, CodingKey { case decimalMark, grouping, unit }

    var notation: NumberFormat { NumberFormat(decimalMark, grouping, unit) }
  }

  private struct LegacyScale: Decodable {
    private var center: Double
    private var factor: Double
    private var clips: Bool

    private enum CodingKeys: String, CodingKey { case center, factor, clips }

    var scale: Scale { Scale(center: center, factor: factor, clips: clips) }
  }

  private struct LegacyBins: Decodable {
    private var bounds: [Float]
    private var size: Int?

    private enum CodingKeys: String, CodingKey { case bounds, size }

    var pieces: PiecewiseLinearEncoding { PiecewiseLinearEncoding(bounds: bounds, size: size) }
  }

  private enum LegacyTarget: Decodable {
    case classes(column: String, position: Int, words: [CellText])
    case numbers(columns: [LegacyNumber])

    enum CodingKeys: String, CodingKey { case classes, numbers }
    enum ClassesCodingKeys: String, CodingKey { case column, position, words }
    enum NumbersCodingKeys: String, CodingKey { case columns = "_0" }

    var target: Target {
      switch self {
      case .classes(let column, let position, let words):
        .classes(column: column, position: position, words: words)
      case .numbers(let columns): .numeric(columns.map(\.number))
      }
    }
  }

  private struct LegacyNumber: Decodable {
    private var column: String
    private var position: Int
    private var mean: Double
    private var deviation: Double
    private var least: Float
    private var greatest: Float
    private var notation: LegacyNotation?
    private var transform: LegacyTransform?
    private var clips: Bool?

    private enum CodingKeys: String, CodingKey {
      case column, position, mean, deviation, least, greatest, notation, transform, clips
    }

    var number: Target.NumericTarget {
      Target.NumericTarget(
        column: column, position: position, mean: mean, deviation: deviation, minimum: least,
        maximum: greatest, notation: notation?.notation, transform: transform?.transform,
        clips: clips == true ? true : nil)
    }
  }

  private enum LegacyTransform: Decodable {
    case log
    case normal(knots: [LegacyKnot])

    enum CodingKeys: String, CodingKey { case log, normal }
    enum LogCodingKeys: CodingKey {}
    enum NormalCodingKeys: String, CodingKey { case knots = "_0" }

    struct LegacyKnot: Decodable {
      var y: Double
      var z: Double

      enum CodingKeys: String, CodingKey { case y, z }
    }

    var transform: TargetTransform {
      switch self {
      case .log: .log
      case .normal(let knots): .normal(knots.map { TargetTransform.Knot(y: $0.y, z: $0.z) })
      }
    }
  }
}
