import LinearAlgebra
import Testing

@testable import Tabular

struct SortedNumbersTests {
  @Test(
    "numbers are sorted as comparisons sort them, missing ones are counted", arguments: [0, 1, 999, 5000])
  func sorted(_ count: Int) {
    var random = RandomStream(seed: 2, stream: .split)
    let numbers = (0..<count).map { _ in
      random.below(10) == 0 ? Float.nan : Float(bitPattern: random.next() & ~(random.next() & 1 << 30))
    }.map { $0.isFinite || $0.isNaN ? $0 : 0 }
    let sorted = SortedNumbers(numbers)
    let present = numbers.filter { !$0.isNaN }
    #expect(sorted.values == present.sorted() && sorted.missing == count - present.count)
    #expect(sorted.distinct == Set(present).count)
  }

  /// numpy.quantile([1, 2, 4, 8, 16], [0, .25, .4, .5, .9, 1]).
  @Test("quantiles are those of NumPy")
  func quantiles() {
    let numbers = SortedNumbers([16, 1, 8, .nan, 4, 2])
    for (share, value) in [(0, 1), (0.25, 2), (0.4, 3.2), (0.5, 4), (0.9, 12.8), (1, 16)]
      as [(Double, Double)]
    {
      #expect(abs(numbers.quantile(share) - value) < 1e-12)
    }
  }
}
