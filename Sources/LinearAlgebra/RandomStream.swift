import Glibc

/// A seeded stream of random numbers, the same on every machine: Philox4x32-10 of Salmon, Moraes, Dror and Shaw,
/// "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011).
///
/// The generator is a function of a counter, so a position in a stream is a number: `RandomStream(seed:stream:index:)`
/// opens a stream directly at any `index` (an epoch, a layer).
package struct RandomStream: Sendable {
  /// The purpose of a stream.
  ///
  /// Streams of one seed are independent of each other.
  package enum StreamPurpose: UInt32, CaseIterable, Sendable {
    case split = 1
    case initialization
    case shuffle
    case dropout
    case bootstrap
    case search
  }

  private let key: SIMD2<UInt32>
  private var counter: SIMD4<UInt32>
  private var block = SIMD4<UInt32>()
  private var used = 4

  package init(seed: UInt64, stream: StreamPurpose, index: UInt32 = 0) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    counter = SIMD4(0, 0, index, stream.rawValue)
  }

  /// The next 32 random bits.
  package mutating func next() -> UInt32 {
    if used == 4 {
      block = Self.block(counter, key)
      counter.x &+= 1
      if counter.x == 0 { counter.y &+= 1 }
      used = 0
    }
    defer { used += 1 }
    return block[used]
  }

  /// A whole number from 0 to `bound` − 1, without bias (Lemire 2019).
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0 && bound <= UInt32.max, "the bound is from 1 to 2³² − 1")
    let bound = UInt32(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A number drawn uniformly from [0, 1), a multiple of 2⁻²⁴.
  package mutating func uniform() -> Float {
    Float(next() >> 8) * 0x1p-24
  }

  /// A number drawn from the standard normal distribution (the polar method of Marsaglia, 1964).
  package mutating func normal() -> Float {
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let square = u * u + v * v
      if square > 0 && square < 1 {
        return u * (-2 * logf(square) / square).squareRoot()
      }
    }
  }

  /// Shuffles the elements (Fisher and Yates).
  @inlinable
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, below(last + 1))
    }
  }

  /// The ten rounds: 128 random bits for one counter and key.
  static func block(_ counter: SIMD4<UInt32>, _ key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var counter = counter
    var key = key
    for _ in 0..<10 {
      let first = counter.x.multipliedFullWidth(by: 0xD251_1F53)
      let second = counter.z.multipliedFullWidth(by: 0xCD9E_8D57)
      counter = SIMD4(
        second.high ^ counter.y ^ key.x, second.low, first.high ^ counter.w ^ key.y, first.low)
      key = key &+ SIMD2(0x9E37_79B9, 0xBB67_AE85)
    }
    return counter
  }
}
