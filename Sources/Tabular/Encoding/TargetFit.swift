import Diagnostics

extension Target {
  /// The most classes that whole numbers are taken for.
  private static let fewClasses = 20
  /// The most classes, unless the user allows for more.
  package static let maximumClasses = 1_000
  /// Rows below which a value of its own in each says nothing.
  private static let fewRows = 20

  /// Fits the target on these rows, none of which lacks it.
  ///
  /// `standardizes` is false for counts; numbers are learned on the curve of `transform`; predictions stay in
  /// their range if it `clips`; more than `maximumClasses` classes are refused.
  package static func fit(
    _ columns: [Column], task: TaskType, rows: [Int], standardizes: Bool = true,
    transform: TargetTransform.Curve = .none, clips: Bool = false, maximumClasses: Int = Target.maximumClasses
  ) throws(Failure) -> Target {
    guard let first = columns.first, !rows.isEmpty else {
      throw .allMissing(target: columns.first?.name ?? "")
    }
    if columns.count == 1 && isClass(first, task: task, rows: rows) {
      return try fitClasses(first, rows: rows, maximumClasses)
    }
    var numbers: [NumericTarget] = []
    for column in columns {
      guard let values = column.numbers else {
        if columns.count > 1 { throw .severalClassTargets(column.name) }
        throw .textTarget(column.name, firstText(column, rows))
      }
      numbers.append(
        try fitNumbers(
          column, rows.map { values[$0] }, standardizes: standardizes, transform, clips: clips))
    }
    return .numeric(numbers)
  }

  private static func isClass(_ column: Column, task: TaskType, rows: [Int]) -> Bool {
    switch task {
    case .classification: return true
    case .regression: return false
    case .auto:
      guard let numbers = column.numbers else { return true }
      // Said to hold numbers, it holds numbers.
      guard !column.isDeclared else { return false }
      let values = Set(rows.map { numbers[$0] })
      return values.count <= fewClasses && values.allSatisfy { $0 == $0.rounded() }
        && (values.count == 2 || values.count * 5 <= rows.count)
    }
  }

  private static func fitClasses(_ column: Column, rows: [Int], _ maximumClasses: Int) throws(Failure)
    -> Target
  {
    guard let words = column.words else {
      throw .tooManyClasses(column.name, Set(column.groups(rows)).count, limit: maximumClasses, nil)
    }
    // Codes count up in the order of the file.
    let written = Set(rows.map { words.codes[$0] }).sorted().map { words.vocabulary[Int($0)] }
    let classes = ClassIndex.classes(of: written)
    guard classes.count > 1 else { throw .constantTarget(column.name, classes.first?.description ?? "") }
    let isText = column.numbers == nil
    if classes.count > maximumClasses {
      throw .tooManyClasses(column.name, classes.count, limit: maximumClasses, isText ? written.first : nil)
    }
    if isText && classes.count == rows.count && rows.count >= fewRows {
      throw .identifierTarget(column.name, written[0])
    }
    return .classes(column: column.name, position: column.position, words: classes)
  }

  private static func fitNumbers(
    _ column: Column, _ values: [Float], standardizes: Bool, _ name: TargetTransform.Curve,
    clips: Bool
  ) throws(Failure) -> NumericTarget {
    guard let minimum = values.min(), let maximum = values.max(), minimum < maximum else {
      throw .constantTarget(column.name, values.first.map { "\($0)" } ?? "")
    }
    let transform = TargetTransform(name, fittedTo: values)
    let transformed = values.lazy.map { transform?(Double($0)) ?? Double($0) }
    let mean = transformed.reduce(0, +) / Double(values.count)
    let variance = transformed.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return NumericTarget(
      column: column.name, position: column.position, mean: standardizes ? mean : 0,
      deviation: standardizes ? variance.squareRoot() : 1, minimum: minimum, maximum: maximum,
      notation: column.notation, transform: transform, clips: clips ? true : nil)
  }

  private static func firstText(_ column: Column, _ rows: [Int]) -> CellText {
    guard let words = column.words, let row = rows.first(where: { words.codes[$0] >= 0 }) else { return "" }
    return words.vocabulary[Int(words.codes[row])]
  }

  /// A warning about a target with many classes most of which resemble numbers; nil for any other target.
  package var doubt: Message? {
    guard case .classes(let column, _, let words) = self, words.count > Self.fewClasses else { return nil }
    let resembling = words.filter(\.resemblesNumber)
    guard let first = resembling.first, resembling.count * 2 > words.count else { return nil }
    return
      "column '\(column)', the target, has \(grouped(words.count)) classes; \(Failure.notNumbers(first))"
  }
}
