import Diagnostics
import LinearAlgebra
import Testing

@testable import Tabular

struct TargetTransformTests {
  /// The standard normal distribution's quantiles from the tables of NIST's Engineering Statistics Handbook and
  /// SciPy's `norm.ppf`.
  @Test(
    "normal quantiles are those of the tables",
    arguments: [
      (0.5, 0), (0.975, 1.959963984540054), (0.3, -0.5244005127080409), (0.01, -2.326347874040841),
      (0.001, -3.090232306167813), (0.9995, 3.290526731491691),
    ])
  func quantiles(_ p: Double, _ z: Double) {
    #expect(abs(normalQuantile(p) - z) < 1e-8)
  }

  @Test("a transform brings back what it took away, inside and beyond what it was fitted to")
  func inverse() throws {
    let values = (0..<500).map { Float($0 % 50) * Float($0 % 50) }
    for name in TargetTransform.Curve.allCases where name != .none {
      let transform = try #require(TargetTransform(name, fittedTo: values))
      #expect(transform.isValid)
      var last = -Double.infinity
      for y in stride(from: -50, through: 4000, by: 7.25) {
        let z = transform(y)
        #expect(z > last && abs(transform.inverse(z) - y) < 1e-6 * (1 + abs(y)))
        last = z
      }
    }
  }

  /// Ranks 1, 2½, 2½, 4, 5 of five: shares 0, 0.375, 0.375, 0.75, 1, the outer ones 0.0005 and 0.9995.
  @Test("a curve rises in both directions, between two knots or more, which are numbers")
  func validity() {
    func isValid(_ knots: [(Double, Double)]) -> Bool {
      TargetTransform.normal(knots.map { .init(y: $0.0, z: $0.1) }).isValid
    }
    #expect(isValid([(0, -1), (1, 1)]) && TargetTransform.log.isValid)
    for knots in [
      [], [(0, 0)], [(0, -1), (0, 1)], [(0, 1), (1, 1)], [(0, 1), (1, -1)], [(1, -1), (0, 1)],
      [(0, -1), (1, .infinity)], [(.nan, -1), (1, 1)],
    ] as [[(Double, Double)]] {
      #expect(!isValid(knots), "\(knots)")
    }
  }

  @Test("equal numbers share the middle of their quantiles")
  func ties() throws {
    let transform = try #require(TargetTransform(.normal, fittedTo: [9, 2, 3, 2, 1]))
    for (y, z) in [
      (1.0, -3.290526731491691), (2, -0.318639363964375), (3, 0.674489750196082), (9, 3.2905267),
    ] {
      #expect(abs(transform(y) - z) < 1e-7)
    }
    #expect(abs(transform(2.5) - (0.674489750196082 - 0.318639363964375) / 2) < 1e-7)
  }

  @Test("a target on a curve is standardized there, and predictions come back from it")
  func target() throws {
    let columns = try FeaturesTests.table("y\n0\n1.718281828\n6.389056099\n").columns
    let target = try Target.fit(columns, task: .regression, rows: [0, 1, 2], transform: .log)
    let Y = try target.encode(columns, rows: [0, 1, 2])
    // log(1 + y) is 0, 1 and 2: mean 1, deviation √⅔.
    for (n, z) in [-1, 0, 1].enumerated() { #expect(abs(Y[0, n] - Float(z) * 1.2247449) < 1e-5) }
    target.inverseTransform(Y)
    for (n, y) in [0, 1.718281828, 6.389056099].enumerated() { #expect(abs(Double(Y[0, n]) - y) < 1e-5) }
  }
}
