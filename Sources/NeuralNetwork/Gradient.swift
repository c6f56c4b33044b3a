import LinearAlgebra
import NetworkInputs

/// The gradient of a pass, cut into blocks of columns of dW, each with its part of db.
///
/// The columns of V that are looked up by one number are a block too, and so is each U. A block sums over all
/// N samples by itself. Or the gradients of parts of the samples are computed each right behind its samples' way
/// back, while these are in the cache of the thread they went through, and a block adds them up.
package struct Gradient: Sendable {
  package let parameters: Parameters
  /// The parameters whose gradient it is.
  private let learned: Parameters
  package let blocks: [ParameterBlock]
  /// The blocks that are one piece of work: each by itself, or all where there is too little to share.
  package let tasks: [Range<Int>]
  /// Blocks of the samples, and the gradient of each; the first is where they are added up.
  private let parts: [(samples: Range<Int>, parameters: Parameters)]

  /// Memory for the gradient of a network with minibatches of N samples, cut as `tiling` says.
  package init(for network: Network, samples N: Int, tiling: Tiling) {
    let parameters = Parameters(like: network.parameters)
    self.parameters = parameters
    learned = network.parameters
    parts = tiling.parts.enumerated().map { k, samples in
      (samples, k == 0 ? parameters : Parameters(like: parameters))
    }
    let L = network.widths.count - 1
    let layers = (1...L).flatMap { l in
      let columns = l == L && network.heads > 1 ? Self.heads(of: parameters) : tiling.columns[l]
      return columns.map { ParameterBlock(.layer(l, columns: $0), of: parameters) }
    }
    let factors = parameters.architecture.scalesInputs ? [ParameterBlock(.factors, of: parameters)] : []
    let slopes =
      parameters.architecture.isParametric ? (1..<L).map { ParameterBlock(.slopes($0), of: parameters) } : []
    let lookups = parameters.inputs.lookups.indices.map { ParameterBlock(.lookup($0), of: parameters) }
    let embeddings = parameters.inputs.embeddings.indices.map {
      ParameterBlock(.embedding($0), of: parameters)
    }
    // The largest first, so that the threads finish together.
    blocks = (layers + lookups + embeddings + factors + slopes).enumerated().sorted {
      ($0.element.W.count, $1.offset) > ($1.element.W.count, $0.offset)
    }.map(\.element)
    let work = parameters.all.count * N * network.heads
    tasks = Tiling.isWorthSharing(work) ? blocks.indices.map { $0..<$0 + 1 } : [blocks.indices]
  }

  /// dW ← A(l−1) E(l)ᵀ and db ← E(l) · 1 for the parts that belong to a tile, after it went forward and back.
  package func compute(_ tile: Tile, of pass: PassBuffers, dropout: Dropout = .none) {
    guard parts.count > 1 else { return }
    for (samples, sum) in parts where tile.samples.contains(samples.lowerBound) {
      for l in 1..<pass.A.count {
        let all = 0..<parameters.W[l].columns
        for columns in l == pass.A.count - 1 ? Self.heads(of: parameters) : [all] {
          compute(
            ParameterBlock(.layer(l, columns: columns), of: sum), l, columns, of: pass, samples, dropout)
        }
      }
    }
  }

  /// dW ← A(l−1) E(l)ᵀ and db ← E(l) · 1 of a block of columns of W(l) over these samples.
  private func compute(
    _ block: ParameterBlock, _ l: Int, _ columns: Range<Int>, of pass: PassBuffers, _ samples: Range<Int>,
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
    multiply(A, E.T, into: block.W, scale: l > 1 ? dropout.scale : 1)
    Elementwise.sumRows(E, into: block.b)
  }

  /// The columns of W(L) of each head.
  private static func heads(of parameters: Parameters) -> [Range<Int>] {
    (0..<parameters.heads).map(parameters.outputs)
  }

  /// dW and db of one block over all samples, after all tiles were computed.
  package func compute(_ block: ParameterBlock, of pass: PassBuffers, dropout: Dropout = .none) {
    let inputs = parameters.inputs
    switch block.kind {
    case .lookup(let c): Elementwise.scatter(inputs, lookup: c, pass.X, pass.shared.E1, into: block.W)
    case .embedding(let c):
      let E = pass.shared.E0.rows(inputs.embeddings[c].rows)
      if inputs.embeddings[c].kind == .periodic {
        Elementwise.scatter(
          inputs, periodic: c, pass.X, E, learned.embeddings[c], learned.periods[c], into: block.W, block.b)
      } else {
        Elementwise.scatter(inputs, embedding: c, pass.X, E, into: block.W)
      }
    case .factors: Elementwise.scatter(heads: pass.E[0], pass.shared.A, into: block.W)
    // The way back left there what changes them.
    case .slopes(let l): Elementwise.sumRows(pass.Z[l], into: block.W)
    case .layer(let l, let columns) where parts.count == 1:
      compute(block, l, columns, of: pass, 0..<pass.N, dropout)
    case .layer:
      for part in parts.dropFirst() {
        let other = block.of(part.parameters)
        Elementwise.add(other.W, to: block.W)
        Elementwise.add(other.b, to: block.b)
      }
    }
  }
}

/// A block of columns of W(l) with the same part of b(l), or the columns of V of one lookup, or a U with its P, or R, or
/// the slopes of a layer; or of anything of their layout.
package struct ParameterBlock: Sendable {
  package let kind: ParameterKind
  package let W: Matrix
  /// The biases, or P of an embedding.
  package let b: Matrix

  package init(_ kind: ParameterKind, of parameters: Parameters) {
    self.kind = kind
    switch kind {
    case .layer(let l, let columns):
      W = parameters.W[l].columns(columns)
      b = parameters.b[l].reshaped(from: columns.lowerBound, rows: columns.count, columns: 1)
    case .lookup(let c):
      W = parameters.lookupWeights.columns(parameters.inputs.lookups[c].columns)
      b = parameters.b[0]
    case .embedding(let c):
      W = parameters.embeddings[c]
      b = parameters.periods[c]
    case .factors:
      W = parameters.inputScales
      b = parameters.b[0]
    case .slopes(let l):
      W = parameters.slopes[l]
      b = parameters.b[0]
    }
  }

  /// The same block of other parameters.
  package func of(_ parameters: Parameters) -> ParameterBlock { ParameterBlock(kind, of: parameters) }
}

/// Which parameters a block has.
package enum ParameterKind: Sendable {
  case layer(Int, columns: Range<Int>)
  case lookup(Int)
  case embedding(Int)
  case factors
  case slopes(Int)
}
