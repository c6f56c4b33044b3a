import LinearAlgebra
import NeuralNetwork
import Parallel

/// The loss of a network over all samples, as a function of all its parameters w:
/// F(w) = 1/N · Σ w(n) · l(n) + ½ λ ‖W‖², without the biases in ‖W‖.
struct Objective {
  struct Value {
    var objective: Double
    /// The same without ½ λ ‖W‖².
    var loss: Double
    /// ∂F/∂w, in the order of `Parameters.all`.
    var gradient: [Double]
  }

  let network: Network
  private let examples: LabeledSamples
  private let workers: ThreadPool
  private let l2: Double
  private let blocks: FullBatchBlocks
  /// The gradient of a full block, and of the last.
  private let full: Gradient
  private let rest: Gradient
  /// The places of W among the parameters: all but biases.
  private let weights: [Range<Int>]

  init(for network: Network, _ examples: LabeledSamples, l2: Double, workers: ThreadPool) {
    self.network = network
    self.examples = examples
    self.workers = workers
    self.l2 = l2
    blocks = FullBatchBlocks(for: network, examples, size: Self.blockSize, threads: workers.threads)
    full = Gradient(for: network, samples: blocks.ranges[0].count, tiling: blocks.fullTiling)
    rest = Gradient(
      for: network, samples: blocks.ranges[blocks.ranges.count - 1].count, tiling: blocks.restTiling)
    weights = network.parameters.layout.tensors.filter { $0.decay != .none }.map(\.range)
  }

  private static let blockSize = 2048

  /// F and its gradient at w, which become the network's parameters, rounded.
  func value(at w: [Double]) -> Value {
    network.parameters.all.elements = w.map { Float($0) }
    network.refresh()
    var gradient = [Double](repeating: 0, count: w.count)
    var total = 0.0
    for range in blocks.ranges {
      let pass = blocks.pass(range, of: examples)
      let part = range.count == blocks.ranges[0].count ? full : rest
      compute(pass, part)
      total += Elementwise.sum(pass.losses) / Double(network.heads)
      for (i, x) in part.parameters.all.elements.enumerated() { gradient[i] += Double(x) }
    }
    let loss = total / Double(examples.count)
    var squares = 0.0
    if l2 > 0 {
      for i in weights.joined() {
        squares += w[i] * w[i]
        gradient[i] += l2 * w[i]
      }
    }
    return Value(objective: loss + l2 / 2 * squares, loss: loss, gradient: gradient)
  }

  private func compute(_ pass: PassBuffers, _ gradient: Gradient) {
    let (network, N) = (network, examples.count)
    workers.run(pass.tiles.count) { k in
      let tile = pass.tiles[k]
      network.forward(tile)
      network.evaluate(tile, of: N)
      network.backward(tile)
      gradient.compute(tile, of: pass)
    }
    workers.run(gradient.tasks.count) { k in
      for block in gradient.tasks[k] { gradient.compute(gradient.blocks[block], of: pass) }
    }
  }
}
