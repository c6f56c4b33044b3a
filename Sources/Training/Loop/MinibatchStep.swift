import CKernels
import LinearAlgebra
import NeuralNetwork
import Parallel

/// One step of training: a minibatch forward and back, and W and b moved.
///
/// Nothing is allocated.
///
/// In the first phase a task is a tile of samples, which goes forward through all layers, through the
/// loss and back, and in networks that are not big gives its part of the gradient. In the second it is a block
/// of a dW over all samples, or the sum of its parts, or the columns of V of one lookup, with the update of that block
/// right behind it, while it is in cache. Clipping needs the norm of the whole gradient, and makes the
/// update a phase of its own. Tasks depend on the shapes alone, so any number of threads gives the same bits.
package struct MinibatchStep {
  private let network: Network
  private let optimizer: Optimizer
  private let workers: ThreadPool
  private var dropout: Dropout
  private var state: OptimizerState
  private var average: WeightEMA?
  private let full: StepWorkspace
  private let rest: StepWorkspace?

  /// Prepares for minibatches of `size` samples and, if it is not 0, of `rest` samples.
  ///
  /// Each step goes into `average`, where there is one.
  package init(
    for network: Network, optimizer: Optimizer, dropout: Dropout = .none, average: WeightEMA? = nil,
    size: Int, rest: Int = 0, workers: ThreadPool
  ) {
    self.network = network
    self.optimizer = optimizer
    self.dropout = dropout
    self.average = average
    self.workers = workers
    state = OptimizerState(of: network.parameters)
    let threads = workers.threads
    let tiling = Tiling(for: network, samples: size, threads: threads)
    let pass = PassBuffers(for: network, samples: size, tiling: tiling)
    full = StepWorkspace(
      pass, Gradient(for: network, samples: size, tiling: tiling), network.parameters, state, average,
      optimizer)
    if rest == 0 {
      self.rest = nil
    } else {
      let tiling = Tiling(for: network, samples: rest, threads: threads)
      self.rest = StepWorkspace(
        pass.prefix(rest, tiling: tiling), Gradient(for: network, samples: rest, tiling: tiling),
        network.parameters, state, average, optimizer)
    }
  }

  /// Learns from the samples with these indices at this learning rate.
  ///
  /// Returns the sum of their losses.
  package mutating func run(
    _ indices: ArraySlice<Int32>, of examples: LabeledSamples, rate: Double,
    regularization: RegularizationScale
  ) -> Double {
    let memory = indices.count == full.pass.N ? full : rest ?? full
    precondition(indices.count == memory.pass.N, "a minibatch of a size that was not prepared")
    dropout.advance(strength: regularization.dropout)
    let (network, optimizer, dropout) = (network, optimizer.decaying(regularization.weightDecay), dropout)
    let pass = memory.pass
    let gradient = memory.gradient

    workers.run(pass.tiles.count) { task in
      let tile = pass.tiles[task]
      let members = indices[
        indices.startIndex + tile.samples.lowerBound..<indices.startIndex + tile.samples.upperBound]
      Elementwise.gather(members, of: examples.X, into: tile.X)
      Elementwise.gather(members, of: examples.Y, into: tile.Y, heads: network.heads)
      Elementwise.gather(members, of: examples.weights, into: tile.weights, heads: network.heads)
      network.forward(tile, dropout: dropout)
      network.evaluate(tile, of: pass.N)
      network.backward(tile, dropout: dropout)
      gradient.compute(tile, of: pass, dropout: dropout)
    }

    let share = average?.next()
    let blocks = gradient.blocks
    let tasks = gradient.tasks
    if let longest = optimizer.clipNorm {
      workers.run(tasks.count) { task in
        for k in tasks[task] { gradient.compute(blocks[k], of: pass, dropout: dropout) }
      }
      let norm = Elementwise.sumOfSquares(gradient.parameters.all).squareRoot()
      let numbers = state.next(optimizer, rate: rate, gradientScale: min(1, longest / (Float(norm) + 1e-6)))
      workers.run(tasks.count) { task in
        for k in tasks[task] { memory.updates[k].apply(optimizer, numbers, to: network, share: share) }
      }
    } else {
      let numbers = state.next(optimizer, rate: rate, gradientScale: 1)
      workers.run(tasks.count) { task in
        for k in tasks[task] {
          gradient.compute(blocks[k], of: pass, dropout: dropout)
          memory.updates[k].apply(optimizer, numbers, to: network, share: share)
        }
      }
    }
    return Elementwise.sum(pass.losses) / Double(network.heads)
  }

  package var snapshot: OptimizerSnapshot {
    OptimizerSnapshot(singles: ["m": state.m.all.elements, "v": state.v.all.elements])
  }

  package mutating func resume(_ snapshot: OptimizerSnapshot, steps: Int) -> Bool {
    guard snapshot.singles.count == 2, let m = snapshot.singles["m"], let v = snapshot.singles["v"],
      state.resume(optimizer, m: m, v: v, steps: steps)
    else { return false }
    dropout.step = UInt32(truncatingIfNeeded: steps)
    average?.resume(steps: steps)
    return true
  }

  /// What steps with minibatches of one size work in.
  private struct StepWorkspace {
    let pass: PassBuffers
    let gradient: Gradient
    let updates: [BlockUpdate]

    init(
      _ pass: PassBuffers, _ gradient: Gradient, _ parameters: Parameters, _ state: OptimizerState,
      _ average: WeightEMA?, _ optimizer: Optimizer
    ) {
      self.pass = pass
      self.gradient = gradient
      updates = gradient.blocks.map { BlockUpdate($0, of: parameters, state, average, optimizer) }
    }
  }
}

/// The update of one block of parameters, after its gradient.
private struct BlockUpdate: Sendable {
  private let kind: ParameterKind
  private let windows: [Window]

  /// The same part of a tensor in all that an update reads and writes.
  private struct Window: Sendable {
    let weights: Matrix
    let gradient: Matrix
    let m: Matrix
    let v: Matrix
    let average: Matrix?
    let decay: ParameterDecay
    /// The part of the learning rate.
    let rate: Float
  }

  init(
    _ gradient: ParameterBlock, of parameters: Parameters, _ state: OptimizerState, _ average: WeightEMA?,
    _ optimizer: Optimizer
  ) {
    let (weights, m, v) = (gradient.of(parameters), gradient.of(state.m), gradient.of(state.v))
    let average = average.map { gradient.of($0.network.parameters) }
    kind = gradient.kind
    windows = gradient.windows.enumerated().compactMap { k, window in
      guard let tensor = parameters.layout[window.kind] else { return nil }
      return Window(
        weights: weights.windows[k].matrix, gradient: window.matrix, m: m.windows[k].matrix,
        v: v.windows[k].matrix, average: average?.windows[k].matrix, decay: tensor.decay,
        rate: optimizer.rate(of: tensor, widths: parameters.widths))
    }
  }

  /// `share` is the part of the new weights in the average.
  func apply(_ optimizer: Optimizer, _ step: StepCoefficients, to network: Network, share: Float?) {
    for window in windows {
      Elementwise.update(
        optimizer.kernel, window.weights, window.gradient, window.m, window.v,
        step[window.decay].scaled(by: window.rate))
    }
    network.refresh(kind)
    guard let share else { return }
    for window in windows {
      if let average = window.average { Elementwise.lerp(average, to: window.weights, share: share) }
    }
  }
}

extension OptimizerStep {
  /// The same at a part of the learning rate.
  fileprivate func scaled(by share: Float) -> OptimizerStep {
    var step = self
    step.rate *= share
    return step
  }
}
