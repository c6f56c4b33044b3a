import CKernels
import Glibc
import NeuralNetwork

/// The rules by which W moves against its gradient.
///
/// To add an optimizer for minibatches: a case with its properties here, coefficients in `OptimizerState.next` if it needs
/// others, and its formula in CKernels/include/OptimizerTable.h. A full-batch optimizer is a `TrainingAlgorithm`.
package struct Optimizer: Hashable, Codable, Sendable {
  package enum Method: String, CaseIterable, Codable, Sendable {
    case sgd
    case momentum
    case nesterov
    case rmsprop
    case adam
    /// Adam with decoupled weight decay; the others decay decoupled too, but only when asked.
    case adamw
    case nadam
    /// Takes all samples at once: see `LBFGS`.
    case lbfgs
    /// Takes all samples at once: see `LevenbergMarquardt`.
    case levenbergMarquardt = "levenberg-marquardt"

    /// Whether a step is one over all samples, whose length it finds by itself.
    package var isFullBatch: Bool {
      switch self {
      case .sgd, .momentum, .nesterov, .rmsprop, .adam, .adamw, .nadam: false
      case .lbfgs, .levenbergMarquardt: true
      }
    }

    /// Whether it has a first moment, or momentum, that decays by β₁.
    package var hasBeta1: Bool {
      switch self {
      case .momentum, .nesterov, .adam, .adamw, .nadam: true
      case .sgd, .rmsprop, .lbfgs, .levenbergMarquardt: false
      }
    }

    /// Whether it has a second moment, that decays by β₂.
    package var hasBeta2: Bool {
      switch self {
      case .rmsprop, .adam, .adamw, .nadam: true
      case .sgd, .momentum, .nesterov, .lbfgs, .levenbergMarquardt: false
      }
    }

    /// The memory that training takes, in single-precision copies of the parameters.
    package var copies: Int {
      switch self {
      // The parameters, the best so far, the gradient and two moments.
      case .sgd, .momentum, .nesterov, .rmsprop, .adam, .adamw, .nadam, .levenbergMarquardt: 5
      // Ten steps and changes of the gradient, and the current ones, in double precision.
      case .lbfgs: 55
      }
    }
  }

  package var name: Method
  /// The decay rate of the first moment: momentum, or β₁.
  package var beta1: Float
  /// The decay rate of the second moment, β₂.
  package var beta2: Float
  package var epsilon: Float = 1e-8
  /// Decoupled weight decay λ: W ← W − rate · λ · W.
  ///
  /// Biases do not decay.
  package var weightDecay: Float
  /// λ of embeddings of words, U ← U − rate · λ · U: what a word taught fades until it comes again, so that rare words, which
  /// teach little, stay near the average, and frequent ones move as far as they have reason to.
  package var embeddingDecay: Float
  /// λ of ½ λ ‖W‖², added to the loss.
  package var l2: Float = 0
  /// λ of λ ‖W‖₁, added to the loss.
  package var l1: Float = 0
  /// Levenberg–Marquardt's: whether it finds out itself, from the data, how much W and b decay.
  package var isBayesian: Bool
  package var parametrization = Parametrization.standard
  package var learningRateMultipliers = LearningRateMultipliers()
  /// The gradient is scaled down to this norm where it is longer; nil leaves it as it is.
  package var clipNorm: Float?

  /// An optimizer with its usual numbers.
  package init(_ name: Method) {
    self.name = name
    beta1 = 0.9
    beta2 = name == .rmsprop ? 0.99 : 0.999
    weightDecay = name == .adamw ? 0.01 : 0
    embeddingDecay = name == .adamw ? 20 : weightDecay
    isBayesian = name == .levenbergMarquardt
  }

  /// The learning rate to begin with where none is given.
  package var defaultLearningRate: Double {
    switch name {
    case .sgd: 0.1
    case .momentum, .nesterov: 0.02
    case .rmsprop, .adam, .adamw, .nadam: 0.001
    case .lbfgs, .levenbergMarquardt: 1
    }
  }

  /// The part of the learning rate at which a tensor moves, in a network of the widths d(0), …, d(L).
  func rate(of tensor: ParameterTensor, widths: [Int]) -> Float {
    parametrization.rate(of: tensor.kind, widths: widths, name) * learningRateMultipliers[tensor.group]
  }

  /// The same with so much of its decoupled weight decay.
  func decaying(_ share: Double) -> Optimizer {
    var result = self
    result.weightDecay *= Float(share)
    return result
  }

  var kernel: OptimizerKernel {
    switch name {
    case .sgd: OPTIMIZER_SGD
    case .momentum: OPTIMIZER_MOMENTUM
    case .nesterov: OPTIMIZER_NESTEROV
    case .rmsprop: OPTIMIZER_RMSPROP
    case .adam, .adamw: OPTIMIZER_ADAM
    case .nadam: OPTIMIZER_NADAM
    case .lbfgs, .levenbergMarquardt: preconditionFailure("no rule for minibatches")
    }
  }
}

/// The coefficients of one step, which differ by weight decay and penalties.
struct StepCoefficients {
  fileprivate let weights: OptimizerStep
  fileprivate let undecayed: OptimizerStep
  fileprivate let embeddings: OptimizerStep

  subscript(decay: ParameterDecay) -> OptimizerStep {
    switch decay {
    case .none: undecayed
    case .weights: weights
    case .embeddings: embeddings
    }
  }
}

/// What an optimizer remembers between steps: moments of the layout of the parameters, and the time.
package struct OptimizerState: Sendable {
  package let m: Parameters
  package let v: Parameters
  /// The number of steps taken, t.
  private(set) var t = 0
  /// NAdam's product of μ(1), …, μ(t).
  private var momentumProduct = 1.0

  /// Zero moments of these parameters.
  package init(of parameters: Parameters) {
    m = Parameters(like: parameters)
    v = Parameters(like: parameters)
  }

  /// Goes on after so many steps with the moments of then; false where these are of another layout.
  mutating func resume(_ optimizer: Optimizer, m: [Float], v: [Float], steps: Int) -> Bool {
    guard m.count == self.m.all.count, v.count == self.v.all.count else { return false }
    self.m.all.elements = m
    self.v.all.elements = v
    t = steps
    momentumProduct = 1
    if optimizer.name == .nadam {
      for t in 0..<steps { momentumProduct *= Self.momentum(optimizer, step: t + 1) }
    }
    return true
  }

  /// Dozat's schedule of NAdam's momentum: μ(t) = β₁ (1 − ½ · 0.96^(0.004 t)).
  private static func momentum(_ optimizer: Optimizer, step t: Int) -> Double {
    Double(optimizer.beta1) * (1 - 0.5 * pow(0.96, 0.004 * Double(t)))
  }

  /// Begins the next step, t, and gives its numbers: those for weights, for biases, and for embeddings.
  mutating func next(
    _ optimizer: Optimizer, rate: Double, gradientScale: Float
  ) -> StepCoefficients {
    t += 1
    let beta1 = Double(optimizer.beta1)
    let beta2 = Double(optimizer.beta2)
    var b = OptimizerStep()
    b.rate = Float(rate)
    b.gradient_scale = gradientScale
    b.beta1 = optimizer.beta1
    b.beta2 = optimizer.beta2
    b.epsilon = optimizer.epsilon
    b.second = Float(1 / (1 - pow(beta2, Double(t))).squareRoot())
    switch optimizer.name {
    case .sgd, .momentum, .nesterov, .rmsprop, .lbfgs, .levenbergMarquardt: break
    case .adam, .adamw: b.first = Float(1 / (1 - pow(beta1, Double(t))))
    case .nadam:
      let now = Self.momentum(optimizer, step: t)
      let next = Self.momentum(optimizer, step: t + 1)
      momentumProduct *= now
      b.first = Float(next / (1 - momentumProduct * next))
      b.gradient = Float((1 - now) / (1 - momentumProduct))
    }
    var W = b
    W.decay = Float(rate) * optimizer.weightDecay
    W.l2 = optimizer.l2
    W.l1 = optimizer.l1
    var U = W
    U.decay = min(1, Float(rate) * optimizer.embeddingDecay)
    return StepCoefficients(weights: W, undecayed: b, embeddings: U)
  }
}
