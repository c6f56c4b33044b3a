import Tabular
import Testing

struct PlainRowsTests {
  @Test("what stands in plain rows is the encoding without pieces")
  func withoutPieces() throws {
    let words = ["red", "green", "blue"]
    let lines = (0..<60).map { "\($0 % 17),\(words[$0 % 3]),\($0 % 7 == 0 ? "" : "\($0 * $0 % 31)")" }
    let table = try FeaturesTests.table("a,b,c\n" + lines.joined(separator: "\n") + "\n")
    func features(bins: Int) throws -> Features {
      try Features.fit(table, rows: Array(0..<60), excluding: [], scaling: .robust, bins: bins).features
    }
    let (pieces, plain) = (try features(bins: 6), try features(bins: 1))
    let (X, expected) = (pieces.encode(table).X, plain.encode(table).X)
    #expect(plain.plainRows == Array(0..<plain.width) && pieces.width > plain.width)
    #expect(pieces.plainRows.count == plain.width)
    for (i, row) in pieces.plainRows.enumerated() {
      #expect((0..<60).allSatisfy { X[row, $0] == expected[i, $0] })
    }
  }
}
