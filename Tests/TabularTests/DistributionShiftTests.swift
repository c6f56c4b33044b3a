import LinearAlgebra
import Tabular
import Testing

struct DistributionShiftTests {
  /// A number, a word of two and a word of many, of 200 rows, from `first` on.
  private func table(_ number: (Int) -> Int, _ two: (Int) -> Int, _ many: (Int) -> Int) throws -> Table {
    let lines = (0..<200).map { "\(number($0)).5,\(["a", "b"][two($0)]),w\(many($0))" }
    let text = "x,two,many\n" + lines.joined(separator: "\n") + "\n"
    return try Table(reading: [ByteStream(name: "t", bytes: Array(text.utf8))], options: TableOptions())
  }

  private func shifts(of judged: Table) throws -> [DistributionShift] {
    let learned = try table({ $0 }, { $0 % 2 }, { $0 % 25 })
    let fit = try Features.fit(
      learned, rows: Array(0..<200), excluding: [], NumericEncodingOptions(.standard, bins: 8, size: 4))
    return DistributionShift.find(
      fit.features, learned: fit.features.encode(learned).X, judged: fit.features.encode(judged).X)
  }

  @Test("rows of the same distribution show no shift")
  func same() throws {
    #expect(try shifts(of: table({ ($0 * 7) % 200 }, { ($0 / 3) % 2 }, { $0 % 25 })) == [])
  }

  /// Half of the numbers are greater than all that were learned from; a quarter of the words change sides.
  @Test("a column of other values is found, whatever it holds, with the distance of the distributions")
  func other() throws {
    let found = try shifts(of: table({ $0 + 100 }, { $0 % 4 == 0 ? 1 : $0 % 2 }, { $0 % 25 }))
    #expect(found.map(\.column) == ["x", "two"])
    #expect(abs(found[0].distance - 0.5) < 1e-9 && abs(found[1].distance - 0.25) < 1e-9)
    // Of 200 and 200 rows a distance of 0.25 is hardly chance.
    let some = try shifts(of: table({ $0 }, { $0 < 41 ? 1 : 0 }, { $0 % 25 }))
    #expect(some.map(\.column) == ["two"] && abs(some[0].distance - 0.295) < 1e-9)
    #expect(try shifts(of: table({ $0 }, { $0 < 56 ? 1 : 0 }, { $0 % 25 })) == [])
    let words = try shifts(of: table({ $0 }, { $0 % 2 }, { $0 % 10 }))
    #expect(words.map(\.column) == ["many"])
  }
}
