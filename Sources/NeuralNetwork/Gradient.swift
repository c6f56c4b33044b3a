import LinearAlgebra
import NetworkInputs

/// The gradient of a pass, computed in blocks: each is a tensor, or some columns of one, over all N samples.
///
/// A block sums over the samples by itself. In networks that are not big, the gradients of parts of the samples are
/// computed right after these went back, while they are in the cache of their thread, and a block only adds them up.
package struct Gradient: Sendable {
  package let parameters: Parameters
  /// The parameters whose gradient it is.
  private let learned: Parameters
  package let blocks: [ParameterBlock]
  /// The blocks of each task: one, or all where there is too little work to share.
  package let tasks: [Range<Int>]
  /// Parts of the samples, and the gradient of each; they are added up in the first.
  private let parts: [(samples: Range<Int>, parameters: Parameters)]

  /// Memory for the gradient of a network with minibatches of N samples, cut by `tiling`.
  package init(for network: Network, samples N: Int, tiling: Tiling) {
    let parameters = Parameters(like: network.parameters)
    self.parameters = parameters
    learned = network.parameters
    parts = tiling.parts.enumerated().map { k, samples in
      (samples, k == 0 ? parameters : Parameters(like: parameters))
    }
    // The largest first, so that the threads finish together.
    blocks = Self.blocks(of: parameters, tiling).enumerated().sorted {
      ($0.element.first.count, $1.offset) > ($1.element.first.count, $0.offset)
    }.map(\.element)
    let work = parameters.all.count * N * network.heads
    tasks = Tiling.isWorthSharing(work) ? blocks.indices.map { $0..<$0 + 1 } : [blocks.indices]
  }

  private static func blocks(of parameters: Parameters, _ tiling: Tiling) -> [ParameterBlock] {
    parameters.layout.tensors.flatMap { tensor in
      switch tensor.kind {
      case .weights(let l):
        let isCutByHeads = parameters.heads > 1 && l == parameters.widths.count - 1
        let cut = isCutByHeads ? heads(of: parameters) : tiling.columns[l]
        return cut.map { ParameterBlock(tensor.kind, columns: $0, of: parameters) }
      // In the blocks of W and U.
      case .biases, .periods: return []
      default: return [ParameterBlock(tensor.kind, of: parameters)]
      }
    }
  }

  /// The columns of W(L) of each head.
  private static func heads(of parameters: Parameters) -> [Range<Int>] {
    (0..<parameters.heads).map(parameters.outputs)
  }

  /// dW ← A(l−1) E(l)ᵀ and db ← E(l) · 1 for the parts of the samples in a tile that went forward and back.
  package func compute(_ tile: Tile, of pass: PassBuffers, dropout: Dropout = .none) {
    guard parts.count > 1 else { return }
    for (samples, sum) in parts where tile.samples.contains(samples.lowerBound) {
      for l in 1..<pass.A.count {
        let all = 0..<parameters.W[l].columns
        for columns in l == pass.A.count - 1 ? Self.heads(of: parameters) : [all] {
          let (dW, db) = sum.layer(l, columns)
          compute(dW, db, l, columns, of: pass, samples, dropout)
        }
      }
    }
  }

  /// dW ← A(l−1) E(l)ᵀ and db ← E(l) · 1 for some columns of W(l) over these samples.
  private func compute(
    _ dW: Matrix, _ db: Matrix, _ l: Int, _ columns: Range<Int>, of pass: PassBuffers, _ samples: Range<Int>,
    _ dropout: Dropout
  ) {
    let heads = parameters.heads
    let range = samples.lowerBound * heads..<samples.upperBound * heads
    var (A, E) = (pass.A[l - 1].columns(range), pass.E[l].columns(range))
    if heads > 1 && l == pass.A.count - 1 {
      let head = columns.lowerBound / E.rows
      (A, E) = (A.everyColumn(from: head, step: heads), E.everyColumn(from: head, step: heads))
    } else {
      E = E.rows(columns)
    }
    multiply(A, E.T, into: dW, scale: l > 1 ? dropout.scale : 1)
    Elementwise.sumRows(E, into: db)
  }

  /// The gradient of one block over all samples, after `compute` of every tile.
  package func compute(_ block: ParameterBlock, of pass: PassBuffers, dropout: Dropout = .none) {
    let inputs = parameters.inputs
    switch block.kind {
    case .weights(let l):
      if parts.count == 1 {
        return compute(block.first, block.second, l, block.columns, of: pass, 0..<pass.N, dropout)
      }
      for part in parts.dropFirst() {
        let (dW, db) = part.parameters.layer(l, block.columns)
        Elementwise.add(dW, to: block.first)
        Elementwise.add(db, to: block.second)
      }
    case .lookupWeights(let c):
      Elementwise.scatter(inputs, lookup: c, pass.X, pass.shared.E1, into: block.first)
    case .embedding(let c):
      let E = pass.shared.E0.rows(inputs.embeddings[c].rows)
      if inputs.embeddings[c].kind == .periodic {
        Elementwise.scatter(
          inputs, periodic: c, pass.X, E, learned.embeddings[c], learned.periods[c], into: block.first,
          block.second)
      } else {
        Elementwise.scatter(inputs, embedding: c, pass.X, E, into: block.first)
      }
    case .inputScales: Elementwise.scatter(heads: pass.E[0], pass.shared.A, into: block.first)
    // `backward` left dα of each sample in Z.
    case .slopes(let l): Elementwise.sumRows(pass.Z[l], into: block.first)
    case .biases, .periods: preconditionFailure("no block of its own")
    }
  }
}

/// A tensor, or some columns of one, and the tensor whose gradient comes along: b(l) with W(l), P with a periodic U.
package struct ParameterBlock: Sendable {
  package let kind: ParameterKind
  package let columns: Range<Int>
  package let windows: [(kind: ParameterKind, matrix: Matrix)]

  /// A block of a tensor of `parameters`, or of anything of their layout; of all its columns unless some are given.
  package init(_ kind: ParameterKind, columns: Range<Int>? = nil, of parameters: Parameters) {
    let tensor = parameters[kind]
    let columns = columns ?? 0..<tensor.columns
    self.kind = kind
    self.columns = columns
    switch kind {
    case .weights(let l):
      let (W, b) = parameters.layer(l, columns)
      windows = [(kind, W), (.biases(l), b)]
    case .embedding(let c) where parameters.layout[.periods(c)] != nil:
      windows = [(kind, tensor), (.periods(c), parameters.periods[c])]
    default: windows = [(kind, tensor.columns(columns))]
    }
  }

  /// The same block of other parameters.
  package func of(_ parameters: Parameters) -> ParameterBlock {
    ParameterBlock(kind, columns: columns, of: parameters)
  }

  var first: Matrix { windows[0].matrix }
  var second: Matrix { windows[1].matrix }
}

extension Parameters {
  /// Some columns of W(l) with their part of b(l).
  fileprivate func layer(_ l: Int, _ columns: Range<Int>) -> (W: Matrix, b: Matrix) {
    (
      W[l].columns(columns),
      b[l].reshaped(from: columns.lowerBound, rows: columns.count, columns: 1)
    )
  }
}
