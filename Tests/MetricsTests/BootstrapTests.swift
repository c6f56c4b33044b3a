import FoundationEssentials
import LinearAlgebra
import Metrics
import NeuralNetwork
import Parallel
import Synchronization
import Testing

struct BootstrapTests {
  struct Fixture: Decodable {
    var P: [Float]
    var Y: [Float]
    var intervals: [String: [String: [Double]]]
  }

  static let one = ThreadPool(threads: 1)

  @Test("intervals are those of SciPy, as closely as other draws can tell")
  func likeSciPy() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let fixture = try JSONDecoder().decode(
      Fixture.self, from: Data(contentsOf: folder.appending(path: "bootstrap.json")))
    let N = fixture.P.count
    let (P, Y) = (Matrix(rows: 1, columns: N, fixture.P), Matrix(rows: 1, columns: N, fixture.Y))
    for (level, intervals) in fixture.intervals {
      let confidence = try #require(Double(level))
      for (name, bounds) in intervals {
        let measure = try #require(Metric(rawValue: name)?.measure(P, Y, loss: Loss(.binaryCrossEntropy)))
        let intervals = Bootstrap().intervals(
          of: [measure], weights: Array(repeating: 1, count: N), confidence: confidence, on: Self.one)
        let found = try #require(intervals[0])
        // Accuracies are whole samples apart.
        let tolerance = 0.08 * (bounds[1] - bounds[0]) + 1 / Double(N)
        #expect(abs(found.lowerBound - bounds[0]) < tolerance, "\(name), \(level)")
        #expect(abs(found.upperBound - bounds[1]) < tolerance, "\(name), \(level)")
      }
    }
  }

  /// The mean of 0, 1, …, 399 has the deviation √((400² − 1) / 12) / √400 = 5.77 from draw to draw, and half of a normal
  /// distribution is within 0.6745 deviations.
  @Test("an interval of confidence one half has half of the draws in it")
  func half() throws {
    let mean: WeightedMetric = { weights in
      weights.enumerated().reduce(0) { $0 + Double($1.element) * Double($1.offset) } / 400
    }
    let intervals = Bootstrap(resamples: 4000).intervals(
      of: [mean], weights: Array(repeating: 1, count: 400), confidence: 0.5, on: Self.one)
    let found = try #require(intervals[0])
    #expect(abs(found.lowerBound - (199.5 - 0.6745 * 5.7735)) < 0.4)
    #expect(abs(found.upperBound - (199.5 + 0.6745 * 5.7735)) < 0.4)
  }

  @Test("an interval needs more than half of the draws")
  func fewDefined() {
    for (defined, isThere) in [(5, false), (6, true)] {
      let draws = Mutex(0)
      let measure: WeightedMetric = { _ in
        let draw = draws.withLock {
          $0 += 1
          return $0
        }
        return draw <= defined ? Double(draw) : nil
      }
      let intervals = Bootstrap(resamples: 10).intervals(
        of: [measure], weights: [1, 1], confidence: 0.9, on: Self.one)
      #expect((intervals[0] != nil) == isThere)
    }
  }

  /// NumPy's quantiles lie between the two nearest by a straight line.
  @Test("of few draws the bounds lie between two of them")
  func fewDraws() throws {
    let measure: WeightedMetric = {
      $0.enumerated().reduce(0) { $0 + Double($1.element) * Double($1.offset * $1.offset) }
    }
    func interval(_ confidence: Double) throws -> ClosedRange<Double> {
      try #require(
        Bootstrap(resamples: 5).intervals(
          of: [measure], weights: Array(repeating: 1, count: 40), confidence: confidence, on: Self.one)[0])
    }
    // Of five draws a half leaves out the first and the last, three quarters half the way to them, and all none.
    let (half, most, all) = (try interval(0.5), try interval(0.75), try interval(1))
    #expect(all.lowerBound < half.lowerBound && half.lowerBound < half.upperBound)
    #expect(abs(most.lowerBound - (all.lowerBound + half.lowerBound) / 2) < 1e-6)
    #expect(abs(most.upperBound - (all.upperBound + half.upperBound) / 2) < 1e-6)
  }

  @Test("any number of threads finds the same intervals, another seed others")
  func threads() {
    let measure: WeightedMetric = { weights in
      weights.enumerated().reduce(0) { $0 + Double($1.element) * Double($1.offset) }
    }
    let weights = (1...50).map { Float($0) }
    func interval(_ seed: UInt64, _ threads: Int) -> ClosedRange<Double>? {
      Bootstrap(resamples: 100, seed: seed).intervals(
        of: [measure], weights: weights, confidence: 0.9, on: ThreadPool(threads: threads))[0]
    }
    #expect(interval(1, 1) == interval(1, 3))
    #expect(interval(1, 1) != interval(2, 1))
  }

  @Test("a metric that most draws do not define has no interval")
  func undefined() {
    let measures: [WeightedMetric] = [{ _ in nil }, { _ in .nan }, { _ in 3 }]
    let found = Bootstrap(resamples: 10).intervals(
      of: measures, weights: [1, 1], confidence: 0.9, on: Self.one)
    #expect(found == [nil, nil, 3...3])
  }
}
