import CKernels
import LinearAlgebra

/// The functions f of A = f(Z) that a hidden layer can have.
///
/// To add an activation: a case with its properties here, and its formula in CKernels/include/ActivationTable.h.
package enum Activation: String, CaseIterable, Sendable {
  case identity
  case relu
  /// Slope 0.01 below zero (Maas, Hannun and Ng, 2013).
  case leakyReLU = "leaky-relu"
  /// α = 1 (Clevert, Unterthiner and Hochreiter, 2016).
  case elu
  /// Klambauer et al., "Self-Normalizing Neural Networks" (2017).
  case selu
  /// x · Φ(x), by the error function (Hendrycks and Gimpel, 2016).
  case gelu
  /// x · sigmoid(x), also called swish (Elfwing, Uchibe and Doya, 2018).
  case silu
  /// x · tanh(softplus(x)) (Misra, 2020).
  case mish
  case softplus
  case tanh
  case sigmoid

  private var kernel: ActivationKernel {
    switch self {
    case .identity: ACTIVATION_IDENTITY
    case .relu: ACTIVATION_RELU
    case .leakyReLU: ACTIVATION_LEAKY_RELU
    case .elu: ACTIVATION_ELU
    case .selu: ACTIVATION_SELU
    case .gelu: ACTIVATION_GELU
    case .silu: ACTIVATION_SILU
    case .mish: ACTIVATION_MISH
    case .softplus: ACTIVATION_SOFTPLUS
    case .tanh: ACTIVATION_TANH
    case .sigmoid: ACTIVATION_SIGMOID
    }
  }

  /// Whether f′ has to be told from Z.
  ///
  /// Otherwise A tells it, and Z and A can share memory.
  package var needsZ: Bool {
    switch self {
    case .gelu, .silu, .mish: true
    case .identity, .relu, .leakyReLU, .elu, .selu, .softplus, .tanh, .sigmoid: false
    }
  }

  /// Whether f′ is zero wherever A is: then what dropout takes out of A takes itself out of E.
  var zeroOutputMeansZeroGradient: Bool {
    switch self {
    case .relu: true
    case .identity, .leakyReLU, .elu, .selu, .gelu, .silu, .mish, .softplus, .tanh, .sigmoid: false
    }
  }

  /// The initialization that keeps the variance of A from layer to layer.
  package var initialization: Initialization {
    switch self {
    case .relu, .leakyReLU, .elu, .gelu, .silu, .mish: .heNormal
    case .selu: .leCunNormal
    case .identity, .softplus, .tanh, .sigmoid: .glorotUniform
    }
  }

  /// Z ← Z + b for each column, A ← f(Z), or Z + α ⊙ (f(Z) − Z) where there are slopes α.
  ///
  /// Z and A are d × N and may be one matrix; b is d × 1, and so is α, or empty.
  package func apply(to Z: Matrix, plus b: Matrix, slopes: Matrix, into A: Matrix) {
    if slopes.count > 0 {
      Elementwise.activate(kernel, Z, plus: b, slopes: slopes, into: A)
    } else {
      Elementwise.activate(kernel, Z, plus: b, into: A)
    }
  }

  /// E ← E ⊙ f′(Z), or E ⊙ (1 + α ⊙ (f′(Z) − 1)) where there are slopes α; Z is then what changes α, before it is summed
  /// over the samples.
  ///
  /// E, Z and A are d × N, α is d × 1 or empty.
  package func applyDerivative(_ E: Matrix, Z: Matrix, A: Matrix, slopes: Matrix) {
    if slopes.count > 0 {
      Elementwise.applyDerivative(kernel, E, slopes: slopes, Z: Z)
    } else {
      Elementwise.applyDerivative(kernel, E, from: needsZ ? Z : A)
    }
  }
}
