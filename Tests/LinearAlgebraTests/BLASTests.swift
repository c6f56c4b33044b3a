import Testing

@testable import LinearAlgebra

struct BLASTests {
  @Test("products run on one thread of the library")
  func threads() {
    #expect(BLAS.current.library != "OpenBLAS" || BLAS.current.threads == 1)
  }

  /// Level 4 is AVX-512, 3 is AVX2 with FMA, 0 is neither.
  @Test("kernels are replaced if, and only if, the processor supports better ones")
  func kernels() {
    for (core, level, better) in [
      ("Prescott", 4, "SkylakeX"), ("Prescott", 3, "Haswell"), ("Nehalem", 4, "SkylakeX"),
      ("Sandybridge", 3, "Haswell"),
      ("Prescott", 0, nil), ("Sandybridge", 2, nil), ("Cooperlake", 4, nil), ("SkylakeX", 4, nil),
      ("Haswell", 4, nil),
      ("Zen", 4, nil), ("a core of tomorrow", 4, nil),
    ] as [(String, Int, String?)] {
      #expect(OpenBLAS.better(than: core, level: level) == better, "\(core) at level \(level)")
    }
  }
}
