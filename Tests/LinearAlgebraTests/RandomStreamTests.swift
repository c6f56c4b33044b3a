import Testing

@testable import LinearAlgebra

struct RandomStreamTests {
  /// The known answers published with Random123 (kat_vectors, philox4x32 with 10 rounds).
  @Test("Philox4x32-10 gives the published answers")
  func knownAnswers() {
    #expect(
      RandomStream.block(SIMD4(repeating: 0), SIMD2(repeating: 0))
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      RandomStream.block(SIMD4(repeating: .max), SIMD2(repeating: .max))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      RandomStream.block(
        SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), SIMD2(0xa409_3822, 0x299f_31d0))
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("normal numbers have mean 0 and variance 1, uniform ones mean ½ and variance 1/12")
  func moments() {
    var random = RandomStream(seed: 42, stream: .split)
    let n = 200_000
    let normal = (0..<n).map { _ in Double(random.normal()) }
    let uniform = (0..<n).map { _ in Double(random.uniform()) }
    func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(n) }
    // Four standard errors.
    #expect(abs(mean(normal)) < 4 / Double(n).squareRoot())
    #expect(abs(mean(normal.map { $0 * $0 }) - 1) < 4 * (2 / Double(n)).squareRoot())
    #expect(abs(mean(uniform) - 0.5) < 4 * (1 / 12 / Double(n)).squareRoot())
    #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
  }

  @Test("streams, seeds and indices differ from each other, and the same ones agree")
  func streams() {
    func first(_ seed: UInt64, _ stream: RandomStream.StreamPurpose, _ index: UInt32) -> UInt32 {
      var random = RandomStream(seed: seed, stream: stream, index: index)
      return random.next()
    }
    let all = [
      first(1, .split, 0), first(2, .split, 0), first(1, .shuffle, 0), first(1, .split, 1),
      first(1 << 32, .split, 0),
    ]
    #expect(Set(all).count == all.count)
    #expect(first(1, .dropout, 9) == first(1, .dropout, 9))
  }

  @Test("a shuffle keeps all elements, and each ends at each position equally often")
  func shuffle() {
    var random = RandomStream(seed: 1, stream: .shuffle)
    var counts = [[Int]](repeating: [0, 0, 0, 0], count: 4)
    for _ in 0..<40_000 {
      var elements = [0, 1, 2, 3]
      random.shuffle(&elements)
      #expect(elements.sorted() == [0, 1, 2, 3])
      for (place, element) in elements.enumerated() { counts[element][place] += 1 }
    }
    for count in counts.joined() { #expect(abs(count - 10_000) < 400) }
  }
}
