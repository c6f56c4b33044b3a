import NetworkInputs
import NeuralNetwork
import Testing

struct ParameterBlockTests {
  @Test("what has no biases has an empty block of them")
  func noBiases() {
    let inputs = InputLayout([.dense(2), .oneHot(9)])
    let parameters = Parameters(inputs: inputs, widths: [3, 1], heads: 2)
    for kind in [ParameterKind.factors, .lookup(0)] {
      #expect(ParameterBlock(kind, of: parameters).b.count == 0)
    }
    #expect(ParameterBlock(.layer(1, columns: 1..<3), of: parameters).b.count == 2)
  }
}
