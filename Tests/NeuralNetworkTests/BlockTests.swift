import NetworkInputs
import NeuralNetwork
import Testing

struct BlockTests {
  @Test("what has no biases has an empty block of them")
  func noBiases() {
    let inputs = Inputs([.plain(2), .oneHot(9)])
    let parameters = Parameters(inputs: inputs, widths: [3, 1], heads: 2)
    for place in [Block.Place.factors, .lookup(0)] { #expect(Block(place, of: parameters).b.count == 0) }
    #expect(Block(.layer(1, columns: 1..<3), of: parameters).b.count == 2)
  }
}
