import LinearAlgebra
import NeuralNetwork
import Testing

struct LossTests {
  @Test("two classes have one output with a binary loss, otherwise one each")
  func outputs() {
    #expect(Loss(.binaryCrossEntropy).outputs(forClasses: 2) == 1)
    #expect([2, 3, 4].map(Loss(.hinge).outputs) == [1, 3, 4])
    #expect([2, 3].map(Loss(.crossEntropy).outputs) == [2, 3])
  }

  @Test("a loss has its default parameter if none is given")
  func parameters() {
    #expect(
      Loss(.quantile).parameter == 0.5 && Loss(.huber).parameter == 1 && Loss(.crossEntropy).parameter == 0)
    #expect(Loss(.quantile, parameter: 0.9).parameter == 0.9)
  }

  @Test("a parameter is valid in the range of its loss")
  func validity() {
    for (loss, isValid) in [
      (Loss(.quantile, parameter: 0.9), true), (Loss(.quantile, parameter: 1), false),
      (Loss(.quantile, parameter: 1.5), false), (Loss(.quantile, parameter: 0), false),
      (Loss(.huber, parameter: 0.1), true), (Loss(.huber, parameter: 0), false),
      (Loss(.huber, parameter: .infinity), false), (Loss(.crossEntropy, parameter: 0), true),
      (Loss(.crossEntropy, parameter: 1), false), (Loss(.binaryCrossEntropy, parameter: 0.5), true),
      (Loss(.binaryCrossEntropy, parameter: -0.1), false), (Loss(.hinge, parameter: .nan), false),
      (Loss(.squaredError), true),
    ] {
      #expect(loss.isValid == isValid, "\(loss)")
    }
  }

  @Test("the class with the highest score is predicted, of equal ones the first")
  func predictedClass() {
    for (scores, expected) in [
      ([0.2, 0.5, 0.3], 1), ([0.2, 0.4, 0.4], 1), ([0.3, 0.3, 0.3], 0), ([0, 0.1, 0.9], 2),
    ] as [([Float], Int)] {
      let P = Matrix(rows: 3, columns: 1, scores)
      #expect(Loss(.crossEntropy).predictedClass(P, sample: 0) == expected)
      #expect(Loss(.hinge).predictedClass(P, sample: 0) == expected)
    }
  }

  @Test("the second of two classes is predicted above the boundary: a probability of 0.5, a margin of 0")
  func boundary() {
    let P = Matrix(rows: 1, columns: 5, [-1, 0, 0.25, 0.5, 0.75])
    #expect((0..<5).map { Loss(.binaryCrossEntropy).predictedClass(P, sample: $0) } == [0, 0, 0, 0, 1])
    #expect((0..<5).map { Loss(.hinge).predictedClass(P, sample: $0) } == [0, 0, 1, 1, 1])
  }
}
