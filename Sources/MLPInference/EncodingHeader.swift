import NetworkInputs
import Tabular

/// How a column becomes inputs: an object whose `type` says which other keys it has.
enum EncodingHeader: Codable {
  /// `{"type":"number","scale":{…},"median":4.2}`, and `missingIndicator`, `bins`, `frequencies` of a periodic
  /// embedding.
  case number(NumberHeader)
  /// `{"type":"categories","categories":[…]}`, most frequent first, and `embeddingSize` where they are embedded.
  case categories(CategoriesHeader)
  /// `{"type":"ordinal","categories":[…],"scale":"weekday"}`.
  case ordinal(OrdinalHeader)
  /// `{"type":"date","format":"iso","scale":{…},"parts":["month"]}`, and `missingIndicator`, `bins`.
  case date(DateHeader)

  /// The words of `type`.
  enum TypeName: String, Codable { case number, categories, ordinal, date }

  private enum CodingKeys: String, CodingKey { case type }

  init(from decoder: any Decoder) throws {
    switch try decoder.container(keyedBy: CodingKeys.self).decode(TypeName.self, forKey: .type) {
    case .number: self = .number(try NumberHeader(from: decoder))
    case .categories: self = .categories(try CategoriesHeader(from: decoder))
    case .ordinal: self = .ordinal(try OrdinalHeader(from: decoder))
    case .date: self = .date(try DateHeader(from: decoder))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .number(let header): try header.encode(to: encoder)
    case .categories(let header): try header.encode(to: encoder)
    case .ordinal(let header): try header.encode(to: encoder)
    case .date(let header): try header.encode(to: encoder)
    }
  }

  init(_ encoding: Encoding) {
    switch encoding {
    case .number(let scale, let median, let marksMissing, let frequencies):
      self = .number(NumberHeader(scale, median, marksMissing, nil, frequencies))
    case .piecewiseLinear(let scale, let median, let marksMissing, let pieces, let frequencies):
      self = .number(NumberHeader(scale, median, marksMissing, pieces, frequencies))
    case .categories(let words):
      self = .categories(CategoriesHeader(categories: words, embeddingSize: encoding.embeddingSize))
    case .ordinal(let words, let scale):
      self = .ordinal(OrdinalHeader(categories: words, scale: scale))
    case .date(let format, let scale, let parts, let marksMissing, let pieces):
      self = .date(
        DateHeader(
          format: format, scale: ScaleHeader(scale), parts: parts,
          missingIndicator: marksMissing == true ? true : nil, bins: pieces.map { BinsHeader($0) }))
    }
  }

  var encoding: Encoding {
    switch self {
    case .number(let header): header.encoding
    case .categories(let header): .categories(header.categories)
    case .ordinal(let header): .ordinal(header.categories, header.scale)
    case .date(let header):
      .date(
        header.format, header.scale.scale, parts: header.parts,
        marksMissing: header.missingIndicator == true ? true : nil, pieces: header.bins?.pieces)
    }
  }
}

struct NumberHeader: Codable {
  private var type = EncodingHeader.TypeName.number
  private var scale: ScaleHeader
  private var median: Float
  private var missingIndicator: Bool?
  private var bins: BinsHeader?
  private var frequencies: Int?

  private enum CodingKeys: String, CodingKey {
    case type, scale, median, missingIndicator, bins, frequencies
  }

  fileprivate init(
    _ scale: Scale, _ median: Float, _ marksMissing: Bool, _ pieces: PiecewiseLinearEncoding?,
    _ frequencies: Int?
  ) {
    self.scale = ScaleHeader(scale)
    self.median = median
    missingIndicator = marksMissing ? true : nil
    bins = pieces.map { BinsHeader($0) }
    self.frequencies = frequencies
  }

  fileprivate var encoding: Encoding {
    let marksMissing = missingIndicator ?? false
    guard let bins else {
      return .number(scale.scale, median: median, marksMissing: marksMissing, frequencies: frequencies)
    }
    return .piecewiseLinear(
      scale.scale, median: median, marksMissing: marksMissing, bins.pieces, frequencies: frequencies)
  }
}

struct CategoriesHeader: Codable {
  private var type = EncodingHeader.TypeName.categories
  fileprivate var categories: [CellText]
  private var embeddingSize: Int?

  private enum CodingKeys: String, CodingKey { case type, categories, embeddingSize }

  fileprivate init(categories: [CellText], embeddingSize: Int?) {
    (self.categories, self.embeddingSize) = (categories, embeddingSize)
  }

  /// Throws where the program would embed these categories in another size, or would not.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    categories = try container.decode([CellText].self, forKey: .categories)
    embeddingSize = try container.decodeIfPresent(Int.self, forKey: .embeddingSize)
    guard embeddingSize == Encoding.categories(categories).embeddingSize else {
      throw DecodingError.dataCorruptedError(
        forKey: .embeddingSize, in: container, debugDescription: "another size")
    }
  }
}

struct OrdinalHeader: Codable {
  private var type = EncodingHeader.TypeName.ordinal
  fileprivate var categories: [CellText]
  fileprivate var scale: OrdinalScale

  private enum CodingKeys: String, CodingKey { case type, categories, scale }

  fileprivate init(categories: [CellText], scale: OrdinalScale) {
    (self.categories, self.scale) = (categories, scale)
  }
}

struct DateHeader: Codable {
  private var type = EncodingHeader.TypeName.date
  fileprivate var format: DateFormat
  fileprivate var scale: ScaleHeader
  fileprivate var parts: [Encoding.DatePart]
  fileprivate var missingIndicator: Bool?
  fileprivate var bins: BinsHeader?

  private enum CodingKeys: String, CodingKey { case type, format, scale, parts, missingIndicator, bins }

  fileprivate init(
    format: DateFormat, scale: ScaleHeader, parts: [Encoding.DatePart], missingIndicator: Bool?,
    bins: BinsHeader?
  ) {
    (self.format, self.scale, self.parts) = (format, scale, parts)
    (self.missingIndicator, self.bins) = (missingIndicator, bins)
  }
}

/// `{"center":5.8,"factor":1.2}`, and `"smoothClip":true` of robust scaling.
struct ScaleHeader: Codable {
  private var center: Double
  private var factor: Double
  private var smoothClip: Bool?

  private enum CodingKeys: String, CodingKey { case center, factor, smoothClip }

  init(_ scale: Scale) {
    (center, factor, smoothClip) = (scale.center, scale.factor, scale.clips ? true : nil)
  }

  var scale: Scale { Scale(center: center, factor: factor, clips: smoothClip ?? false) }
}

/// `{"bounds":[…]}`, and `embeddingSize` where the bins are embedded.
struct BinsHeader: Codable {
  private var bounds: [Float]
  private var embeddingSize: Int?

  private enum CodingKeys: String, CodingKey { case bounds, embeddingSize }

  init(_ pieces: PiecewiseLinearEncoding) { (bounds, embeddingSize) = (pieces.bounds, pieces.size) }

  var pieces: PiecewiseLinearEncoding { PiecewiseLinearEncoding(bounds: bounds, size: embeddingSize) }
}

extension Encoding {
  /// The inputs of the embedding of its categories; nil where each has an input of its own.
  fileprivate var embeddingSize: Int? {
    if case .embedding(_, let size)? = parts.first { size } else { nil }
  }
}

extension Encoding {
  /// What a file may not state of it: the first flaw; nil where there is none.
  var flaw: String? {
    switch self {
    case .number(let scale, let median, _, let frequencies):
      scale.flaw ?? (median.isFinite ? flawOf(frequencies: frequencies) : "has the invalid median \(median)")
    case .piecewiseLinear(let scale, let median, _, let pieces, let frequencies):
      scale.flaw
        ?? (median.isFinite
          ? pieces.flaw ?? flawOf(frequencies: frequencies) : "has the invalid median \(median)")
    case .categories(let words): Set(words).count == words.count ? nil : "has a duplicate category"
    case .ordinal(let words, _):
      words.count > OrdinalScale.maximumCategories
        ? "has too many categories for an ordinal scale"
        : Set(words).count == words.count ? nil : "has a duplicate category"
    case .date(_, let scale, let parts, _, let pieces):
      scale.flaw
        ?? (Set(parts).count < parts.count
          ? "has a duplicate date part"
          : pieces.map { $0.bounds.count <= InputGroup.minimumLookupSize } == true
            ? "has too few bins for a date" : pieces?.flaw)
    }
  }
}

/// Of a periodic embedding.
private func flawOf(frequencies: Int?) -> String? {
  frequencies.map { (1...Encoding.maximumFrequencies).contains($0) } ?? true
    ? nil : "has an invalid number of frequencies (\(frequencies ?? 0))"
}

extension PiecewiseLinearEncoding {
  fileprivate var flaw: String? {
    guard bounds.allSatisfy(\.isFinite) && zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else {
      return "has bin bounds that do not increase"
    }
    return size.map { $0 > 0 && $0 < bounds.count } ?? true
      ? nil : "has the invalid embedding size \(size ?? 0)"
  }
}

extension Scale {
  fileprivate var flaw: String? {
    center.isFinite && factor.isFinite ? nil : "has an invalid scale (center \(center), factor \(factor))"
  }
}
