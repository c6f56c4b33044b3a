import Glibc
import LinearAlgebra
import NeuralNetwork
import Parallel
import Training

/// The training step beside the sgemm calls that it cannot do without.
enum StepGroup {
  typealias Shape = (widths: [Int], N: Int, activation: Activation)

  static let shapes: [Shape] = [
    ([4, 16, 3], 16, .relu),
    ([16, 64, 64, 1], 32, .relu),
    ([49, 128, 128, 3], 256, .relu),
    ([64, 256, 256, 10], 256, .relu),
    ([64, 256, 256, 10], 256, .tanh),
    ([64, 256, 256, 256, 1], 256, .relu),
    ([784, 512, 512, 10], 128, .relu),
    ([784, 2048, 2048, 10], 1024, .relu),
  ]

  static func run(_ choice: Choice, _ report: (Figure) -> Void) {
    for threads in choice.threads {
      for shape in shapes where choice.includes(name(shape)) {
        measure(shape, threads: threads, rounds: choice.rounds ?? 21, report)
      }
    }
  }

  static func measure(_ shape: Shape, threads: Int, rounds: Int, _ report: (Figure) -> Void) {
    var step = PreparedStep(shape, threads: threads)
    let floor = Floor(widths: shape.widths, N: shape.N)
    // About 20 ms a round, at least one step.
    step.run()
    let count = max(1, min(20_000, Int(0.02 / max(seconds { step.run() }, 1e-6))))
    let times = alternating(
      rounds: rounds,
      [
        { floor.withThreads(threads) { seconds(count) { floor.run() } } },
        {
          // OpenBLAS's threads look for work for a while after their last, on a core that the step needs.
          if threads > 1 { usleep(60_000) }
          step.run()
          return seconds(count) { step.run() }
        },
      ])
    let (floors, steps) = (times[0].map { $0 * 1e6 }, times[1].map { $0 * 1e6 })
    report(Figure("step", "sgemm alone, \(name(shape))", threads: threads, unit: "µs", floors))
    report(Figure("step", "step, \(name(shape))", threads: threads, unit: "µs", steps, against: floors))
  }

  /// As in `64-256-256-10 N=256`, `64-256-256-10 N=256 tanh`.
  static func name(_ shape: Shape) -> String {
    shape.widths.map(String.init).joined(separator: "-") + " N=\(shape.N)"
      + (shape.activation == .relu ? "" : " \(shape.activation.rawValue)")
  }
}

/// A step of Adam on random samples that stay in memory.
struct PreparedStep {
  private var step: MinibatchStep
  private let examples: LabeledSamples
  private let order: [Int32]

  init(_ shape: StepGroup.Shape, threads: Int) {
    let (widths, N) = (shape.widths, shape.N)
    let parameters = Parameters(widths: widths)
    shape.activation.initialization.fill(parameters, seed: 1)
    let outputs = widths[widths.count - 1]
    let loss = Loss(outputs == 1 ? .squaredError : .crossEntropy)
    let network = Network(parameters: parameters, activation: shape.activation, loss: loss)
    var random = RandomStream(seed: 1, stream: .split)
    let X = Matrix(rows: widths[0], columns: N, (0..<widths[0] * N).map { _ in random.normal() })
    let Y = Matrix(rows: 1, columns: N, (0..<N).map { _ in Float(random.below(outputs)) })
    examples = LabeledSamples(X: X, Y: Y)
    order = Array(0..<Int32(N))
    step = MinibatchStep(
      for: network, optimizer: Optimizer(.adam), size: N, workers: ThreadPool(threads: threads))
  }

  mutating func run() { _ = step.run(order[...], of: examples, rate: 1e-5) }
}
