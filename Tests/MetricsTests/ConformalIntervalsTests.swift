import FoundationEssentials
import LinearAlgebra
import Metrics
import NeuralNetwork
import Testing

struct ConformalIntervalsTests {
  struct Fixture: Decodable {
    struct Plain: Decodable {
      var n: Int
      var level: Double
      /// Nil where n does not support the level.
      var halfWidth: Float?
    }

    struct Varying: Decodable {
      var n: Int
      var level: Double
      var halfWidths: [Float]
    }

    var plain: [Plain]
    var varying: [Varying]
    var at: [Float]
  }

  private static func fixture() throws -> Fixture {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return try JSONDecoder().decode(
      Fixture.self, from: Data(contentsOf: folder.appending(path: "conformal.json")))
  }

  /// The same as in conformal.py.
  private static func rows(_ n: Int) -> (p: [Float], y: [Float]) {
    let p = (0..<n).map { Float($0 * 7919 % 10007) / 16 }
    let errors = (0..<n).map { Float($0 * 104729 % 10009) / 8192 - 0.5 }
    return (p, zip(p, errors).map { $0 + $1 * ($0 / 64 + 1) })
  }

  @Test("of few rows an interval is as wide as the rule says, or there is none")
  func plain() throws {
    for expected in try Self.fixture().plain {
      let (p, y) = Self.rows(expected.n)
      let intervals = try #require(ConformalIntervals(p, y))
      #expect(intervals.radius(for: expected.level) == expected.halfWidth, "\(expected)")
      let least = ConformalIntervals.minimumRows(for: expected.level)
      #expect((expected.n >= least) == (expected.halfWidth != nil), "\(expected)")
    }
  }

  @Test("of many rows the width follows the prediction")
  func varying() throws {
    let fixture = try Self.fixture()
    for expected in fixture.varying {
      let (p, y) = Self.rows(expected.n)
      let intervals = try #require(ConformalIntervals(p, y))
      let radius = try #require(intervals.radius(for: expected.level))
      for (p, halfWidth) in zip(fixture.at, expected.halfWidths) {
        let (low, high) = intervals.interval(around: p, radius: radius)
        #expect(abs((high - low) / 2 - halfWidth) < 1e-4 * max(halfWidth, p), "\(expected.level), \(p)")
      }
    }
  }

  @Test("of very many residuals 999 are kept, and rows of the same kind lie within as often as promised")
  func coverage() throws {
    var random = RandomStream(seed: 1, stream: .shuffle)
    func rows(_ n: Int) -> (p: [Float], y: [Float]) {
      let p = (0..<n).map { _ in 10 * random.uniform() }
      return (p, p.map { $0 + $0 * random.normal() })
    }
    let (p, y) = rows(20_000)
    let intervals = try #require(ConformalIntervals(p, y))
    #expect(intervals.residuals.count == 999 && intervals.radius(for: 0.9995) == nil)
    #expect([0.9, 0.99999].map(ConformalIntervals.minimumRows) == [9, 99_999])
    let others = rows(20_000)
    for level in [0.5, 0.9, 0.99] {
      let radius = try #require(intervals.radius(for: level))
      let held = zip(others.p, others.y).count { p, y in
        let (low, high) = intervals.interval(around: p, radius: radius)
        return low <= y && y <= high
      }
      // Four standard errors, of those rows and these.
      #expect(abs(Double(held) / 20_000 - level) < 4 * (level * (1 - level) * 3 / 20_000).squareRoot())
    }
  }

  @Test("where no row misses, the spread is a hundredth of what it is on average")
  func minimumSpread() throws {
    let p = (0..<2_000).map { Float($0) }
    let intervals = try #require(ConformalIntervals(p, p.map { $0 < 1_000 ? $0 : $0 + 2 }))
    #expect(abs((intervals.spreads.first ?? 0) - 0.01) < 1e-6 && intervals.spreads.last == 2)
  }

  @Test("a thousand rows are many")
  func many() throws {
    for (count, isMany) in [(999, false), (1_000, true)] {
      let p = (0..<count).map { Float($0) }
      let intervals = try #require(ConformalIntervals(p, p.map { $0 + $0 / 100 + 1 }))
      #expect(intervals.spreads.isEmpty != isMany)
    }
  }

  @Test("predictions without an error have intervals without a width, the greatest numbers finite ones")
  func extremes() throws {
    let exact = try #require(ConformalIntervals((0..<2_000).map { Float($0) }, (0..<2_000).map { Float($0) }))
    #expect(exact.isValid)
    let (low, high) = exact.interval(around: 5, radius: try #require(exact.radius(for: 0.9)))
    #expect(low == 5 && high == 5)
    for n in [20, 2_000] {
      let greatest = (0..<n).map { $0 % 3 == 0 ? -Float.greatestFiniteMagnitude : .greatestFiniteMagnitude }
      let wide = try #require(ConformalIntervals(greatest, greatest.map { -$0 }))
      #expect(wide.isValid)
      let (low, high) = wide.interval(around: 0, radius: try #require(wide.radius(for: 0.9)))
      #expect(low.isFinite && high.isFinite && low < high)
    }
    #expect(ConformalIntervals([], []) == nil)
  }
}
