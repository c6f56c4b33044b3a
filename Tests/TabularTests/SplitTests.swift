import Diagnostics
import Testing

@testable import Tabular

struct SplitTests {
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

  @Test("the rows that are last by their times are held out, those of one time together")
  func times() {
    let rows = Array(10..<20)
    func validation(_ times: [Double], _ fraction: Double) -> [Int] {
      let split = Split(rows, fraction: fraction, times: times)
      #expect(
        (split.training + split.validation).sorted() == rows && split.training == split.training.sorted())
      return split.validation
    }
    #expect(validation([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 0.2) == [10, 11])
    #expect(validation([0, 1, 2, 3, 4, 5, 6, 7, 7, 7], 0.2) == [17, 18, 19])
    // The first time is for learning, and one time alone cannot be split.
    #expect(validation([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 0.2) == [19])
    #expect(validation([3, 3, 3, 3, 3, 3, 3, 3, 3, 3], 0.2) == [])
    #expect(validation([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0) == [])
  }

  @Test("a time that is missing or cannot be read is told")
  func unreadableTimes() throws {
    func times(_ cells: [String]) throws -> [Double] {
      let column = try FeaturesTests.table("t\n" + cells.joined(separator: "\n") + "\n").columns[0]
      return try column.times(Array(0..<cells.count))
    }
    #expect(
      try times(["2024-01-01", "2024-01-03"]) == [19_723, 19_725] && times(["3", "1.5"]) == [3, 1.5])
    for (cells, message) in [
      (["1", "NA"], "column 't', the time, is missing in row 2 of the data"),
      (["2024-01-01", "NA", "2024-01-03"], "column 't', the time, is missing in row 2 of the data"),
      (
        ["2024-01-01", "2024-01-02", "soon"],
        "column 't', the time, holds 'soon', which does not match the date format of the other rows; write all "
          + "dates as 2024-01-31, or use numbers"
      ),
    ] {
      #expect(throws: Failure(.data, Message(message))) { try times(cells) }
    }
  }

  @Test("many small classes give their share together, and each keeps a row to learn from")
  func smallClasses() {
    for (size, fraction) in [(2, 0.2), (2, 0.4), (3, 0.1), (7, 0.05)] {
      let rows = Array(0..<900 * size)
      let strata = rows.map { $0 / size }
      let split = Split(rows, fraction: fraction, strata: strata, groups: nil, seed: 1)
      let wanted = fraction * Double(rows.count)
      #expect(abs(Double(split.validation.count) - wanted) <= 1, "\(size) rows a class, \(fraction)")
      #expect(Set(split.training.map { $0 / size }).count == 900)
    }
  }

  @Test("groups of one row are rows")
  func singleGroups() {
    let rows = Array(0..<100)
    let split = Split(rows, fraction: 0.2, strata: nil, groups: rows.map { 7 * $0 }, seed: 1)
    #expect(split.validation.count == 20 && (split.training + split.validation).sorted() == rows)
  }

  @Test("a large class does not stand in for classes of one row")
  func singleRows() {
    let rows = Array(0..<5_100)
    let split = Split(rows, fraction: 0.2, strata: rows.map { min($0, 5_000) }, groups: nil, seed: 1)
    #expect((20...21).contains(split.validation.count))
  }
}
