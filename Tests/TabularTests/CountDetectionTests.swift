import Testing

@testable import Tabular

struct CountDetectionTests {
  static func counts(_ numbers: [Float]) -> CountDetection? {
    CountDetection(numbers, rows: Array(numbers.indices))
  }

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
    #expect(Self.counts([3]) == nil && Self.counts([]) == nil)
  }

  /// Of n zeros and one k the mean is k / (n + 1), and the variance n times its square.
  @Test(
    "the variance of counts is 0.7 to 5 times the mean",
    arguments: [(1, 1, 0.5), (1, 2, 1), (9, 5, 4.5), (9, 6, 5.4), (20, 1, 20.0 / 21), (2, 1, 2.0 / 3)])
  func spread(_ zeros: Int, _ k: Float, _ ratio: Double) {
    let counts = Self.counts([Float](repeating: 0, count: zeros) + [k])
    #expect((counts != nil) == (ratio >= 0.7 && ratio <= 5))
    if let counts { #expect(abs(counts.variance / counts.mean - ratio) < 1e-6) }
  }
}
