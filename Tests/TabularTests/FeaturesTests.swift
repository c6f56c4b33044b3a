import Diagnostics
import LinearAlgebra
import Parallel
import Testing

@testable import Tabular

struct FeaturesTests {
  static func table(_ text: String, _ options: TableOptions = TableOptions()) throws -> Table {
    try Table(reading: [ByteStream(name: "f", bytes: Array(text.utf8))], options: options)
  }

  static func encoded(
    _ cells: [String], scaling: Scaling = .standard, training: Range<Int>? = nil, bins: Int = 1
  ) throws -> [[Float]] {
    let table = try table("x\n" + cells.map { $0.isEmpty ? "NA" : $0 }.joined(separator: "\n") + "\n")
    let features = try Features.fit(
      table, rows: Array(training ?? 0..<cells.count), excluding: [],
      NumericEncodingOptions(scaling, bins: bins)
    ).features
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

  /// The quartiles are the same, so the range is what counts: x / 5, then x / √(1 + (x/3)²).
  @Test("where most numbers are the same the robust scale is that of the others")
  func fewOthers() throws {
    let X = try Self.encoded(["0", "0", "0", "0", "0", "0", "10"], scaling: .robust)
    #expect(X[0] == [0] && abs(X[6][0] - 2 / (1 + 4.0 / 9).squareRoot()) < 1e-6)
    let small = try Self.encoded(["0", "0", "0", "0", "0", "0", "0.5"], scaling: .robust)
    #expect(small[0] == [0] && small[6] == X[6])
  }

  @Test("where training rows have one number alone, and missing ones, others are no number far away")
  func oneNumber() throws {
    for scaling in [Scaling.standard, .robust] {
      let X = try Self.encoded(["3", "", "3", "1000"], scaling: scaling, training: 0..<3)
      #expect(X == [[0, 0], [0, 1], [0, 0], [0, 0]])
    }
  }

  /// Bounds 1, 2, 4, 8: a component is the share of its bin that lies below the number.
  @Test("pieces rise in a line within their bin, and stay 0 below it and 1 above")
  func pieces() throws {
    let values = ["1", "2", "4", "8", "0", "3", "7", "99", ""]
    let X = try Self.encoded(values, training: 0..<4, bins: 8)
    let expected: [[Float]] = [
      [0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1], [0, 0, 0], [1, 0.5, 0], [1, 1, 0.75], [1, 1, 1], [0, 0, 0],
    ]
    for (x, pieces) in zip(X, expected) { #expect(Array(x.dropFirst()) == pieces) }
  }

  /// Bounds 1, 2, …, 12.
  @Test("the inputs of many pieces, and of many words, are told by one number, and are as many as there are")
  func lookups() throws {
    let cells = (1...12).map(String.init) + ["0", "6.25", "99", ""]
    let numbers = try Self.encoded(cells, training: 0..<12, bins: 20)
    #expect(numbers.map { $0[1] } == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 5.25, 11, 0])
    let words = try Self.encoded("abcdefghijabcdefghij".map(String.init) + ["", "z"], training: 0..<20)
    let places: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    #expect(words.map { $0[0] } == places + places + [11, 11])
  }

  @Test("up to seven words are plain inputs, and eight are looked up")
  func fewWords() throws {
    for (count, width) in [(7, 8), (8, 1)] {
      let words = (0..<2 * count).map { "w\($0 % count)" }
      #expect(try Self.encoded(words).allSatisfy { $0.count == width }, "\(count)")
    }
  }

  @Test("pieces stand beside the mark of a missing number, and those of dates are eight or none")
  func marksAndPieces() throws {
    let numbers = try Self.encoded(["1", "2", "4", "8", ""], bins: 8)
    #expect(
      numbers.map { Array($0.dropFirst()) } == [
        [0, 0, 0, 0], [0, 1, 0, 0], [0, 1, 1, 0], [0, 1, 1, 1], [1, 0, 0, 0],
      ])
    // Time, and the weekday's sine and cosine.
    for (days, width) in [(8, 3), (9, 4)] {
      let cells = (1...days).map { "2024-01-0\($0)" }
      #expect(try Self.encoded(cells, bins: 20).allSatisfy { $0.count == width }, "\(days)")
    }
  }

  @Test("a word that is on no scale is unknown, the first of a file too")
  func unknownOnScale() throws {
    let training = try Self.table(
      "x\n" + (0..<9).map { ["low", "high", "medium"][$0 % 3] }.joined(separator: "\n") + "\n")
    let features = try Features.fit(
      training, rows: Array(0..<9), excluding: [], NumericEncodingOptions(.standard)
    )
    .features
    let unknown = features.encode(try Self.table("x\nodd\nlow\nodd\n")).unknown
    #expect(unknown["x"]?.count == 2 && unknown["x"]?.word == "odd")
  }

  @Test("many pieces become up to so many inputs, few stay as they are")
  func embedded() {
    let many = PiecewiseLinearEncoding(SortedNumbers((0..<100).map(Float.init)), bins: 20, size: 4)
    let few = PiecewiseLinearEncoding(SortedNumbers([0, 1, 2, 3]), bins: 20, size: 4)
    #expect(many.count == 10 && many.part == .embeddedPiecewiseLinear(10, size: 4))
    let ten = PiecewiseLinearEncoding(SortedNumbers((0..<100).map(Float.init)), bins: 20, size: 16)
    #expect(ten.count == 10 && ten.part == .embeddedPiecewiseLinear(10, size: 5))
    #expect(few.count == 3 && few.size == nil && few.part == .dense(3))
    // Eight are the fewest that become others.
    let eight = PiecewiseLinearEncoding(SortedNumbers((0..<9).map(Float.init)), bins: 20, size: 16)
    let seven = PiecewiseLinearEncoding(SortedNumbers((0..<8).map(Float.init)), bins: 20, size: 16)
    #expect(eight.part == .embeddedPiecewiseLinear(8, size: 4) && seven.part == .dense(7))
    #expect(
      PiecewiseLinearEncoding(SortedNumbers((0..<100).map(Float.init)), bins: 20).part == .piecewiseLinear(10)
    )
    #expect(PiecewiseLinearEncoding(SortedNumbers([0, 1]), bins: 8).position(of: 0.25) == 0.25)
    let hundred = SortedNumbers((0..<100).map(Float.init))
    #expect([0, 1, 2, 3].map { PiecewiseLinearEncoding(hundred, bins: $0).count } == [0, 0, 1, 2])
    // As many different numbers as bounds are those bounds.
    for (count, bounds) in [(20, 20), (21, 21), (22, 11)] {
      let pieces = PiecewiseLinearEncoding(SortedNumbers((0..<count).map { Float($0 * $0) }), bins: 20)
      #expect(pieces.bounds.count == bounds && pieces.bounds.first == 0)
    }
  }

  @Test("numbers have waves where they are asked for, and two numbers have none")
  func periodic() throws {
    let table = try Self.table("x,two\n" + (0..<9).map { "\($0),\($0 % 2)\n" }.joined())
    let features = try Features.fit(
      table, rows: Array(0..<9), excluding: [], NumericEncodingOptions(.standard, frequencies: 4)
    ).features
    #expect(
      features.inputs.embeddings.map(\.frequencies) == [4]
        && features.features.map(\.encoding.width) == [4, 1])
  }

  @Test("bins hold as many rows each, and rare values far away are told apart")
  func bins() {
    let common = (0..<1000).map { Float($0 % 10) }
    let rare = (1...10).map { Float(1000 * $0) }
    let pieces = PiecewiseLinearEncoding(SortedNumbers(common + rare), bins: 8)
    #expect(pieces.bounds.first == 0 && pieces.bounds.last == 10_000)
    #expect(pieces.bounds.filter { $0 < 10 }.count >= 4)
    #expect(pieces.bounds.filter { $0 >= 1000 }.count >= 2)
  }

  @Test("words have a row each, most frequent first, and one for the missing and unknown")
  func words() throws {
    let X = try Self.encoded(["b", "a", "a", "c", "", "d"], training: 0..<5)
    #expect(X == [[0, 1, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 1]])
  }

  /// Mondays 2024-01-01 and 2024-07-01, 182 days apart: their mean ± 91 days; January and July are half a turn apart.
  @Test("a missing date has nothing but its mark, and leaves the column behind it alone")
  func missingDateBetween() throws {
    let table = try Self.table(
      "d,x\n" + (1...5).map { "2024-01-0\($0),\($0 % 2 == 0 ? 8 : 2)\n" }.joined() + ",8\n")
    let features = try Features.fit(
      table, rows: Array(0..<6), excluding: [], NumericEncodingOptions(.standard)
    ).features
    let X = features.encode(table).X
    // Time, the weekday's sine and cosine, the mark; 8 and 2 are ±1.
    #expect(X.rows == 5 && (0..<5).map { X[$0, 5] } == [0, 0, 0, 1, 1])
    #expect((0..<5).map { X[4, $0] } == [-1, 1, -1, 1, -1])
  }

  /// One bin says what the scaled number says.
  @Test("two different numbers are no pieces")
  func twoNumbers() throws {
    #expect(try Self.encoded(["0", "1", "0", "1"], bins: 8).allSatisfy { $0.count == 1 })
  }

  @Test("dates are elapsed time and the parts that come round")
  func dates() throws {
    let X = try Self.encoded(["2024-01-01", "2024-07-01", "2024-01-01", "2024-07-01"])
    for (x, expected) in zip(X, [[-1, 0, 1], [1, 0, -1], [-1, 0, 1], [1, 0, -1]] as [[Float]]) {
      #expect(x.count == 3)
      for (a, b) in zip(x, expected) { #expect(abs(a - b) < 1e-4) }
    }
  }

  @Test(
    "a day is a fourth of its turn at six, and a seventh of the week's; a month is a twelfth of the year's")
  func turns() throws {
    let hours = try Self.encoded([0, 6, 12, 18].map { "2024-01-01 \($0 < 10 ? "0" : "")\($0):00" })
    for (x, expected) in zip(hours, [[0, 1], [1, 0], [0, -1], [-1, 0]] as [[Float]]) {
      #expect(x.count == 3 && abs(x[1] - expected[0]) < 1e-6 && abs(x[2] - expected[1]) < 1e-6)
    }
    let days = try Self.encoded((1...8).map { "2024-01-0\($0)" })
    for (x, next) in zip(days, days.dropFirst()) {
      let cosine = x[1] * next[1] + x[2] * next[2]
      // Of 2π/7.
      #expect(x.count == 3 && abs(cosine - 0.6234898) < 1e-6)
    }
    #expect(days[7].dropFirst().elementsEqual(days[0].dropFirst()))
    // Mondays.
    let months = try Self.encoded(["2024-01-01", "2024-04-01", "2024-07-01"])
    for (x, expected) in zip(months, [[0, 1], [1, 0], [0, -1]] as [[Float]]) {
      #expect(x.count == 3 && abs(x[1] - expected[0]) < 1e-6 && abs(x[2] - expected[1]) < 1e-6)
    }
  }

  @Test("the first word that training rows do not have is told, and how many there are", arguments: [9, 200])
  func unknown(_ known: Int) throws {
    let training = (0..<3 * known).map { "w\($0 % known)\n" }.joined()
    let table = try Self.table("w\n" + training)
    let features = try Features.fit(
      table, rows: Array(0..<table.rows), excluding: [], NumericEncodingOptions(.robust)
    ).features
    let found = features.encode(try Self.table("w\nnew\nw1\nnew\nother\n")).unknown["w"]
    #expect(found?.count == 3 && found?.word == CellText("new"))
    #expect(features.encode(try Self.table("w\nw1\nw2\n")).unknown.isEmpty)
  }

  /// Days 1, 8 and 15: mean 8, deviation √(98/3).
  @Test("a missing date is marked where training rows miss some")
  func missingDates() throws {
    let X = try Self.encoded(["2024-01-01", "2024-01-08", "", "2024-01-15", "no date"], training: 0..<4)
    for (n, t) in [(0, -1.2247449), (1, 0), (3, 1.2247449)] as [(Int, Float)] {
      #expect(X[n].count == 2 && abs(X[n][0] - t) < 1e-5 && X[n][1] == 0)
    }
    #expect(X[2] == [0, 1] && X[4] == X[2])
    #expect(try Self.encoded(["2024-01-01", "2024-01-08", ""], training: 0..<2)[2] == [0])
  }

  /// Days 1 to 10 of a month, one a piece; the first and the last stand where time begins and ends.
  @Test("elapsed time has pieces as numbers have")
  func piecesOfTime() throws {
    let days = (1...10).map { "2024-01-\($0 < 10 ? "0" : "")\($0)" }
    let X = try Self.encoded(days + ["2024-01-03 12:00", "2025-01-01", ""], training: 0..<10, bins: 20)
    // Time, the weekday's sine and cosine, and the number that tells the pieces.
    #expect(X.allSatisfy { $0.count == 4 })
    for (x, t) in zip(X, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2.5, 9, 0] as [Float]) {
      #expect(abs(x[3] - t) < 1e-4)
    }
  }

  @Test("the pieces of a date leave the column behind it alone")
  func piecesBesideNumbers() throws {
    let cells = (1...10).map { "2024-01-\($0 < 10 ? "0" : "")\($0),\($0 * $0).5" }
    let table = try Self.table("t,x\n" + cells.joined(separator: "\n") + "\n")
    func X(excluding: Set<Int>) throws -> Matrix {
      try Features.fit(
        table, rows: Array(0..<10), excluding: excluding, NumericEncodingOptions(.standard, bins: 20)
      ).features.encode(table).X
    }
    // Time, the weekday's sine and cosine, the number; then what tells the pieces of both.
    let (both, number) = (try X(excluding: []), try X(excluding: [0]))
    for n in 0..<10 {
      #expect(both[3, n] == number[0, n] && abs(both[4, n] - Float(n)) < 1e-4 && both[5, n] == number[1, n])
    }
  }

  @Test("constants, identifiers and free text are left out and named")
  func exclusions() throws {
    let rows = (0..<200).map {
      "\($0),c\($0 * 7919 % 1000),7,\(Double($0) * 0.37),text number \($0 * 31 % 200) here,\(2 * $0)"
    }
    let table = try Self.table("id,code,same,x,free,even\n" + rows.joined(separator: "\n") + "\n")
    let fit = try Features.fit(
      table, rows: Array(0..<200), excluding: [], NumericEncodingOptions(.standard))
    #expect(fit.features.features.map(\.name) == ["x", "even"])
    #expect(fit.exclusions.map(\.name) == ["id", "code", "same", "free"])
    #expect(fit.exclusions.map(\.kind) == [.identifier, .identifier, .constant, .identifier])
  }

  @Test("whole numbers of their own are an identifier where hardly one is left out, or by the column's name")
  func wholeNumbers() throws {
    for (name, count, step, isUsed) in [
      ("n", 20, 1.0, false), ("n", 19, 1.0, true), ("n", 100, 1.4, false), ("n", 100, 1.6, true),
      ("user-id", 100, 50, false), ("idea", 100, 50, true), ("width", 100, 50, true),
    ] {
      let numbers = (0..<count).map { "\(Int((Double($0) * step).rounded())),\($0).5" }.joined(
        separator: "\n")
      let fit = try Features.fit(
        Self.table("\(name),y\n\(numbers)\n"), rows: Array(0..<count), excluding: [],
        NumericEncodingOptions(.standard))
      #expect(
        fit.features.features.map(\.name) == (isUsed ? [name, "y"] : ["y"]), "\(name), \(count) by \(step)")
    }
  }

  @Test("words that hardly come again are text, and few rows of different words are categories")
  func rareWords() throws {
    for (count, distinct, kind) in [
      (20, 20, ColumnKind.identifier), (19, 19, nil), (202, 101, nil), (201, 101, .text), (199, 100, nil),
    ] {
      let words = (0..<count).map { "w\($0 % distinct),\($0).5" }.joined(separator: "\n")
      let fit = try Features.fit(
        Self.table("x,y\n\(words)\n"), rows: Array(0..<count), excluding: [],
        NumericEncodingOptions(.standard))
      #expect(fit.exclusions.first?.kind == kind, "\(distinct) of \(count)")
    }
  }

  @Test("rows are grouped by numbers and by words, those that miss one together")
  func groups() throws {
    for (cells, groups) in [
      (["2", "NA", "1", "2", "NA"], [0, -1, 1, 0, -1]), (["b", "NA", "a", "b", "NA"], [0, -1, 1, 0, -1]),
    ] {
      let column = try Self.table("x\n" + cells.joined(separator: "\n") + "\n").columns[0]
      #expect(column.groups(Array(cells.indices)) == groups)
    }
  }

  @Test("each unknown word is counted once, on any number of threads")
  func unknownWords() throws {
    let training = try Self.table("w\n" + (0..<40).map { "w\($0 % 4)" }.joined(separator: "\n") + "\n")
    let features = try Features.fit(
      training, rows: Array(0..<40), excluding: [], NumericEncodingOptions(.standard)
    )
    .features
    let other = try Self.table("w\n" + String(repeating: "odd\n", count: 600))
    for threads in [1, 3] {
      #expect(features.encode(other, on: ThreadPool(threads: threads)).unknown["w"]?.count == 600)
    }
  }

  @Test("a word that is missing is none of those that are told apart")
  func missingWord() throws {
    let table = try Self.table("w,x\na,1.5\nb,2.5\n,3.5\na,4.5\nb,5.5\n")
    #expect(
      try Features.fit(
        table, rows: Array(0..<5), excluding: [], NumericEncodingOptions(.standard), maximumCategories: 2
      ).warnings
        == [])
    #expect(table.columns[0].groups([0, 1, 2, 3, 4]) == [0, 1, -1, 0, 1])
  }

  @Test("many numbers are more than two that differ, missing ones aside")
  func manyNumbers() throws {
    for (cells, isMany) in [
      (["1", "2", "1", "2"], false), (["1", "2", "3"], true), (["1", "2", "NA", "NA"], false),
      (["1", "1", "1"], false),
    ] {
      let column = try Self.table("x\n" + cells.joined(separator: "\n") + "\n").columns[0]
      #expect(column.hasManyNumbers(in: Array(cells.indices)) == isMany, "\(cells)")
    }
  }

  @Test("a number with two values is boolean, text is categorical")
  func kinds() throws {
    let table = try Self.table("n,w,d\n1.5,a,2024-01-01\n,b,2024-02-01\n3,c,2024-03-09\n")
    let features = try Features.fit(table, rows: [0, 1, 2], excluding: [], NumericEncodingOptions(.robust))
      .features
    #expect(features.features.map(\.kind) == [.boolean, .categorical, .date])
  }

  @Test("a number far beyond those of training stays finite", arguments: Scaling.allCases)
  func extremes(_ scaling: Scaling) throws {
    let X = try Self.encoded(["0", "1e-40", "2e-40", "3e38", "-3e38"], scaling: scaling, training: 0..<3)
    for (x, sign) in [(X[3][0], 1), (X[4][0], -1)] as [(Float, Float)] {
      #expect(x == sign * (scaling == .standard ? 1e6 : 3))
    }
  }

  /// A step of one second in days since 1970 is less than what Float tells apart there.
  @Test("dates and times are told apart to the second")
  func seconds() throws {
    let X = try Self.encoded(["2024-05-01 12:00:00", "2024-05-01 12:00:01", "2024-05-01 12:00:02"])
    let step = 1.5.squareRoot()
    for (x, expected) in zip(X, [-step, 0, step]) { #expect(abs(Double(x[0]) - expected) < 1e-3) }
  }

  @Test("a column that the user declares is used, unless it is constant")
  func declared() throws {
    let rows = (0..<30).map { "\($0),c\($0),2024-01-\($0 + 1),7" }.joined(separator: "\n")
    var options = TableOptions()
    options.numeric = ["id", "same"]
    options.categorical = ["code", "day"]
    let fit = try Features.fit(
      Self.table("id,code,day,same\n" + rows + "\n", options), rows: Array(0..<30), excluding: [],
      NumericEncodingOptions(.robust))
    #expect(fit.features.features.map(\.kind) == [.numeric, .categorical, .categorical])
    #expect(fit.exclusions.map(\.kind) == [.constant])
  }

  @Test("where no column is left, why is told, and what helps")
  func nothingLeft() throws {
    for (rows, message) in [
      (
        (0..<30).map { "7,\($0)" },
        "column 'a' (constant: 7.0 in every row); column 'b' (identifier: a different number in every row); "
          + "use `numeric` or `categorical` to keep a column that is not constant"
      ),
      (
        (0..<30).map { "7,x\($0 * 0)" },
        "column 'a' (constant: 7.0 in every row); column 'b' (constant: a single value)"
      ),
    ] {
      let table = try Self.table("a,b\n" + rows.joined(separator: "\n") + "\n")
      let failure = #expect(throws: Failure.self) {
        try Features.fit(table, rows: Array(0..<30), excluding: [], NumericEncodingOptions(.standard))
      }
      #expect(failure?.message.description == "no feature column is left: " + message)
      let none = #expect(throws: Failure.self) {
        try Features.fit(table, rows: Array(0..<30), excluding: [0, 1], NumericEncodingOptions(.standard))
      }
      #expect(
        none?.message.description == "no feature column is left: every column is the target or ignored")
    }
    let one = try Self.table("a\n1\n2\n")
    let failure = #expect(throws: Failure.self) {
      try Features.fit(one, rows: [0, 1], excluding: [0], NumericEncodingOptions(.standard))
    }
    #expect(
      failure?.message.description
        == "the only column of the table is 'a', so no feature column is left; if the delimiter is wrong, set it with "
        + "`delimiter`")
  }

  @Test("five columns of a kind are left out by name, and six in one line")
  func fewAndMany() {
    func summary(_ count: Int) -> [String] {
      Features.Exclusion.summary(
        (0..<count).map { Features.Exclusion(name: "c\($0)", kind: .constant, reason: "it is 1") })
    }
    #expect(summary(5).count == 5 && summary(5)[4] == "column 'c4' (constant: it is 1)")
    #expect(summary(6) == ["6 constant columns: 'c0', 'c1', 'c2', …"])
  }

  @Test("many columns of a kind are left out in one line")
  func summary() throws {
    let names = (0..<8).map { "c\($0)" } + ["id", "x"]
    let rows = (0..<30).map { row in
      (0..<8).map { _ in "1" }.joined(separator: ",") + ",\(row),\(row % 7)"
    }
    let table = try Self.table(([names.joined(separator: ",")] + rows).joined(separator: "\n"))
    let fit = try Features.fit(table, rows: Array(0..<30), excluding: [], NumericEncodingOptions(.robust))
    #expect(
      Features.Exclusion.summary(fit.exclusions) == [
        "8 constant columns: 'c0', 'c1', 'c2', …",
        "column 'id' (identifier: a different number in every row)",
      ])
    let failure = #expect(throws: Failure.self) {
      try Features.fit(table, rows: Array(0..<30), excluding: [9], NumericEncodingOptions(.robust))
    }
    #expect(
      failure?.message.description.contains("'c0'") == true
        && failure?.message.description.contains("`numeric`") == true)
  }

  @Test("up to 100 words get an input each, more are embedded, and the rarest beyond 100,000 are told")
  func manyWords() throws {
    func fit(_ different: Int, rows: Int) throws -> Features.Fit {
      let table = try Self.table("w\n" + (0..<rows).map { "w\($0 % different)" }.joined(separator: "\n"))
      return try Features.fit(table, rows: Array(0..<rows), excluding: [], NumericEncodingOptions(.robust))
    }
    #expect(try fit(100, rows: 900).features.inputs.parts == [.oneHot(101)])
    let many = try fit(120, rows: 900)
    #expect(many.features.inputs.parts == [.embedding(categories: 121, size: 8)] && many.warnings.isEmpty)
    #expect(
      try fit(100_001, rows: 200_002).warnings.map(\.description) == [
        "column 'w': only the 100,000 most frequent of 100,001 categories are distinguished; use `max-categories` to "
          + "raise the limit"
      ])
  }
}
