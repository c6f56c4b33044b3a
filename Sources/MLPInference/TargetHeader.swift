import Tabular

/// `{"classes":{…}}` or `{"numbers":{"columns":[…]}}`.
struct TargetHeader: Codable {
  private var classes: ClassesHeader?
  private var numbers: NumbersHeader?

  private enum CodingKeys: String, CodingKey { case classes, numbers }

  init(_ target: Target) {
    switch target {
    case .classes(let column, let position, let words):
      classes = ClassesHeader(column: column, position: FilePosition(position), words: words)
    case .numeric(let numbers): self.numbers = NumbersHeader(columns: numbers.map { TargetColumnHeader($0) })
    }
  }

  /// Throws where it has both, or neither.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decodeIfPresent(ClassesHeader.self, forKey: .classes)
    numbers = try container.decodeIfPresent(NumbersHeader.self, forKey: .numbers)
    guard (classes == nil) != (numbers == nil) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "classes or numbers"))
    }
  }

  var target: Target {
    if let classes {
      .classes(column: classes.column, position: classes.position.index, words: classes.words)
    } else {
      .numeric(numbers?.columns.map(\.number) ?? [])
    }
  }
}

/// `{"column":"species","position":5,"words":["setosa","versicolor"]}`.
private struct ClassesHeader: Codable {
  var column: String
  var position: FilePosition
  var words: [CellText]

  enum CodingKeys: String, CodingKey { case column, position, words }
}

private struct NumbersHeader: Codable {
  var columns: [TargetColumnHeader]

  enum CodingKeys: String, CodingKey { case columns }
}

/// `{"column":"price","position":12,"mean":40.5,"standardDeviation":12.1,"minimum":3.5,"maximum":99}`, and a number
/// format, a transform and `"clipOutput":true` where it has them.
private struct TargetColumnHeader: Codable {
  private var column: String
  private var position: FilePosition
  private var mean: Double
  private var standardDeviation: Double
  private var minimum: Float
  private var maximum: Float
  private var numberFormat: NumberFormatHeader?
  private var transform: TransformHeader?
  private var clipOutput: Bool?

  private enum CodingKeys: String, CodingKey {
    case column, position, mean, standardDeviation, minimum, maximum, numberFormat, transform, clipOutput
  }

  init(_ number: Target.NumericTarget) {
    column = number.column
    position = FilePosition(number.position)
    (mean, standardDeviation) = (number.mean, number.deviation)
    (minimum, maximum) = (number.minimum, number.maximum)
    numberFormat = number.notation.map { NumberFormatHeader($0) }
    transform = number.transform.map { TransformHeader($0) }
    clipOutput = number.clips == true ? true : nil
  }

  var number: Target.NumericTarget {
    Target.NumericTarget(
      column: column, position: position.index, mean: mean, deviation: standardDeviation, minimum: minimum,
      maximum: maximum, notation: numberFormat?.notation, transform: transform?.transform,
      clips: clipOutput == true ? true : nil)
  }
}

/// `{"name":"log"}` or `{"name":"normal","y":[…],"z":[…]}`.
private struct TransformHeader: Codable {
  enum Name: String, Codable { case log, normal }

  private var name: Name
  private var y: [Double]?
  private var z: [Double]?

  private enum CodingKeys: String, CodingKey { case name, y, z }

  init(_ transform: TargetTransform) {
    switch transform {
    case .log: name = .log
    case .normal(let knots): (name, y, z) = (.normal, knots.map(\.y), knots.map(\.z))
    }
  }

  /// Throws where knots lack a coordinate.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(Name.self, forKey: .name)
    guard name == .normal else { return }
    y = try container.decode([Double].self, forKey: .y)
    z = try container.decode([Double].self, forKey: .z)
    guard y?.count == z?.count else {
      throw DecodingError.dataCorruptedError(forKey: .z, in: container, debugDescription: "one z for each y")
    }
  }

  var transform: TargetTransform {
    switch name {
    case .log: .log
    case .normal: .normal(zip(y ?? [], z ?? []).map { TargetTransform.Knot(y: $0, z: $1) })
    }
  }
}
