import LinearAlgebra
import NeuralNetwork
import Parallel

/// L-BFGS (Nocedal and Wright, "Numerical Optimization", 2nd edition, 2006, chapter 7): steps along −H ∂F/∂w, where H
/// approximates the inverse of the Hessian from the changes of the gradient over the last steps.
package struct LBFGS: TrainingAlgorithm {
  /// The number of steps that H is made of.
  private static let memory = 10
  /// Converged if no partial derivative is larger.
  private static let flatGradient = 1e-6
  /// Converged after so many steps in a row that reduce F by less than this share of it.
  private static let minimumGain = 1e-9
  private static let maximumIdleSteps = 3

  /// A step s, the change y of the gradient, and 1 / yᵀs.
  private struct Pair {
    let s: [Double]
    let y: [Double]
    let rho: Double

    init(s: [Double], y: [Double]) {
      (self.s, self.y) = (s, y)
      rho = 1 / dot(y, s)
    }
  }

  private let objective: Objective
  private let samples: Int
  private var w: [Double]
  private var value: Objective.Value
  private var pairs: [Pair] = []
  private var idle = 0
  package private(set) var hasConverged = false

  package init(for network: Network, _ examples: LabeledSamples, optimizer: Optimizer, workers: ThreadPool) {
    let l2 = Double(optimizer.l2 + optimizer.weightDecay)
    objective = Objective(for: network, examples, l2: l2, workers: workers)
    samples = examples.count
    w = network.parameters.all.elements.map { Double($0) }
    value = objective.value(at: w)
  }

  /// Takes a step with all samples.
  package mutating func run(
    _ indices: ArraySlice<Int32>, of examples: LabeledSamples, rate: Double,
    regularization: RegularizationScale
  ) -> Double {
    precondition(indices.count == samples, "a step takes all samples")
    let gradient = value.gradient
    let largest = gradient.reduce(0) { max($0, abs($1)) }
    guard largest > Self.flatGradient else {
      hasConverged = true
      return value.loss * Double(samples)
    }
    let direction = descent(gradient)
    let (origin, objective) = (w, objective)
    let start = LineSearch.Point(
      step: 0, value: value.objective, slope: dot(direction, gradient), detail: value)
    let first = pairs.isEmpty ? min(1, 1 / dot(gradient, gradient).squareRoot()) : 1
    let found = LineSearch().search(from: start, first: first) { step in
      let value = objective.value(at: sum(origin, direction, times: step))
      return .init(
        step: step, value: value.objective, slope: dot(direction, value.gradient), detail: value)
    }
    if let found {
      move(by: found.step, along: direction, to: found.detail)
    } else {
      // H may mislead; without it nothing is left to try.
      hasConverged = pairs.isEmpty
      pairs = []
    }
    self.objective.network.parameters.all.elements = w.map { Float($0) }
    return value.loss * Double(samples)
  }

  package var snapshot: OptimizerSnapshot {
    var snapshot = OptimizerSnapshot(
      numbers: ["idle": Double(idle), "converged": hasConverged ? 1 : 0], doubles: ["w": w])
    for (k, pair) in pairs.enumerated() {
      snapshot.doubles["s.\(k)"] = pair.s
      snapshot.doubles["y.\(k)"] = pair.y
    }
    return snapshot
  }

  package mutating func resume(_ snapshot: OptimizerSnapshot, steps: Int) -> Bool {
    let count = snapshot.doubles.count / 2
    guard let idle = snapshot.numbers["idle"], (0...Double(Self.maximumIdleSteps)).contains(idle),
      let converged = snapshot.numbers["converged"], let w = snapshot.doubles["w"], w.count == self.w.count,
      snapshot.doubles.count == 2 * count + 1, count <= Self.memory
    else { return false }
    var pairs: [Pair] = []
    for k in 0..<count {
      guard let s = snapshot.doubles["s.\(k)"], let y = snapshot.doubles["y.\(k)"], s.count == w.count,
        y.count == w.count
      else { return false }
      pairs.append(Pair(s: s, y: y))
    }
    (self.idle, self.w, self.pairs, hasConverged) = (Int(idle), w, pairs, converged != 0)
    value = objective.value(at: w)
    return true
  }

  private mutating func move(by step: Double, along direction: [Double], to found: Objective.Value) {
    let s = direction.map { step * $0 }
    let y = sum(found.gradient, value.gradient, times: -1)
    let ys = dot(y, s)
    if ys > 1e-10 * dot(y, y) {
      if pairs.count == Self.memory { pairs.removeFirst() }
      pairs.append(Pair(s: s, y: y))
    }
    let gain = value.objective - found.objective
    idle = gain < Self.minimumGain * max(abs(value.objective), 1e-9) ? idle + 1 : 0
    hasConverged = idle >= Self.maximumIdleSteps
    w = sum(w, s, times: 1)
    value = found
  }

  /// −H · gradient, by the two loops of algorithm 7.4.
  private func descent(_ gradient: [Double]) -> [Double] {
    var q = gradient
    var alphas: [Double] = []
    for pair in pairs.reversed() {
      let alpha = pair.rho * dot(pair.s, q)
      q = sum(q, pair.y, times: -alpha)
      alphas.append(alpha)
    }
    if let last = pairs.last {
      let scale = 1 / (last.rho * dot(last.y, last.y))
      for i in q.indices { q[i] *= scale }
    }
    for (pair, alpha) in zip(pairs, alphas.reversed()) {
      q = sum(q, pair.s, times: alpha - pair.rho * dot(pair.y, q))
    }
    return q.map { -$0 }
  }
}

private func dot(_ x: [Double], _ y: [Double]) -> Double {
  var total = 0.0
  for i in x.indices { total += x[i] * y[i] }
  return total
}

/// x + factor · y.
private func sum(_ x: [Double], _ y: [Double], times factor: Double) -> [Double] {
  var result = x
  for i in result.indices { result[i] += factor * y[i] }
  return result
}
