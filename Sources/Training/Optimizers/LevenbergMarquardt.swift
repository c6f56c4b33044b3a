import Factorization
import LinearAlgebra
import NeuralNetwork
import Parallel

/// Levenberg–Marquardt (Hagan and Menhaj, 1994), for the squared error of small networks.
///
/// It minimizes F(w) = ‖r‖² + ρ ‖w‖², where w are all P parameters and r all errors √weight · (z − y). Where the errors
/// are almost linear in w, with the Jacobian J = ∂r/∂w, the step δ of
///
///     (JᵀJ + (ρ + λ) I) δ = −(Jᵀr + ρ w)
///
/// leads to the minimum at once. The damping λ keeps the step where they are: it becomes a tenth after each step that
/// reduces F, and ten times as large after one that does not, which is taken back.
///
/// With Bayesian regularization (MacKay, "Bayesian interpolation", 1992; Foresee and Hagan, 1997) ρ = α / β is
/// estimated from the data: they determine γ = P − ρ · tr (JᵀJ + ρI)⁻¹ parameters, and ρ, the variance of the noise
/// over that of the parameters, is γ / (n − γ) · ‖r‖² / ‖w‖² for n errors.
package struct LevenbergMarquardt: TrainingAlgorithm {
  private let network: Network
  private let examples: LabeledSamples
  private let workers: ThreadPool
  private let isBayesian: Bool
  private let blocks: FullBatchBlocks
  private let evaluator: LossEvaluator
  /// Jᵀ of a block, (P + 1) × samples: the last row holds the errors r, so that one product yields JᵀJ and Jᵀr.
  private let J: Matrix
  private var gram: GramMatrix
  private var isLinearized = false
  private var lambda: Double?
  private var rho: Double
  private var errors: Double
  /// The number of steps in a row that reduced F by almost nothing.
  private var idle = 0
  package private(set) var hasConverged = false
  /// The effective number of parameters, γ; nil before it is known, and without Bayesian regularization.
  package private(set) var effectiveParameters: Double?

  /// The maximum number of parameters: JᵀJ, in double precision, and its factor then take 400 MB, and a step a few
  /// seconds.
  package static let maximumParameters = 5000
  /// The maximum of errors times parameters², about the multiplications of a step: a minute or less, so that it can be
  /// interrupted.
  package static let maximumWork = 1e11

  package init(for network: Network, _ examples: LabeledSamples, optimizer: Optimizer, workers: ThreadPool) {
    precondition(network.loss.name == .squaredError, "the loss is not a sum of squares")
    let P = network.parameters.all.count
    self.network = network
    self.examples = examples
    self.workers = workers
    isBayesian = optimizer.isBayesian
    blocks = FullBatchBlocks(for: network, examples, size: Self.blockSize)
    evaluator = LossEvaluator(network, examples, workers: workers)
    J = Matrix(rows: P + 1, columns: blocks.ranges[0].count)
    gram = GramMatrix(order: P + 1)
    // Other optimizers minimize ½ Σ r² / N + ½ λ ‖w‖².
    rho = Double(optimizer.weightDecay + optimizer.l2) * Double(examples.count)
    errors = 2 * evaluator.totalLoss()
  }

  /// The samples whose derivatives are in memory at a time.
  private static let blockSize = 256

  /// Attempts a step with all samples.
  package mutating func run(
    _ indices: ArraySlice<Int32>, of examples: LabeledSamples, rate: Double,
    regularization: RegularizationScale
  ) -> Double {
    precondition(indices.count == self.examples.count, "a step takes all samples")
    if !isLinearized { linearize() }
    let w = network.parameters.all.elements
    let P = w.count
    let gradient = (0..<P).map { gram[P, $0] + rho * Double(w[$0]) }
    let damping = lambda ?? Self.firstDamping * largestDiagonal
    guard let factor = Cholesky(gram, order: P, shift: rho + damping) else {
      return reject(damping)
    }
    let step = factor.solve(gradient)
    network.parameters.all.elements = (0..<P).map { Float(Double(w[$0]) - step[$0]) }
    let trial = 2 * evaluator.totalLoss()
    let before = errors + rho * Self.squares(w)
    let after = trial + rho * Self.squares(network.parameters.all.elements)
    guard after < before else {
      network.parameters.all.elements = w
      return reject(damping)
    }
    idle = before - after < Self.minimumGain * before ? idle + 1 : 0
    hasConverged = idle >= Self.maximumIdleSteps
    errors = trial
    lambda = max(damping / 10, Self.minimumDamping * largestDiagonal)
    isLinearized = false
    return errors / 2
  }

  package var snapshot: OptimizerSnapshot {
    var snapshot = OptimizerSnapshot(numbers: [
      "rho": rho, "idle": Double(idle), "converged": hasConverged ? 1 : 0, "linearized": isLinearized ? 1 : 0,
    ])
    snapshot.numbers["lambda"] = lambda
    snapshot.numbers["gamma"] = effectiveParameters
    return snapshot
  }

  package mutating func resume(_ snapshot: OptimizerSnapshot, steps: Int) -> Bool {
    let numbers = snapshot.numbers
    guard let rho = numbers["rho"], let idle = numbers["idle"], let converged = numbers["converged"],
      let linearized = numbers["linearized"], (0...Double(Self.maximumIdleSteps)).contains(idle)
    else { return false }
    (self.rho, self.idle, hasConverged) = (rho, Int(idle), converged != 0)
    (lambda, effectiveParameters) = (numbers["lambda"], numbers["gamma"])
    errors = 2 * evaluator.totalLoss()
    guard errors.isFinite else { return false }
    isLinearized = linearized != 0
    if isLinearized { differentiate() }
    return true
  }

  /// λ in units of the largest diagonal element of JᵀJ.
  private static let firstDamping = 1e-3
  private static let minimumDamping = 1e-15
  private static let maximumDamping = 1e6
  /// Converged after so many steps in a row that reduce F by less than this share of it.
  private static let minimumGain = 1e-6
  private static let maximumIdleSteps = 10

  private mutating func reject(_ damping: Double) -> Double {
    lambda = damping * 10
    hasConverged = damping > Self.maximumDamping * largestDiagonal
    return errors / 2
  }

  private var largestDiagonal: Double {
    (0..<gram.order - 1).reduce(1e-30) { max($0, gram[$1, $1]) }
  }

  private static func squares(_ w: [Float]) -> Double { w.reduce(0) { $0 + Double($1) * Double($1) } }

  /// Computes JᵀJ and Jᵀr at w, and ρ from them.
  private mutating func linearize() {
    differentiate()
    isLinearized = true
    if isBayesian { weighEvidence() }
  }

  private mutating func differentiate() {
    gram.reset()
    let P = gram.order - 1
    let L = network.widths.count - 1
    for range in blocks.ranges {
      let pass = blocks.pass(range, of: examples)
      let roots = Matrix(rows: 1, columns: range.count, pass.weights.elements.map { $0.squareRoot() })
      for tile in pass.tiles { network.forward(tile) }
      let J = J.columns(0..<range.count)
      for k in 0..<network.widths[L] {
        for tile in pass.tiles {
          network.jacobian(
            tile, output: k, factors: roots.columns(tile.columns), into: J.columns(tile.columns))
        }
        for n in 0..<range.count { J[P, n] = roots[0, n] * (pass.A[L][k, n] - pass.Y[k, n]) }
        gram.add(J, on: workers)
      }
    }
  }

  private mutating func weighEvidence() {
    let P = gram.order - 1
    let n = Double(examples.count * network.widths[network.widths.count - 1])
    let w = Self.squares(network.parameters.all.elements)
    // ρ is large at first: with a small one the network fits the noise, which then passes for signal.
    var gamma = min(Double(P), n / 2)
    if rho > 0, let factor = Cholesky(gram, order: P, shift: rho) {
      gamma = min(max(Double(P) - rho * factor.diagonalOfInverse().reduce(0, +), 0), n * 0.999)
      effectiveParameters = gamma
    }
    rho = gamma / (n - gamma) * errors / max(w, 1e-30)
  }
}
