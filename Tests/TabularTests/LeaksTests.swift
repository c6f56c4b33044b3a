import Diagnostics
import Testing

@testable import Tabular

/// What makes a validation kinder than life is found.
struct LeaksTests {
  static func table(_ header: String, _ rows: [String]) throws -> Table {
    try FeaturesTests.table(header + "\n" + rows.joined(separator: "\n") + "\n")
  }

  static func giveaways(_ table: Table, task: TaskType = .auto) throws -> [TargetLeakage] {
    let last = table.columns.count - 1
    let rows = Array(0..<table.rows)
    let features = try Features.fit(table, rows: rows, excluding: [last], NumericEncodingOptions(.robust))
      .features
    let target = try Target.fit([table.columns[last]], task: task, rows: rows)
    return try TargetLeakage.find(
      among: features, in: table, target: target, [table.columns[last]], rows: rows)
  }

  /// `code` and `score` are made of the class; `noise` is not, and `hint` is for nine rows of ten.
  @Test("a column that alone tells the class is named with its accuracy")
  func classes() throws {
    let rows = (0..<400).map { n in
      let k = n * 7919 % 3
      return "\(n * 31 % 97),\(["x", "y", "z"][k]),\(Double(k) + Double(n * 37 % 400) / 500),"
        + "\(n % 10 == 0 ? "u" : "h\(k)"),c\(k)"
    }
    let found = try Self.giveaways(Self.table("noise,code,score,hint,class", rows))
    #expect(found.map(\.column) == ["code", "score"])
    #expect(found.map(\.measure) == [.accuracy, .accuracy] && found.allSatisfy { $0.figure >= 0.995 })
  }

  /// By hand: a row is told by the others of its value, or by the nearest value, where one class leads without it.
  @Test("the accuracy of a column leaves out the row that is told")
  func accuracy() throws {
    for (values, classes, right) in [
      (["1", "1", "1", "2"], [0, 0, 1, 1], 0), (["1", "1", "1", "1"], [0, 0, 0, 1], 3),
      (["0", "10", "11"], [0, 1, 1], 2), (["0", "5", "11"], [0, 0, 1], 2),
      (["-10", "-9", "0"], [0, 0, 1], 2),
      (["1", "2", "2"], [0, 0, 0], 3), (["1"], [0], 0), (["1", "NA"], [0, 0], 0),
      (["1", "NA", "NA"], [1, 0, 0], 2), (["a", "b", "b", "b"], [0, 0, 0, 0], 3),
      (["a", "a", "b", "b"], [0, 0, 1, 2], 2), (["1", "1", "2"], [0, 1, 1], 0),
    ] as [([String], [Int], Int)] {
      let column = try Self.table("x", values).columns[0]
      let rows = Array(0..<values.count)
      let accuracy = TargetLeakage.accuracy(of: column, rows: rows, classes, among: 3)
      #expect(accuracy == Double(right) / Double(values.count), "\(values)")
    }
    #expect(TargetLeakage.accuracy(of: try Self.table("x", ["1"]).columns[0], rows: [], [], among: 3) == 0)
  }

  @Test("a column is named that tells 199 rows of 200, and none that tells 198")
  func share() throws {
    for (wrong, found) in [(1, ["code"]), (2, [])] {
      let rows = (0..<200).map { n in
        let isEven = n % 2 == 0
        return "\(n % 17).5,\((isEven && n >= 2 * wrong) ? "x" : "y"),\(isEven ? "a" : "b")"
      }
      #expect(try Self.giveaways(Self.table("noise,code,class", rows)).map(\.column) == found)
    }
  }

  @Test("of many classes too a column is named that tells them")
  func manyClasses() throws {
    let rows = (0..<500).map { "\($0 % 17).5,k\($0 % 25),c\($0 % 25)" }
    #expect(try Self.giveaways(Self.table("noise,code,class", rows)).map(\.column) == ["code"])
  }

  @Test("equal numbers at either end share their ranks, and what does not vary has no correlation")
  func ends() {
    #expect(TargetLeakage.ranks([1, 1, 2, 3, 3, 3]) == [0.5, 0.5, 2, 4, 4, 4])
    #expect(
      TargetLeakage.correlation([1, 2, 3], [3, 3, 3]) == 0 && TargetLeakage.correlation([2, 2], [1, 3]) == 0)
    #expect(TargetLeakage.correlation([1, 2, 3], [6, 4, 2]) == -1)
  }

  @Test("where nearly all rows are of one class no column gives it away, nor in few rows")
  func common() throws {
    let rows = (0..<400).map { "\($0 % 50),\($0 == 7 ? "a" : "b")" }
    #expect(try Self.giveaways(Self.table("x,class", rows)) == [])
    let few = (0..<40).map { "\($0 % 2),\($0 % 2 == 0 ? "a" : "b")" }
    #expect(try Self.giveaways(Self.table("x,class", few)) == [])
  }

  /// `dollars` are the target in another unit, `log` falls with it.
  @Test("a column that rises or falls with the target is named with its rank correlation")
  func numbers() throws {
    let rows = (0..<300).map { n in
      let y = Double(n * 7919 % 300)
      return "\(n * 31 % 97),\(y * 1.1),\(-y * y),\(y + Double(n % 9)),\(y)"
    }
    let found = try Self.giveaways(Self.table("noise,dollars,falls,near,y", rows), task: .regression)
    #expect(found.map(\.column) == ["dollars", "falls"])
    #expect(found[0].figure > 0.9999 && found[1].figure < -0.9999)
  }

  /// scipy.stats.rankdata gives these, from 1; scipy.stats.spearmanr(x, y) is 0.8207826816681233.
  @Test("ranks and their correlation are SciPy's")
  func ranks() {
    let (x, y): ([Float], [Float]) = ([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])
    #expect(TargetLeakage.ranks([10, 20, 20, 5]) == [1, 2.5, 2.5, 0])
    #expect(
      abs(TargetLeakage.correlation(TargetLeakage.ranks(x), TargetLeakage.ranks(y)) - 0.8207826816681233)
        < 1e-12)
  }

  static func repeated(_ rows: [String], _ judged: Range<Int>) throws -> DuplicateRows? {
    let table = try Self.table("a,b,c,d,e,y", rows)
    let all = Array(0..<table.rows)
    let features = try Features.fit(table, rows: all, excluding: [5], NumericEncodingOptions(.robust))
      .features
    let target = try Target.fit([table.columns[5]], task: .regression, rows: all)
    func part(_ rows: [Int]) -> DuplicateRows.ComparedRows {
      .init(table, features, target, [table.columns[5]], rows: rows)
    }
    return DuplicateRows(part(Array(judged)), among: part(all.filter { !judged.contains($0) }))
  }

  /// Of 130 columns every other is the same in the rows to judge by as in those to learn from.
  @Test("rows that differ have prints that differ")
  func prints() throws {
    let table = try Self.table("x,y", (0..<50_000).map { "\($0).5,1" })
    let features = try Features.fit(
      table, rows: Array(0..<50_000), excluding: [1], NumericEncodingOptions(.robust)
    )
    .features
    let target = Target.numeric([])
    let part = DuplicateRows.ComparedRows(table, features, target, [], rows: Array(0..<50_000))
    #expect(Set(part.prints(step: 1)).count == 50_000)
  }

  @Test("rows of many columns are alike only in all of them")
  func manyColumns() throws {
    let header = (0..<130).map { "x\($0)" }.joined(separator: ",") + ",y"
    func row(_ n: Int, _ odd: Int) -> String {
      (0..<130).map { "\(($0 % 2 == 0 ? n : odd) * (31 + $0) % 997).5" }.joined(separator: ",") + ",\(n)"
    }
    for change in [0, 7] {
      let rows = (0..<100).map { row($0, $0) } + (0..<50).map { row($0, $0 + change) }
      let table = try Self.table(header, rows)
      let learned = Array(0..<100)
      let features = try Features.fit(table, rows: learned, excluding: [130], NumericEncodingOptions(.robust))
        .features
      let target = try Target.fit([table.columns[130]], task: .regression, rows: learned)
      let parts = [100..<150, 0..<100].map {
        DuplicateRows.ComparedRows(table, features, target, [table.columns[130]], rows: Array($0))
      }
      #expect(DuplicateRows(parts[0], among: parts[1])?.repeated == (change == 0 ? 50 : nil))
    }
  }

  @Test("rows to judge by that are learned from too are counted, unless rows are alike by chance")
  func rows() throws {
    let different = (0..<500).map {
      "\($0).5,w\($0 % 9),\($0 * 7 % 100),\($0 % 3),\($0 % 11),\($0 * 3 % 500)"
    }
    #expect(try Self.repeated(different, 400..<500) == nil)
    let copies = different + different[..<30]
    let found = try #require(try Self.repeated(copies, 430..<530))
    #expect(found.rows == 100 && found.repeated == 30)
    // One row of two hundred is hardly worth a word.
    let two = different + different[..<1]
    #expect(try Self.repeated(two, 301..<501) == nil)
    // Nor are rows alike that differ in every other column.
    let half = different[..<50].map { row in
      let cells = row.split(separator: ",")
      return "\(cells[0]),w\(99),\(cells[2]),7,\(cells[4]),9999"
    }
    #expect(try Self.repeated(different + half, 500..<550) == nil)
    // Nothing is not zero.
    let zeros = (0..<500).map {
      "\($0 % 2 == 0 ? "0" : "\($0).5"),w\($0 % 9),\($0 * 7 % 100),\($0 % 3),\($0 % 11),\($0 * 3 % 500)"
    }
    let missing = zeros[..<100].filter { $0.hasPrefix("0,") }.map { $0.dropFirst() }.map(String.init)
    #expect(try Self.repeated(zeros + missing, 500..<550) == nil)
    // Nor is it the first word.
    let words = (0..<500).map {
      "\($0).5,\($0 % 2 == 0 ? "w" : "v\($0)"),\($0 * 7 % 100),\($0 % 3),\($0 % 11),\($0 * 3 % 500)"
    }
    let without = words[..<100].map { $0.replacing(",w,", with: ",,") }.filter { $0.contains(",,") }
    #expect(try Self.repeated(words + without, 500..<550) == nil)
    // Of two values each there are only 64 rows, or five times as many as there are.
    let few = (0..<500).map {
      "\($0 % 2),\($0 / 2 % 2),\($0 / 4 % 2),\($0 / 8 % 2),\($0 / 16 % 2),\($0 / 32 % 2)"
    }
    #expect(try Self.repeated(few, 400..<500) == nil)
    // One chance in some thousand is no chance.
    let rare = (0..<500).map { n in
      [7, 11, 13, 17, 19, 23].map { "\(n * $0 % 997 * $0 % 10).5" }.joined(separator: ",")
    }
    #expect(try Self.repeated(rare + rare[..<50], 500..<550)?.repeated == 50)
    let some = (0..<500).map { "\($0 % 5),\($0 / 5 % 5),\($0 / 25 % 5),\($0 / 125 % 4),a,\($0 % 5)" }
    #expect(try Self.repeated(some + some[..<50], 500..<550) == nil)
  }
}
