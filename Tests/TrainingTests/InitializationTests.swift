import LinearAlgebra
import Network
import Testing
import Training

struct InitializationTests {
  /// A thousand are within a tenth of what is expected of them.
  @Test("frequencies begin with a deviation of 0.1, and phases even on a turn")
  func periodic() {
    let count = 1000
    let parameters = Parameters(inputs: Inputs([.periodic(frequencies: count, size: 3)]), widths: [4, 1])
    Initialization.heNormal.fill(parameters, seed: 1)
    func deviation(_ values: ArraySlice<Float>) -> Float {
      (values.reduce(0) { $0 + $1 * $1 } / Float(values.count)).squareRoot()
    }
    let P = parameters.P[0].elements
    #expect(abs(deviation(P[..<count]) / 0.1 - 1) < 0.1)
    #expect(abs(deviation(P[count...]) / (.pi / Float(3).squareRoot()) - 1) < 0.1)
    #expect(P[count...].allSatisfy { abs($0) <= .pi })
  }
}
