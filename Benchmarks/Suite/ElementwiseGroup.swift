import CKernels
import Glibc
import LinearAlgebra
import NeuralNetwork
import Training

/// The loops over elements, ns an element, beside the C library's function for one element at a time.
enum ElementwiseGroup {
  static let rows = 256
  static let columns = 256

  static func run(_ report: (Figure) -> Void) {
    let Z = Matrix(rows: rows, columns: columns)
    let A = Matrix(rows: rows, columns: columns)
    let b = Matrix(rows: rows, columns: 1, repeating: 0.01)
    let none = Matrix(rows: 0, columns: 1)
    var random = RandomStream(seed: 1, stream: .split)
    Z.elements = (0..<Z.count).map { _ in random.normal() }
    for activation in Activation.allCases {
      measure("\(activation.rawValue) forward", report) {
        activation.apply(to: Z, plus: b, slopes: none, into: A)
      }
      measure("\(activation.rawValue) backward", report) {
        activation.applyDerivative(A, Z: Z, A: Z, slopes: none)
      }
    }
    let (W, dW, m, v) = (Z.copy(), Z.copy(), Z.copy(), Matrix(rows: rows, columns: columns, repeating: 1))
    for optimizer in [(OPTIMIZER_SGD, "sgd"), (OPTIMIZER_ADAM, "adam")] {
      var step = OptimizerStep()
      (step.rate, step.gradient_scale, step.beta1, step.beta2) = (1e-9, 1, 0.9, 0.999)
      (step.first, step.second, step.epsilon) = (1, 1, 1e-8)
      measure("\(optimizer.1) update", report) { Elementwise.update(optimizer.0, W, dW, m, v, step) }
    }
    let x = Z.elements
    var sink: Float = 0
    measure("tanhf, one at a time", report) { for z in x { sink += tanhf(z) } }
    measure("expf, one at a time", report) { for z in x { sink += expf(z) } }
    if sink == 42 { print("") }
  }

  private static func measure(_ name: String, _ report: (Figure) -> Void, _ body: @escaping () -> Void) {
    let times = alternating(rounds: 15, [{ seconds(20, body) * 1e9 / Double(rows * columns) }])
    report(Figure("elementwise", name, threads: 1, unit: "ns", times[0]))
  }
}
