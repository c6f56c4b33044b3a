import LinearAlgebra
import Training

extension TrainingData {
  /// A few letters that other data, or other folds of them, would not have, made of all numbers of training and
  /// validation rows (FNV-1a).
  var fingerprint: String {
    var hash = Fingerprint()
    for examples in [training, validation].compactMap({ $0 }) {
      for matrix in [examples.X, examples.Y, examples.weights] { hash.mix(matrix) }
    }
    for rows in folds?.validationRows ?? [] {
      hash.mix(rows.count)
      for row in rows { hash.mix(row) }
    }
    return hash.text
  }
}

private struct Fingerprint {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func mix(_ word: UInt32) { hash = (hash ^ UInt64(word)) &* 0x100_0000_01b3 }
  mutating func mix(_ number: Int) { mix(UInt32(truncatingIfNeeded: number)) }

  mutating func mix(_ matrix: Matrix) {
    mix(matrix.rows)
    mix(matrix.columns)
    for start in stride(from: 0, to: matrix.columns, by: 4096) {
      for x in matrix.columns(start..<min(start + 4096, matrix.columns)).elements { mix(x.bitPattern) }
    }
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
