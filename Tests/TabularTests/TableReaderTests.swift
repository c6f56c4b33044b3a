import Diagnostics
import LinearAlgebra
import Parallel
import Testing

@testable import Tabular

/// Tables are the same in one piece and in many, on one thread and on several.
struct TableReaderTests {
  /// A table as it can be compared: for each column its name, its numbers as text, its words.
  static func read(
    _ text: [UInt8], pieceSize: Int = .max, threads: Int = 1, options: TableOptions = TableOptions()
  ) throws -> [[String]] {
    let table = try Table(
      reading: [ByteStream(name: "f", bytes: text, pieceSize: pieceSize)], options: options,
      on: ThreadPool(threads: threads))
    return table.columns.map { column in
      let words = column.words
      return [column.name]
        + (0..<table.rows).map { row in
          let number = column.numbers.map { "\($0[row])" } ?? "text"
          let word =
            words.map { $0.codes[row] < 0 ? "missing" : "'\($0.vocabulary[Int($0.codes[row])])'" } ?? "-"
          return "\(number) \(word)"
        }
    }
  }

  static let tables: [(name: String, text: String, columns: [[String]])] = [
    ("plain numbers", "a,b\n1,2\n-3,40\n", [["a", "1.0 '1'", "-3.0 '-3'"], ["b", "2.0 '2'", "40.0 '40'"]]),
    ("other spellings", "a\n1\n1.0\n01\n+1\n", [["a", "1.0 '1'", "1.0 '1.0'", "1.0 '01'", "1.0 '+1'"]]),
    ("minus zero", "a\n0\n-0\n", [["a", "0.0 '0'", "-0.0 '-0'"]]),
    ("missing", "a,b\n1,\nNA,x\n", [["a", "1.0 '1'", "nan missing"], ["b", "text missing", "text 'x'"]]),
    ("text after numbers", "a\n1\n2.5\nx\n", [["a", "text '1'", "text '2.5'", "text 'x'"]]),
    ("quotes", "a,b\n\"1\",\"x,\"\"y\"\"\n\"\n", [["a", "1.0 '1'"], ["b", "text 'x,\"y\"\n'"]]),
    (
      "spaces", "a,b\n 1 ,\t x y \n\n  \n3, z\n",
      [["a", "1.0 '1'", "3.0 '3'"], ["b", "text 'x y'", "text 'z'"]]
    ),
    (
      "empty quotes before a line break in quotes", "a,b\n\"\",x\n\"p\nq\",y\n\"\",z\n\"r\ns\",y\n",
      [
        ["a", "text missing", "text 'p\nq'", "text missing", "text 'r\ns'"],
        ["b", "text 'x'", "text 'y'", "text 'z'", "text 'y'"],
      ]
    ),
    (
      "only spaces", "a,b\n  ,1\nx, \n",
      [["a", "text missing", "text 'x'"], ["b", "1.0 '1'", "nan missing"]]
    ),
    ("CRLF", "a,b\r\n1,x\r\n2,y\r\n", [["a", "1.0 '1'", "2.0 '2'"], ["b", "text 'x'", "text 'y'"]]),
    ("CR", "a,b\r1,x\r2,y", [["a", "1.0 '1'", "2.0 '2'"], ["b", "text 'x'", "text 'y'"]]),
    ("text behind quotes", "a\n\"x\"y\nz\n", [["a", "text 'xy'", "text 'z'"]]),
    (
      "no newline at the end", "a,b\n1,2\n3,",
      [["a", "1.0 '1'", "3.0 '3'"], ["b", "2.0 '2'", "nan missing"]]
    ),
    ("tabs", "a\tb\n1\t2\n", [["a", "1.0 '1'"], ["b", "2.0 '2'"]]),
    (
      "decimal comma", "a;b\n1,5;2\n2,5;3\n",
      [["a", "1.5 '1,5'", "2.5 '2,5'"], ["b", "2.0 '2'", "3.0 '3'"]]
    ),
    ("no header", "1,2\n3,4\n", [["column_1", "1.0 '1'", "3.0 '3'"], ["column_2", "2.0 '2'", "4.0 '4'"]]),
  ]

  @Test("the columns are what the file means", arguments: [Int.max, 1, 2, 7, 64], [1, 3])
  func columns(_ pieceSize: Int, _ threads: Int) throws {
    for (name, text, columns) in Self.tables {
      #expect(try Self.read(Array(text.utf8), pieceSize: pieceSize, threads: threads) == columns, "\(name)")
    }
  }

  /// Numbers, text, quotes, missing values, blank lines, and rarely what the scan leaves to the slower reader.
  static func generated(seed: UInt64) -> [UInt8] {
    var random = RandomStream(seed: seed, stream: .split)
    var text = "n,i,w,m,t\n"
    for row in 0..<300 {
      let words = ["x", "y z", "\"a,b\"", "\"say \"\"hi\"\"\"", "\"two\nlines\"", "NA", "", "1", "q\"r"]
      let number = "\(Float(random.below(2_000_000)) / 1000 - 1000)"
      let spaced = random.below(9) == 0 ? " \(number)\t" : number
      text += "\(spaced),\(random.below(40) - 20),\(words[random.below(words.count)]),"
      text += random.below(3) == 0 ? "," : "\(random.below(5))e\(random.below(3)),"
      text += seed % 3 == 0 && row == 250 ? "\"x\"y" : random.below(50) == 0 && seed % 2 == 0 ? "word" : "7"
      text += random.below(20) == 0 ? "\r\n" : random.below(20) == 0 ? "\n\n" : "\n"
    }
    return Array(text.utf8)
  }

  @Test("any file gives the same table in pieces and on threads", arguments: 1...12)
  func pieces(_ seed: Int) throws {
    let text = Self.generated(seed: UInt64(seed))
    let whole = try Self.read(text)
    for (pieceSize, threads) in [(1, 1), (50, 1), (333, 3), (5000, 2)] {
      #expect(try Self.read(text, pieceSize: pieceSize, threads: threads) == whole)
    }
  }

  @Test("the scan finds the cells that the slower reader finds", arguments: 1...12)
  func scan(_ seed: Int) throws {
    let text = Self.generated(seed: UInt64(seed)).drop { $0 != 10 }.dropFirst()
    let block = RecordBlock(bytes: text + [UInt8](repeating: 0, count: 16), count: text.count)
    let plan = ReadPlan(uses: [.numeric, .open, .categories, .open, .none], kept: [2, 4])
    let form = CellFormat(delimiter: 44, decimalMark: 46, missing: .standard)
    let (read, failure) = ParsedBlock.reading(
      block, plan: plan, form: form, dialect: Dialect(), limits: TableLimits(), name: "f", firstLine: 2)
    #expect(failure == nil)
    guard let scanned = ParsedBlock(scanning: block, plan, form: form) else {
      return #expect(seed % 3 == 0, "the scan gives up on what is not unusual")
    }
    #expect(scanned.rows == 300 && read.rows == 300 && scanned.lines == read.lines)
    for k in 0..<4 {
      // The slower reader keeps words where the scan keeps where they stand.
      let (column, codes) =
        scanned.columns[k].holdsSpelledNumbers
        ? scanned.spelledOut(k) : (scanned.columns[k], scanned.codes(k))
      #expect(column.holdsWords == read.columns[k].holdsWords)
      if column.holdsWords {
        #expect(codes == read.codes(k))
        #expect(column.vocabulary.words == read.columns[k].vocabulary.words)
      }
      if scanned.columns[k].holdsWords {
        #expect(scanned.columns[k].wordLines == read.columns[k].wordLines)
      }
      if !column.holdsWords {
        #expect(scanned.numbers(k).map(\.bitPattern) == read.numbers(k).map(\.bitPattern))
      }
    }
    for n in 0..<2 { for row in 0..<300 { #expect(scanned.kept[n][row] == read.kept[n][row]) } }
  }

  @Test("few different numbers keep their words over many rows, and a text that comes late finds them")
  func fewNumbers() throws {
    let numbers = (0..<30_000).map { "\($0 % 20).50" }
    for words in [numbers, numbers + (0..<2_000).map { "x\($0)" }] {
      let text = Array(("n,m\n" + words.map { "\($0),1\n" }.joined()).utf8)
      let hasTexts = words.count > numbers.count
      let expected = words.map { "\(hasTexts ? "text" : "\(Float($0) ?? .nan)") '\($0)'" }
      for (pieceSize, threads) in [(Int.max, 1), (100, 1), (7000, 3)] {
        let table = try Self.read(text, pieceSize: pieceSize, threads: threads)
        #expect(table[0] == ["n"] + expected)
      }
    }
  }

  @Test("few different numbers, and many behind them, are numbers", arguments: ["", ".0", ".25"])
  func manyBehindFew(_ ending: String) throws {
    let cells =
      (0..<30_000).map { $0 % 100 == 7 ? "NA" : "\($0 % 20).50" }
      + (0..<5_000).map { $0 % 100 == 7 ? "NA" : "\($0)\(ending)" }
    let text = Array(("n,m\n" + cells.map { "\($0),1\n" }.joined()).utf8)
    for (pieceSize, threads) in [(Int.max, 1), (100, 1), (7000, 3), (40_000, 1)] {
      let table = try Self.read(text, pieceSize: pieceSize, threads: threads)
      let isAsWritten = table[0] == ["n"] + cells.map { "\(Float($0) ?? .nan) -" }
      #expect(isAsWritten, "\(pieceSize), \(threads)")
    }
  }

  @Test("numbers behind more than a thousand different words are words")
  func lateNumbers() throws {
    let words = (0..<1500).map { "w\($0)" } + (0..<3000).map(String.init)
    let text = Array(("n\n" + words.map { $0 + "\n" }.joined()).utf8)
    for (pieceSize, threads) in [(Int.max, 1), (100, 1), (7000, 3)] {
      let table = try Self.read(text, pieceSize: pieceSize, threads: threads)
      #expect(table[0] == ["n"] + words.map { "text '\($0)'" })
    }
  }

  @Test("of two mistakes the first in the file is told, in whichever column it is")
  func firstMistake() throws {
    var rows = (0..<6000).map { ["\($0).5", "\($0).25"] }
    rows[5500][0] = "oops"
    rows[2500][1] = "bad"
    let text = "a,b\n" + rows.map { $0.joined(separator: ",") + "\n" }.joined()
    for (pieceSize, threads) in [(Int.max, 1), (3000, 1), (8000, 2)] {
      let failure = #expect(throws: Failure.self) {
        try Self.read(Array(text.utf8), pieceSize: pieceSize, threads: threads)
      }
      #expect(
        failure?.message.description.hasPrefix("f:2502: column 'b': 'bad'") == true,
        "\(failure?.message.description ?? "")")
    }
  }

  @Test("a text after 1,000 different numbers is an error with its line, before that makes words of them")
  func lateText() throws {
    for (distinct, texts) in [(1001, 1), (1001, 2000), (900, 1)] {
      let numbers = (0..<distinct).map { "\($0 % 2 == 0 ? "\($0)" : "\($0).5")" }
      let text = "x\n" + (numbers + (0..<texts).map { "word\($0)" }).joined(separator: "\n") + "\n"
      for (pieceSize, threads) in [(Int.max, 1), (100, 2), (3000, 3)] {
        let failure = #expect(throws: Failure.self) {
          try Self.read(Array(text.utf8), pieceSize: pieceSize, threads: threads)
        }
        let says =
          "f:\(distinct + 2): column 'x': 'word0' is not a number (after \(grouped(distinct)) numbers)"
        #expect(failure?.message.description.hasPrefix(says) == true, "\(failure?.message.description ?? "")")
      }
    }
    let mixed = "x\n" + (0..<900).map { "\($0)\nw\($0)" }.joined(separator: "\n") + "\n"
    for pieceSize in [Int.max, 10, 500] {
      let columns = try Self.read(Array(mixed.utf8), pieceSize: pieceSize, threads: 2)
      #expect(columns[0][1] == "text '0'" && columns[0][1800] == "text 'w899'")
    }
  }

  @Test("what is wrong is told with its line, however the bytes come", arguments: [Int.max, 1, 30])
  func wrong(_ pieceSize: Int) {
    let rows = (0..<50).map { "\($0),\"two\nlines\"\n" }.joined()
    for (text, says) in [
      ("a,b\n\(rows)1\n", ":102: found 1 field, expected 2"),
      ("a,b\n1,\"x\ry\nz\"\n1\n", ":5: found 1 field"), ("a,b\n1,\"x\r\ny\nz\"\n1\n", ":5: found 1 field"),
      ("a,b\n\n \n1,2\n \n\n1\n", ":7: found 1 field"),
      ("a,b\n1,\"x\" \n1, \"y\"  \n1\n", ":4: found 1 field"),
      ("a,b\n\(rows)1,2,3\n", ":102: found 3 fields"), ("a,b\n\(rows)1,\"x\n\n", ":102: the quote"),
      ("a,b\n\(rows)1,\0\n", ":102: found a NUL byte"), ("a,b\n", "has a header but no rows"),
      ("", "is empty"),
    ] {
      for threads in [1, 3] {
        let failure = #expect(throws: Failure.self) {
          try Self.read(Array(text.utf8), pieceSize: pieceSize, threads: threads)
        }
        #expect(
          failure?.kind == .data && failure?.message.description.contains(says) == true,
          "\(failure?.message.description ?? "")")
      }
    }
  }

  @Test("a number may have thousands of digits, with no end of a field far and wide")
  func longNumber() throws {
    for zeros in [4_095, 4_096, 9_000] {
      let text = "x,y\n" + String(repeating: "0", count: zeros) + "7,1\n8,2\n"
      let columns = try Self.read(Array(text.utf8))
      #expect(columns[0][1].hasPrefix("7.0 ") && columns[0][2] == "8.0 '8'" && columns[1][1] == "1.0 '1'")
    }
  }

  @Test("numbers at the ends of lines, behind spaces and with exponents are what they are")
  func lineEnds() throws {
    for (text, columns) in [
      ("x\n1.5\n1e15\n", [["x", "1.5 '1.5'", "1e+15 '1e15'"]]),
      ("y\n0.5\n1e-05\n", [["y", "0.5 '0.5'", "1e-05 '1e-05'"]]),
      ("a,b\n1, 57\n2,8 \n", [["a", "1.0 '1'", "2.0 '2'"], ["b", "57.0 '57'", "8.0 '8'"]]),
      ("x\r\n1.5\r\n2e3\r\n", [["x", "1.5 '1.5'", "2000.0 '2e3'"]]),
      ("x\r\n1.5\r\n1e15\r\n", [["x", "1.5 '1.5'", "1e+15 '1e15'"]]),
    ] {
      #expect(try Self.read(Array(text.utf8)) == columns, "\(text)")
    }
  }

  @Test("blank lines behind a quote and a space are counted")
  func blankLines() {
    let text = "a,b\n1,\"x\" \n\n2,\"y\" \n\n3\n"
    let failure = #expect(throws: Failure.self) { try Self.read(Array(text.utf8)) }
    #expect(
      failure?.message.description.contains(":6: found 1 field") == true,
      "\(failure?.message.description ?? "")")
  }

  @Test("an adorned number behind many plain ones leaves them as they are")
  func lateAdorned() throws {
    let text = "x,y\n" + (0..<20_000).map { "\($0),1\n" }.joined() + "\"$1,200\",1\n"
    for pieceSize in [Int.max, 5_000] {
      let table = try Table(reading: [ByteStream(name: "f", bytes: Array(text.utf8), pieceSize: pieceSize)])
      #expect(table.columns[0].numbers?.last == 1200 && table.columns[0].numbers?[19_999] == 19_999)
    }
  }

  /// Lone CRs make all blocks go by the slow reader.
  @Test("a column of words stays one, whatever many numbers come")
  func manyNumbersBehindWords() throws {
    let cells = (0..<8_000).map { "w\($0)" } + (0..<10_000).map { "\($0).5" }
    let bytes = Array(("x\r" + cells.map { $0 + "\r" }.joined()).utf8)
    for pieceSize in [Int.max, 5_000] {
      let table = try Table(reading: [ByteStream(name: "f", bytes: bytes, pieceSize: pieceSize)])
      let column = table.columns[0]
      #expect(column.numbers == nil && column.words?.codes.count == 18_000 && table.rows == 18_000)
    }
  }

  @Test("blocks of short lines follow each other, of a file of known size and without a header")
  func shortLines() throws {
    let text = "abcdefg\n" + String(repeating: "1234567\n", count: 20_000)
    #expect(try FeaturesTests.table(text).rows == 20_000)
    var options = TableOptions()
    options.header = false
    let bytes = Array("1,2\n3,4\n".utf8)
    var rest = bytes[...]
    let source = ByteStream(name: "f", size: bytes.count) { buffer, range in
      let count = min(range.count, rest.count)
      buffer.replaceSubrange(range.prefix(count), with: rest.prefix(count))
      rest.removeFirst(count)
      return count
    }
    #expect(try Table(reading: [source], options: options).rows == 2)
  }

  @Test("a number that marks a missing value is one")
  func missingNumber() throws {
    var options = TableOptions()
    options.missing = MissingValues(["-999"])
    let columns = try Self.read(Array("a,b\n-999,1\n2,-999\n".utf8), options: options)
    #expect(columns == [["a", "nan missing", "2.0 '2'"], ["b", "1.0 '1'", "nan missing"]])
  }
}
