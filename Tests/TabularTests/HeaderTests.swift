import Diagnostics
import Testing

@testable import Tabular

struct HeaderTests {
  static func header(_ names: [String]) -> (Header, [String]) {
    var warnings: [Message] = []
    let header = Header(naming: names.map { CellText($0) }, warnings: &warnings)
    return (header, warnings.map(\.description))
  }

  @Test("names that come again get a suffix, and one warning tells of all")
  func repeated() {
    let (header, warnings) = Self.header(["x", "x", "x_2", "", "x", "x"])
    #expect(header.names == ["x", "x_3", "x_2", "column_4", "x_4", "x_5"])
    #expect(
      warnings == [
        "3 duplicate names in the header: column 2 is renamed to 'x_3', column 5 is renamed to 'x_4', "
          + "column 6 is renamed to 'x_5'"
      ])
  }

  @Test("of many names that come again three are told")
  func many() {
    let three = Self.header(["x", "x", "x", "x"]).1
    #expect(three.count == 1 && three[0].hasPrefix("3 duplicate names") && three[0].hasSuffix("'x_4'"))
    let four = Self.header(["x", "x", "x", "x", "x"]).1
    #expect(four.count == 1 && four[0].hasPrefix("4 duplicate names") && four[0].hasSuffix("'x_4', …"))
  }

  @Test("the name most like another is found among words of two letters to a hundred")
  func nearest() {
    for (count, isFound) in [(2, true), (100, true), (101, false)] {
      let name = String(repeating: "a", count: count)
      let header = Self.header([name, "b"]).0
      #expect(header.nearest(to: name.dropLast() + "b") == (isFound ? name : nil), "\(count)")
    }
    #expect(Self.header(["ab", "b"]).0.nearest(to: "a") == nil)
    #expect(Self.header(["b"]).0.nearest(to: "bc") == nil)
  }

  @Test("ten times as many equal names take ten times as long", .timeLimit(.minutes(1)))
  func linear() {
    let (header, warnings) = Self.header(Array(repeating: "x", count: 200_000))
    #expect(Set(header.names).count == 200_000 && warnings.count == 1)
    #expect(header.names.last == "x_200000")
  }

  @Test("files read together must have the same columns, and the first that differs is told")
  func several() {
    for (second, says) in [
      ("a,b\n3,4\n", "g has 2 columns, f has 3; files read together must have the same columns"),
      (
        "a,c,b\n3,4,5\n",
        "g: column 2 is named 'c', but 'b' in f; files read together must have the same columns in the same order"
      ),
    ] {
      let sources = [("f", "a,b,c\n1,2,3\n"), ("g", second)].map {
        ByteStream(name: $0.0, bytes: Array($0.1.utf8))
      }
      let failure = #expect(throws: Failure.self) { try Table(reading: sources) }
      #expect(failure?.message.description == says)
    }
  }

  @Test(
    "an unknown column is told with what helps to find the right one",
    arguments: [
      (["sepal", "petal"], "petl", "did you mean 'petal'?"), (["ab", "c"], "abx", "did you mean 'ab'?"),
      (["a", "b"], "z", "its columns are 'a', 'b'"),
      (["a;b;c"], "a", "its only column is 'a;b;c'; if the delimiter is wrong, set it with `delimiter`"),
      (["x", "size,cm"], "size", "with a backslash: 'size\\,cm'"),
      ((0..<21).map { "column\($0)" }, "z", "use the name of one of its 21 columns, or a number from 1"),
    ] as [([String], String, String)])
  func unknown(_ names: [String], _ reference: String, _ says: String) {
    let failure = #expect(throws: Failure.self) { try Self.header(names).0.position(of: reference) }
    #expect(failure?.kind == .usage)
    #expect(failure?.message.description.contains(says) == true, "\(failure?.message.description ?? "")")
  }
}
