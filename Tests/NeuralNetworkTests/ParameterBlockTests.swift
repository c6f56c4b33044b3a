import LinearAlgebra
import NetworkInputs
import NeuralNetwork
import Testing

struct ParameterBlockTests {
  static let inputs = InputLayout([.dense(2), .oneHot(9), .periodic(frequencies: 2, size: 3)])

  @Test(
    "biases come along with their columns of W, frequencies with their embedding, and nothing with other tensors"
  )
  func windows() {
    let parameters = Parameters(
      inputs: Self.inputs, widths: [3, 1], Architecture(heads: 2, isParametric: true))
    func windows(_ kind: ParameterKind, _ columns: Range<Int>? = nil) -> [ParameterKind: Int] {
      let block = ParameterBlock(kind, columns: columns, of: parameters)
      return Dictionary(block.windows.map { ($0.kind, $0.matrix.count) }) { $0 + $1 }
    }
    #expect(windows(.weights(1), 1..<3) == [.weights(1): 10, .biases(1): 2])
    #expect(windows(.weights(2)) == [.weights(2): 6, .biases(2): 2])
    #expect(windows(.embedding(0)) == [.embedding(0): 9, .periods(0): 4])
    #expect(windows(.lookupWeights(0)) == [.lookupWeights(0): 27])
    #expect(windows(.inputScales) == [.inputScales: 10] && windows(.slopes(1)) == [.slopes(1): 3])
  }

  @Test(
    "the blocks of a gradient cover all parameters once", arguments: ParameterLayoutTests.layouts, [1, 4])
  func blocks(_ layout: ParameterLayout, threads: Int) {
    let network = Network(parameters: Parameters(layout), activation: .tanh, loss: Loss(.squaredError))
    let gradient = Gradient(
      for: network, samples: 40, tiling: Tiling(for: network, samples: 40, threads: threads))
    for block in gradient.blocks {
      for (_, matrix) in block.windows { Elementwise.add(matrix.ones, to: matrix) }
    }
    #expect(gradient.parameters.all.elements.allSatisfy { $0 == 1 })
    #expect(gradient.tasks.flatMap { $0 } == Array(gradient.blocks.indices))
  }
}

extension Matrix {
  fileprivate var ones: Matrix { Matrix(rows: rows, columns: columns, repeating: 1) }
}
