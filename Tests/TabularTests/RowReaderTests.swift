import Diagnostics
import Parallel
import Testing

@testable import Tabular

/// How the columns of a model are found in a file.
struct RowReaderTests {
  static func wanted(_ names: [String]) -> [ColumnRequest] {
    names.enumerated().map { ColumnRequest(name: $1, position: $0, isNumeric: true) }
  }

  static func read(
    _ text: String, _ wanted: [ColumnRequest], header: Bool? = nil
  ) throws -> (numbers: [[Float]], warnings: [String]) {
    var options = TableOptions()
    options.header = header
    var reader = try RowReader(
      ByteStream(name: "f", bytes: Array(text.utf8)), wanted: wanted, options: options)
    let (table, _) = try reader.readAll(on: ThreadPool(threads: 1))
    return (table.columns.map { $0.numbers ?? [] }, reader.warnings.map(\.description))
  }

  @Test("columns are found by name, and without a header by place, the target included")
  func places() throws {
    let named = try Self.read("c,b,a\n3,2,1\n", Self.wanted(["a", "b"]))
    #expect(named.numbers == [[1], [2]] && named.warnings == [])
    let target = ColumnRequest(name: "y", position: 2, isNumeric: true, isTarget: true)
    let placed = try Self.read("1,2,3\n4,5,6\n", Self.wanted(["a", "b"]) + [target])
    #expect(placed.numbers == [[1, 4], [2, 5], [3, 6]])
    #expect(placed.warnings.count == 1 && placed.warnings[0].contains("matched by position; use `header`"))
    let said = try Self.read("1,2,3\n4,5,6\n", Self.wanted(["a", "b"]), header: false)
    #expect(said.numbers == [[1, 4], [2, 5]] && said.warnings == [])
  }

  @Test(
    "a model of a file without a header takes one with a header by place, where none of its names is there")
  func placeNames() throws {
    let wanted = Self.wanted(["column_1", "column_2"])
    let placed = try Self.read("a,b\n1,2\n", wanted)
    #expect(placed.numbers == [[1], [2]])
    #expect(
      placed.warnings == [
        "f: the model was trained without a header, so columns are matched by position, not by name"
      ])
    #expect(try Self.read("column_2,column_1\n1,2\n", wanted).numbers == [[2], [1]])
    let failure = #expect(throws: Failure.self) { try Self.read("a\n1\n", wanted) }
    #expect(
      failure?.message.description.contains("f has no column 'column_1'") == true,
      "\(failure?.message.description ?? "")")
    #expect(throws: Failure.self) { try Self.read("column_2,b\n1,2\n", wanted) }
  }

  @Test("a column that is not there is told as it was looked for")
  func absent() {
    let target = ColumnRequest(name: "y", position: 2, isNumeric: true, isTarget: true)
    for (text, wanted, status, says) in [
      (
        "1,2\n3,4\n", Self.wanted(["a", "b", "x"]), .data,
        "f has 2 columns, but the model requires column 3 ('x')"
      ),
      ("a,b\n3,4\n", [target], .data, "f has no column 'y', the target, which is required to evaluate"),
      ("a,b\n3,4\n", [.init(name: "w", position: nil, isNumeric: true)], .usage, "no column 'w'"),
    ] as [(String, [ColumnRequest], Failure.Kind, String)] {
      let failure = #expect(throws: Failure.self) { try Self.read(text, wanted) }
      #expect(failure?.kind == status)
      #expect(failure?.message.description.contains(says) == true, "\(failure?.message.description ?? "")")
    }
  }

  @Test("a column that is wanted itself is not another one, renamed")
  func renamed() {
    let wanted = Self.wanted(["sepal_length", "petal_length"])
    for (header, says) in [
      ("petal_length,x", "f has no column 'sepal_length'; the model requires it"),
      (
        "petal_length,sepal_len",
        "f has no column 'sepal_length'; was it renamed to 'sepal_len'?"
      ),
    ] {
      let failure = #expect(throws: Failure.self) { try Self.read("\(header)\n1,2\n", wanted) }
      #expect(failure?.message.description == says)
    }
  }

  @Test("a column that the user calls may be called by number")
  func called() throws {
    let weight = ColumnRequest(name: "2", position: nil, isNumeric: true)
    #expect(try Self.read("a,b\n1,7\n", [weight]).numbers == [[7]])
    #expect(try Self.read("1,7\n2,8\n", [weight]).numbers == [[7, 8]])
  }
}
