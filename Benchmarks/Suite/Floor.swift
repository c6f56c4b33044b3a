import CBLAS
import Glibc

/// The sgemm calls of a training step and nothing else: each product whole, on the library's own threads.
struct Floor {
  private let widths: [Int]
  private let N: Int
  private let memory: [[Float]]

  init(widths: [Int], N: Int) {
    self.widths = widths
    self.N = N
    let largest = zip(widths, widths.dropFirst()).map { max($0 * $1, max($0, $1) * N) }.max() ?? 0
    memory = (0..<3).map { seed in (0..<largest).map { Float(($0 * 31 + seed) % 17) / 17 - 0.5 } }
  }

  func run() {
    let n = Int32(N)
    let L = widths.count - 1
    memory[0].withUnsafeBufferPointer { A in
      memory[1].withUnsafeBufferPointer { B in
        memory[2].withUnsafeBufferPointer { C in
          let C = UnsafeMutablePointer(mutating: C.baseAddress)
          for l in 1...L {
            let (inputs, outputs) = (Int32(widths[l - 1]), Int32(widths[l]))
            // Z = WᵀA
            cblas_sgemm(
              CblasColMajor, CblasTrans, CblasNoTrans, outputs, n, inputs, 1, A.baseAddress, inputs,
              B.baseAddress,
              inputs, 0, C, outputs)
            // dW = AEᵀ
            cblas_sgemm(
              CblasColMajor, CblasNoTrans, CblasTrans, inputs, outputs, n, 1, A.baseAddress, inputs,
              B.baseAddress,
              outputs, 0, C, inputs)
            // E = WE
            if l > 1 {
              cblas_sgemm(
                CblasColMajor, CblasNoTrans, CblasNoTrans, inputs, n, outputs, 1, A.baseAddress, inputs,
                B.baseAddress, outputs, 0, C, inputs)
            }
          }
        }
      }
    }
  }

  /// Runs `body` with this number of OpenBLAS's own threads; another library keeps what it has.
  func withThreads<Result>(_ threads: Int, _ body: () -> Result) -> Result {
    let symbol = dlsym(dlopen(nil, RTLD_NOW), "openblas_set_num_threads")
    let set = symbol.map { unsafeBitCast($0, to: (@convention(c) (Int32) -> Void).self) }
    set?(Int32(threads))
    defer { set?(1) }
    return body()
  }
}
