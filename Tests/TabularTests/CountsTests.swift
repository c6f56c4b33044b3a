import Testing

@testable import Tabular

struct CountsTests {
  static func counts(_ numbers: [Float]) -> Counts? { Counts(numbers, rows: Array(numbers.indices)) }

  /// Bortkiewicz's men killed by the kicks of horses, "Das Gesetz der kleinen Zahlen" (1898): mean 0.61,
  /// variance 0.608 (0.611 by n − 1).
  @Test("deaths by horse kicks look like counts")
  func horses() throws {
    let deaths = [(0, 109), (1, 65), (2, 22), (3, 3), (4, 1)].flatMap {
      [Float](repeating: Float($0), count: $1)
    }
    let counts = try #require(Self.counts(deaths))
    #expect(abs(counts.mean - 0.61) < 1e-9 && abs(counts.variance - 0.6079) < 1e-4)
  }

  @Test("negative numbers, fractions and numbers of another spread do not")
  func others() {
    #expect(Self.counts([-1, 0, 1, 2]) == nil)
    #expect(Self.counts([0, 0.5, 1, 2]) == nil)
    #expect(Self.counts((0..<100).map { Float($0 * 100) }) == nil)
    #expect(Self.counts([100, 101, 100, 101]) == nil)
    #expect(Self.counts([0, 0, 0]) == nil)
  }
}
