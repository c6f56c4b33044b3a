import Diagnostics
import LinearAlgebra
import Parallel
import Tabular
import Testing

struct TargetTests {
  static func column(_ cells: [String], delimiter: String = ",", options: TableOptions = TableOptions())
    throws -> [Column]
  {
    let lines = ["y\(delimiter)z"] + cells.map { "\($0)\(delimiter)1" }
    let table = try FeaturesTests.table(lines.joined(separator: "\n") + "\n", options)
    return [table.columns[0]]
  }

  static func target(_ cells: [String], _ task: TaskType = .auto, delimiter: String = ",") throws -> Target {
    try Target.fit(
      column(cells, delimiter: delimiter), task: task, rows: Array(cells.indices))
  }

  @Test("a target of words or few whole numbers is classes, else numbers")
  func tasks() throws {
    #expect(try Self.target(["b", "a", "b"]) == .classes(column: "y", position: 0, words: ["a", "b"]))
    #expect(
      try Self.target(["10", "2", "2", "2", "10", "2", "10"])
        == .classes(column: "y", position: 0, words: ["2", "10"]))
    #expect(try Self.target((0..<100).map { "\($0)" }).columns == ["y"])
    guard case .numeric(let numbers) = try Self.target(["1", "2", "3", "4"]) else {
      return #expect(Bool(false))
    }
    #expect(numbers[0].mean == 2.5 && numbers[0].deviation == 1.25.squareRoot())
    #expect(throws: Failure.self) { try Self.target(["5", "5"], .regression) }
  }

  @Test("classes that are numbers are compared as such, and come back as they are first written")
  func spellings() throws {
    let target = try Self.target(["1.0", "0", "1", "0.0", "01", "+0"])
    #expect(target == .classes(column: "y", position: 0, words: ["0", "1.0"]))
    let other = try Self.column(["1", "0.00", "1.0", "0"])
    #expect(try target.encode(other, rows: [0, 1, 2, 3]).elements == [1, 0, 1, 0])
    // Numbers that Float does not tell apart, and words of which not all are numbers.
    let far = ["16777216", "16777217", "16777216", "16777217"]
    #expect(
      try Self.target(far, .classification)
        == .classes(column: "y", position: 0, words: ["16777216", "16777217"]))
    #expect(
      try Self.target(["1", "1.0", "x"]) == .classes(column: "y", position: 0, words: ["1", "1.0", "x"]))
    // Three digits behind a comma may be thousands: these are words.
    #expect(
      try Self.target(["10,5", "2,125", "10,5"], .classification, delimiter: ";")
        == .classes(column: "y", position: 0, words: ["10,5", "2,125"]))
    #expect(
      try Self.target(["10,5", "2,1250", "10,5"], .classification, delimiter: ";")
        == .classes(column: "y", position: 0, words: ["2,1250", "10,5"]))
    #expect(
      try Self.target(["0,0", "1", "1,0", "0", "0"], delimiter: ";")
        == .classes(column: "y", position: 0, words: ["0,0", "1"]))
  }

  @Test("up to twenty whole numbers, each of five rows or more, are classes, and two always")
  func fewNumbers() throws {
    for (different, rows, areClasses) in [
      (20, 100, true), (20, 99, false), (21, 210, false), (2, 2, true), (3, 14, false), (3, 15, true),
    ] {
      let target = try Self.target((0..<rows).map { "\(3 * ($0 % different))" })
      guard case .classes = target else {
        #expect(!areClasses, "\(different) in \(rows)")
        continue
      }
      #expect(areClasses, "\(different) in \(rows)")
    }
    #expect(try Self.target((0..<40).map { "\($0 % 20)m" }).doubt == nil)
  }

  /// log(1 + y) of numbers from 10,000,000 to 10,000,010 has their deviation over ten million.
  @Test("the deviation of numbers that are close on their curve is exact")
  func closeNumbers() throws {
    let column = try Self.column((0..<1_000).map { "\(10_000_000 + $0 % 11)" })
    guard
      case .numeric(let numbers) = try Target.fit(
        column, task: .regression, rows: Array(0..<1_000), transform: .log)
    else { return #expect(Bool(false)) }
    #expect(abs(numbers[0].deviation / 3.16e-7 - 1) < 0.01)
  }

  @Test("a class that no training row has is told with its line")
  func unknownClass() throws {
    let target = try Self.target(["a", "b", "a"])
    var reader = try RowReader(
      ByteStream(name: "g", bytes: Array("y\nb\na\nb\nc\n".utf8)), wanted: target.wanted,
      options: TableOptions())
    let failure = #expect(throws: Failure.self) {
      try reader.read(
        on: ThreadPool(threads: 1), work: { _ in },
        handOver: { (rows, firstLine, _) throws(Failure) in
          _ = try target.encode(
            rows.table.columns, rows: [0, 1, 2, 3], of: (file: "g", firstLine: firstLine))
        })
    }
    #expect(
      failure?.message.description
        == "g:5: column 'y', the target, holds 'c', a class that does not occur in the training rows; correct it, or "
        + "leave the cell empty")
  }

  @Test("numbers that are not written as such are named")
  func dressedNumbers() throws {
    let meters = (0..<40).map { "\($0 * 37)m" }
    let failure = #expect(throws: Failure.self) { try Self.target(meters) }
    #expect(failure?.kind == .data)
    #expect(
      failure?.message.description
        == "column 'y', the target, has a different value in every row; values such as '0m' are not plain numbers "
        + "(units or mixed formats?); if they are meant as numbers, write plain numbers")
    let many = (0..<3000).map { "\($0 % 1500) kg" }
    let tooMany = #expect(throws: Failure.self) { try Self.target(many) }
    #expect(
      tooMany?.message.description
        == "column 'y', the target, has 1,500 distinct values, more than the maximum of 1,000 classes, for example "
        + "'0 kg'; use `target` to choose another column; if they are classes, use `max-categories` 1500")
    let forced = #expect(throws: Failure.self) { try Self.target(meters, .regression) }
    #expect(forced?.message.description.contains("'0m', which is not a plain number") == true)
    #expect(
      try Self.target((0..<60).map { "\($0 % 30)m" }).doubt?.description.contains(
        "30 classes; values such as '0m'")
        == true)
    #expect(try Self.target((0..<60).map { "c\($0 % 30)" }).doubt == nil)
    let names = #expect(throws: Failure.self) { try Self.target((0..<20).map { "name \($0)" }) }
    #expect(names?.message.description.contains("'name 0'; use `target`") == true)
  }

  @Test("predictions beyond the greatest number become that")
  func inverseTransform() throws {
    let target = try Self.target(["0", "1e38", "3e38"], .regression)
    let P = Matrix(rows: 1, columns: 3, [1e30, -1e30, 0])
    target.inverseTransform(P)
    #expect(P[0, 0] == .greatestFiniteMagnitude && P[0, 1] == -.greatestFiniteMagnitude && P[0, 2] > 1e38)
  }

  @Test("clipped predictions stay in the range of what was learned from, others go beyond it")
  func clip() throws {
    let text = "a,b\n" + [-2, 1, 0.5, 7].map { "\($0),\(10 * $0)\n" }.joined()
    let columns = try Table(reading: [ByteStream(name: "f", bytes: Array(text.utf8))]).columns
    for clips in [true, false] {
      let target = try Target.fit(columns, task: .regression, rows: [0, 1, 2], clips: clips)
      let P = Matrix(rows: 2, columns: 3, [-3, -3, 0.75, 9, 7, 7])
      target.clip(P)
      #expect(P.elements == (clips ? [-2, -3, 0.75, 9, 1, 7] : [-3, -3, 0.75, 9, 7, 7]))
    }
  }
}
