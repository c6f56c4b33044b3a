import LinearAlgebra
import NeuralNetwork
import Testing

struct DropoutTests {
  /// 1 where a unit is dropped.
  static func mask(
    _ rate: Double, seed: UInt64 = 1, layer: Int = 1, step: UInt32 = 1, columns: Range<Int> = 0..<512
  )
    -> [Float]
  {
    var dropout = Dropout(rate: rate, seed: seed)
    dropout.step = step
    let A = Matrix(rows: 37, columns: columns.count, repeating: 1)
    dropout.apply(to: A, layer: layer, column: columns.lowerBound)
    return A.elements.map { 1 - $0 }
  }

  static func correlation(_ a: [Float], _ b: [Float]) -> Double {
    let n = Double(a.count)
    let (p, q) = (Double(a.reduce(0, +)) / n, Double(b.reduce(0, +)) / n)
    let both = Double(zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }) / n
    return (both - p * q) / (p * (1 - p) * q * (1 - q)).squareRoot()
  }

  /// 37 · 512 draws: a share beyond five standard errors occurs once in 1.7 million masks.
  @Test("the share of dropped units is the rate", arguments: [0.05, 0.1, 0.25, 0.5, 0.9])
  func share(_ rate: Double) {
    for step in 1...20 as ClosedRange<UInt32> {
      let mask = Self.mask(rate, step: step)
      let share = Double(mask.reduce(0, +)) / Double(mask.count)
      #expect(abs(share - rate) < 5 * (rate * (1 - rate) / Double(mask.count)).squareRoot())
    }
  }

  @Test("masks of different steps, layers, seeds and neighbouring units are independent")
  func independence() {
    let mask = Self.mask(0.3)
    let limit = 5 / Double(mask.count).squareRoot()
    for other in [
      Self.mask(0.3, step: 2), Self.mask(0.3, step: 1 << 20), Self.mask(0.3, layer: 2),
      Self.mask(0.3, seed: 2),
    ] {
      #expect(abs(Self.correlation(mask, other)) < limit)
    }
    for lag in [1, 2, 15, 16, 17, 32, 37, 64, 74] {
      #expect(
        abs(Self.correlation(Array(mask.dropLast(lag)), Array(mask.dropFirst(lag)))) < limit, "lag \(lag)")
    }
  }

  @Test("a mask does not depend on how the samples are cut")
  func cuts() {
    let whole = Self.mask(0.4)
    for size in [1, 5, 32, 100] {
      let pieces = stride(from: 0, to: 512, by: size).flatMap {
        Self.mask(0.4, columns: $0..<min($0 + size, 512))
      }
      #expect(pieces == whole)
    }
  }
}
