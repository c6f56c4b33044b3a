import Glibc
import Testing
import Training

/// Functions 1 to 3 of Moré and Thuente, "Line search algorithms with guaranteed sufficient decrease" (1994), from
/// starts over nine orders of magnitude.
struct LineSearchTests {
  static let functions: [(name: String, f: @Sendable (Double) -> Double)] = [
    ("1", { -$0 / ($0 * $0 + 2) }),
    ("2", { pow($0 + 0.004, 5) - 2 * pow($0 + 0.004, 4) }),
    (
      "3",
      { a in
        let beta = 0.01
        let base = abs(a - 1) <= beta ? (a - 1) * (a - 1) / (2 * beta) + beta / 2 : abs(a - 1)
        return base + 2 * (1 - beta) / (39 * Double.pi) * sin(39 * Double.pi / 2 * a)
      }
    ),
  ]

  @Test(
    "what is found meets the strong Wolfe conditions", arguments: functions.indices, [1e-3, 0.1, 10, 1e3])
  func wolfe(_ k: Int, _ first: Double) throws {
    let f = Self.functions[k].f
    func point(_ a: Double) -> LineSearch.Point<Void> {
      let h = 1e-7
      return .init(step: a, value: f(a), slope: (f(a + h) - f(a - h)) / (2 * h), detail: ())
    }
    let start = point(0)
    let found = try #require(LineSearch().search(from: start, first: first, point))
    #expect(found.value <= start.value + 1e-4 * found.step * start.slope)
    #expect(abs(found.slope) <= 0.9 * abs(start.slope) + 1e-6)
  }

  struct Case: Decodable, CustomTestStringConvertible {
    struct Piece: Decodable {
      var begin: Double
      var coefficients: [Double]
    }

    var name: String
    var pieces: [Piece]
    var first: Double
    var tried: [Double]
    var found: Double?

    var testDescription: String { "\(name), from \(first)" }

    func point(_ a: Double) -> LineSearch.Point<Void> {
      let c = pieces.last { $0.begin <= a }?.coefficients ?? []
      let value = c.reversed().reduce(0) { $0 * a + $1 }
      let slope = c.enumerated().dropFirst().reversed().reduce(0) { $0 * a + Double($1.offset) * $1.element }
      return .init(step: a, value: value, slope: slope, detail: ())
    }
  }

  @Test(
    "the steps that are tried are those of the book", arguments: try fixture("line_search.json", [Case].self))
  func steps(_ expected: Case) {
    var tried: [Double] = []
    let found = LineSearch().search(from: expected.point(0), first: expected.first) {
      tried.append($0)
      return expected.point($0)
    }
    #expect(tried.count == expected.tried.count)
    for (step, other) in zip(tried, expected.tried) { #expect(abs(step - other) <= 1e-6 * other) }
    #expect(abs((found?.step ?? 0) - (expected.found ?? 0)) <= 1e-6 * (expected.found ?? 0))
  }

  @Test("a value of NaN counts as too high")
  func notANumber() throws {
    let start = LineSearch.Point(step: 0, value: 1, slope: -2, detail: ())
    var tried: [Double] = []
    let found = LineSearch().search(from: start, first: 64) { a in
      tried.append(a)
      return .init(
        step: a, value: a > 2 ? .nan : (a - 1) * (a - 1), slope: a > 2 ? .nan : 2 * (a - 1), detail: ())
    }
    #expect(try #require(found).value < 1)
    // The middle, until the values on both sides are numbers.
    #expect(tried == [64, 32, 16, 8, 4, 2, 1])
  }

  @Test("nothing is found if no point is lower")
  func nothing() {
    let start = LineSearch.Point(step: 0, value: 0, slope: -1, detail: ())
    #expect(
      LineSearch().search(from: start, first: 1) { .init(step: $0, value: $0, slope: 1, detail: ()) } == nil)
  }
}
