import Glibc
import LinearAlgebra
import Network
import Training

/// The training step beside the sgemm calls it cannot do without, in one run.
///
/// Rounds alternate between floor and step, so that both see the same machine; each figure is the median
/// over the rounds, with the spread from the first to the third quartile.
@main
struct StepBenchmark {
  static let networks: [(widths: [Int], N: Int, activation: Activation)] = [
    ([4, 16, 3], 16, .relu),
    ([16, 64, 64, 1], 32, .relu),
    ([49, 128, 128, 3], 256, .relu),
    ([64, 256, 256, 10], 256, .relu),
    ([64, 256, 256, 10], 256, .tanh),
    ([64, 256, 256, 256, 1], 256, .relu),
    ([784, 512, 512, 10], 128, .relu),
    ([784, 2048, 2048, 10], 1024, .relu),
  ]
  static let rounds = 21

  static func main() {
    let blas = BLAS.current
    print(
      "BLAS: \(blas.library) \(blas.kernel ?? ""); Adam; medians of \(rounds) rounds [quartiles], µs a step")
    print("")
    print("| network (N) | threads | floor: sgemm alone | step | ratio |")
    print("|---|---|---|---|---|")
    let chosen = Array(CommandLine.arguments.dropFirst())
    for threads in [1, 2] {
      for network in networks where chosen.isEmpty || chosen.contains(name(network)) {
        print(row(network.widths, network.N, network.activation, threads: threads))
      }
    }
  }

  static func row(_ widths: [Int], _ N: Int, _ activation: Activation, threads: Int) -> String {
    var step = PreparedStep(widths: widths, N: N, activation: activation, threads: threads)
    let floor = Floor(widths: widths, N: N)
    // About 20 ms a round, at least one step.
    let once = microseconds(1) { step.run() }
    let count = max(1, min(20_000, Int(20_000 / max(once, 1))))
    var floors: [Double] = []
    var steps: [Double] = []
    for round in -2..<rounds {
      let b = floor.withThreads(threads) { microseconds(count) { floor.run() } }
      // OpenBLAS's threads look for work for 2²⁶ cycles after their last, on a core that the step needs.
      if threads > 1 { usleep(60_000) }
      _ = microseconds(2) { step.run() }
      let a = microseconds(count) { step.run() }
      if round >= 0 {
        floors.append(b)
        steps.append(a)
      }
    }
    let name = name((widths, N, activation))
    let ratios = zip(steps, floors).map { $0 / $1 }
    return "| \(name) | \(threads) | \(summary(floors)) | \(summary(steps)) | \(summary(ratios)) |"
  }

  /// As in `64-256-256-10:256`, `64-256-256-10:256:tanh`.
  static func name(_ network: (widths: [Int], N: Int, activation: Activation)) -> String {
    network.widths.map(String.init).joined(separator: "-") + ":\(network.N)"
      + (network.activation == .relu ? "" : ":\(network.activation.rawValue)")
  }

  static func microseconds(_ count: Int, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    let elapsed = clock.measure { for _ in 0..<count { body() } }
    return elapsed / .microseconds(1) / Double(count)
  }

  static func summary(_ values: [Double]) -> String {
    let sorted = values.sorted()
    func at(_ share: Double) -> String { short(sorted[Int(share * Double(sorted.count - 1) + 0.5)]) }
    return "\(at(0.5)) [\(at(0.25)), \(at(0.75))]"
  }

  /// Three digits or so.
  static func short(_ x: Double) -> String {
    if x >= 100 { return String(Int(x.rounded())) }
    let hundredths = Int((x * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

/// A step on random samples that stay in memory.
struct PreparedStep {
  private var step: Step
  private let examples: Examples
  private let order: [Int32]

  init(widths: [Int], N: Int, activation: Activation, threads: Int) {
    let parameters = Parameters(widths: widths)
    activation.initialization.fill(parameters, seed: 1)
    let outputs = widths[widths.count - 1]
    let loss = Loss(outputs == 1 ? .squaredError : .crossEntropy)
    let network = Network(parameters: parameters, activation: activation, loss: loss)
    var random = Random(seed: 1, stream: .split)
    let X = Matrix(rows: widths[0], columns: N, (0..<widths[0] * N).map { _ in random.normal() })
    let Y = Matrix(rows: 1, columns: N, (0..<N).map { _ in Float(random.below(outputs)) })
    examples = Examples(X: X, Y: Y)
    order = Array(0..<Int32(N))
    step = Step(for: network, optimizer: Optimizer(.adam), size: N, workers: Workers(threads: threads))
  }

  mutating func run() {
    _ = step.run(order[...], of: examples, rate: 1e-5)
  }
}
