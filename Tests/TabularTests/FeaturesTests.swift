import Errors
import FoundationEssentials
import LinearAlgebra
import Tabular
import Testing

struct FeaturesTests {
  static func table(_ text: String, _ options: TableOptions = TableOptions()) throws -> Table {
    try Table(reading: [Source(name: "f", bytes: Array(text.utf8))], options: options)
  }

  static func encoded(_ cells: [String], scaling: Scaling = .standard, training: Range<Int>? = nil) throws
    -> [[Float]]
  {
    let table = try table("x\n" + cells.map { $0.isEmpty ? "NA" : $0 }.joined(separator: "\n") + "\n")
    let (features, _) = try Features.fit(
      table, rows: Array(training ?? 0..<cells.count), excluding: [], scaling: scaling)
    let X = features.encode(table).X
    return (0..<X.columns).map { n in (0..<X.rows).map { X[$0, n] } }
  }

  /// Mean 3 and deviation √2 of the training rows 1, 2, 3, 4, 5; median 3 for the missing one.
  @Test("numbers are standardized by the training rows, missing ones are the median and marked")
  func numbers() throws {
    let X = try Self.encoded(["1", "2", "3", "4", "5", "9"], training: 0..<5)
    for (x, value) in zip(X, [1.0, 2, 3, 4, 5, 9]) {
      #expect(x.count == 1 && abs(Double(x[0]) - (value - 3) / 2.0.squareRoot()) < 1e-6)
    }
    let Y = try Self.encoded(["1", "2", "", "4", "5"])
    #expect(Y[2] == [0, 1] && Y[0][1] == 0)
  }

  /// Median 3, quartiles 2 and 4: (x − 3) / 2, then x / √(1 + (x/3)²).
  @Test("robust scaling is that of RealMLP")
  func robust() throws {
    let X = try Self.encoded(["1", "2", "3", "4", "100"], scaling: .robust)
    for (x, z) in zip(X, [-1, -0.5, 0, 0.5, 48.5]) {
      #expect(abs(Double(x[0]) - z / (1 + z * z / 9).squareRoot()) < 1e-6)
    }
  }

  @Test("words have a row each, most frequent first, and one for the missing and unknown")
  func words() throws {
    let X = try Self.encoded(["b", "a", "a", "c", "", "d"], training: 0..<5)
    #expect(X == [[0, 1, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 1]])
  }

  /// Mondays 2024-01-01 and 2024-07-01, 182 days apart: their mean ± 91 days; January and July are half a turn apart.
  @Test("dates are elapsed time and the parts that come round")
  func dates() throws {
    let X = try Self.encoded(["2024-01-01", "2024-07-01", "2024-01-01", "2024-07-01"])
    for (x, expected) in zip(X, [[-1, 0, 1], [1, 0, -1], [-1, 0, 1], [1, 0, -1]] as [[Float]]) {
      #expect(x.count == 3)
      for (a, b) in zip(x, expected) { #expect(abs(a - b) < 1e-4) }
    }
  }

  @Test("constants, identifiers and free text are left out and named")
  func exclusions() throws {
    let rows = (0..<200).map {
      "\($0),c\($0 * 7919 % 1000),7,\(Double($0) * 0.37),text number \($0 * 31 % 200) here"
    }
    let table = try Self.table("id,code,same,x,free\n" + rows.joined(separator: "\n") + "\n")
    let (features, exclusions) = try Features.fit(
      table, rows: Array(0..<200), excluding: [], scaling: .standard)
    #expect(features.features.map(\.name) == ["x"])
    #expect(exclusions.map(\.name) == ["id", "code", "same", "free"])
    #expect(exclusions.map(\.kind) == [.identifier, .identifier, .constant, .identifier])
  }

  @Test("what was fitted comes back from its JSON")
  func codable() throws {
    let table = try Self.table("n,w,d\n1.5,a,2024-01-01\n,b,2024-02-01\n3,c,2024-03-09\n")
    let (features, _) = try Features.fit(table, rows: [0, 1, 2], excluding: [], scaling: .robust)
    let json = try JSONEncoder().encode(features)
    #expect(try JSONDecoder().decode(Features.self, from: json) == features)
    #expect(features.features.map(\.kind) == [.boolean, .categorical, .date])
  }

  @Test("a target of words or few whole numbers is classes, else numbers")
  func targets() throws {
    func target(_ cells: [String], _ task: Task = .auto) throws -> Target {
      let table = try Self.table("y\n" + cells.joined(separator: "\n") + "\n")
      return try Target.fit(table.columns, task: task, rows: Array(0..<table.rows))
    }
    #expect(try target(["b", "a", "b"]) == .classes(column: "y", words: ["a", "b"]))
    #expect(try target(["10", "2", "2", "2", "10", "2", "10"]) == .classes(column: "y", words: ["2", "10"]))
    #expect(try target((0..<100).map { "\($0)" }).columns == ["y"])
    guard case .numbers(let numbers) = try target(["1", "2", "3", "4"]) else { return #expect(Bool(false)) }
    #expect(numbers[0].mean == 2.5 && numbers[0].deviation == 1.25.squareRoot())
    #expect(throws: Failure.self) { try target(["5", "5"], .regression) }
  }

  @Test("a split keeps the proportions of classes and the rows of a group together, by the seed")
  func splits() {
    let rows = Array(0..<1000)
    let strata = rows.map { $0 % 10 == 0 ? 1 : 0 }
    let split = Split(rows, fraction: 0.2, strata: strata, groups: nil, seed: 1)
    #expect(split.validation.count == 200 && split.validation.count { $0 % 10 == 0 } == 20)
    #expect((split.training + split.validation).sorted() == rows)
    #expect(Split(rows, fraction: 0.2, strata: strata, groups: nil, seed: 1) == split)
    #expect(Split(rows, fraction: 0.2, strata: strata, groups: nil, seed: 2) != split)
    let groups = rows.map { $0 / 7 }
    let grouped = Split(rows, fraction: 0.2, strata: nil, groups: groups, seed: 1)
    #expect(Set(grouped.training.map { $0 / 7 }).isDisjoint(with: grouped.validation.map { $0 / 7 }))
    #expect(abs(grouped.validation.count - 200) < 8)
  }
}
