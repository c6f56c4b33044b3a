import Tabular

/// `{"features":[…]}`: the columns that the model reads, in the order of their inputs.
struct FeaturesHeader: Codable {
  private var columns: [FeatureHeader]

  private enum CodingKeys: String, CodingKey { case columns = "features" }

  init(_ features: Features) { columns = features.features.map { FeatureHeader($0) } }

  var features: Features { Features(features: columns.map(\.feature)) }
}

/// `{"name":"age","position":1,"kind":"numeric","encoding":{…}}`, and a number format where numbers are not plain.
struct FeatureHeader: Codable {
  private var name: String
  private var position: FilePosition
  private var kind: ColumnKind
  private var encoding: EncodingHeader
  private var numberFormat: NumberFormatHeader?

  private enum CodingKeys: String, CodingKey { case name, position, kind, encoding, numberFormat }

  init(_ feature: Features.Feature) {
    name = feature.name
    position = FilePosition(feature.position)
    kind = feature.kind
    encoding = EncodingHeader(feature.encoding)
    numberFormat = feature.notation.map { NumberFormatHeader($0) }
  }

  var feature: Features.Feature {
    Features.Feature(
      name: name, position: position.index, kind: kind, encoding: encoding.encoding,
      notation: numberFormat?.notation)
  }
}

/// The place of a column in the training data: from 1 in the file, as in options, and from 0 in memory.
struct FilePosition: Codable {
  let index: Int

  init(_ index: Int) { self.index = index }

  init(from decoder: any Decoder) throws {
    let position = try decoder.singleValueContainer().decode(Int.self)
    // The least number has none below; it is refused like any other that is not positive.
    index = max(position, -Int.max) - 1
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(index + 1)
  }
}

/// `{"decimalMark":".","grouping":",","unit":"$"}`; without a unit where numbers have none.
struct NumberFormatHeader: Codable {
  private var decimalMark: NumberFormat.DecimalMark
  private var grouping: NumberFormat.DigitGrouping
  private var unit: NumberUnit?

  private enum CodingKeys: String, CodingKey { case decimalMark, grouping, unit }

  init(_ notation: NumberFormat) {
    (decimalMark, grouping, unit) = (notation.decimalMark, notation.grouping, notation.unit)
  }

  var notation: NumberFormat { NumberFormat(decimalMark, grouping, unit) }
}
