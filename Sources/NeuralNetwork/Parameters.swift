import LinearAlgebra
import NetworkInputs

/// The parameters of a network, or anything of the same layout: a gradient, a moment.
///
/// All are windows on one vector, in the order of `layout`: U(1), P(1), U(2), …, V, R, W(1), b(1), α(1), W(2), b(2), …
/// W[l] is d(l−1) × d(l) and b[l] is d(l) × 1 for l = 1, …, L, as in the maths; index 0 is empty. W[1] has only the rows
/// of A(0); the weights of inputs that are looked up are the columns of V.
///
/// A network can have several heads, networks that share all but two things (TabM-mini; Gorishniy, Kotelnikov and
/// Babenko, "TabM", 2025): each multiplies A(0) by scales of its own, a column of R, and has a last layer of its own,
/// d(L) columns of W[L] and rows of b[L].
package struct Parameters: Sendable {
  package let layout: ParameterLayout
  /// Every number, count × 1.
  package let all: Matrix
  package let W: [Matrix]
  package let b: [Matrix]
  /// The slopes α of the activations of each hidden layer, d(l) × 1; empty where activations are not parametric.
  package let slopes: [Matrix]
  /// U(c) for each embedding, its inputs × its categories, its bins, or its frequencies and one more.
  package let embeddings: [Matrix]
  /// P(c) for each embedding, its frequencies and phases, frequencies × 2; empty where it is not periodic.
  package let periods: [Matrix]
  /// V, d(1) × the inputs that are looked up.
  package let lookupWeights: Matrix
  /// R, the scales of A(0), its rows × heads; empty where inputs are not scaled.
  package let inputScales: Matrix

  /// Parameters that are all zero.
  package init(_ layout: ParameterLayout) {
    let all = Matrix(rows: layout.count, columns: 1)
    func window(_ kind: ParameterKind) -> Matrix { all.window(layout[kind]) }
    let (layers, embeddings) = (layout.widths.indices, layout.inputs.embeddings.indices)
    W = layers.map { window(.weights($0)) }
    b = layers.map { window(.biases($0)) }
    slopes = layers.map { window(.slopes($0)) }
    self.embeddings = embeddings.map { window(.embedding($0)) }
    periods = embeddings.map { window(.periods($0)) }
    inputScales = window(.inputScales)
    lookupWeights = all.reshaped(
      from: layout[.lookupWeights(0)]?.offset ?? 0, rows: layout.widths[1],
      columns: layout.inputs.lookupColumns)
    self.layout = layout
    self.all = all
  }

  /// Parameters that are all zero, for these inputs and layers of the widths d(1), …, d(L).
  package init(inputs: InputLayout, widths: [Int], _ architecture: Architecture = Architecture()) {
    self.init(ParameterLayout(inputs: inputs, widths: widths, architecture))
  }

  /// Parameters that are all zero, for dense inputs and layers of the widths d(0), …, d(L).
  package init(widths: [Int]) {
    self.init(inputs: InputLayout([.dense(widths[0])]), widths: Array(widths.dropFirst()))
  }

  /// Parameters that are all zero, of the layout of others.
  package init(like other: Parameters) { self.init(other.layout) }

  /// The same numbers in memory of their own.
  package func copy() -> Parameters {
    let result = Parameters(like: self)
    result.all.assign(all)
    return result
  }

  /// The tensor of a kind, a vector as one column; 0 × 0 where the network has none.
  ///
  /// The properties above are the same windows, found in advance.
  package subscript(kind: ParameterKind) -> Matrix { all.window(layout[kind]) }

  package var inputs: InputLayout { layout.inputs }
  /// d(0), …, d(L).
  package var widths: [Int] { layout.widths }
  package var architecture: Architecture { layout.architecture }
  /// The number of networks that share the layers.
  package var heads: Int { layout.architecture.heads }

  /// The columns of W[L] and the rows of b[L] that belong to a head.
  package func outputs(ofHead h: Int) -> Range<Int> {
    let outputs = widths[widths.count - 1]
    return h * outputs..<(h + 1) * outputs
  }
}

extension Matrix {
  /// The window on a tensor of a vector of parameters.
  fileprivate func window(_ tensor: ParameterTensor?) -> Matrix {
    guard let tensor else { return reshaped(rows: 0, columns: 0) }
    return reshaped(from: tensor.offset, rows: tensor.rows, columns: tensor.columns)
  }
}

// W(1) and R as the maths and model files have them, with a row for each of the d(0) inputs.
extension Parameters {
  /// W(1), d(0) × d(1): a copy, the weights of lookups among its rows.
  package var firstLayer: Matrix {
    get {
      let whole = Matrix(rows: widths[0], columns: widths[1])
      eachInput { i, row, column in
        for j in 0..<widths[1] { whole[i, j] = row.map { W[1][$0, j] } ?? lookupWeights[j, column] }
      }
      return whole
    }
    nonmutating set {
      eachInput { i, row, column in
        for j in 0..<widths[1] {
          if let row { W[1][row, j] = newValue[i, j] } else { lookupWeights[j, column] = newValue[i, j] }
        }
      }
    }
  }

  /// Calls `body` with each input and the place of its weights: a row of W[1], or else a column of V.
  private func eachInput(_ body: (_ input: Int, _ row: Int?, _ column: Int) -> Void) {
    for (row, i) in inputs.multiplied.enumerated() { body(i, row, 0) }
    for lookup in inputs.lookups {
      for (k, column) in lookup.columns.enumerated() { body(lookup.first + k, nil, column) }
    }
  }

  /// R, d(0) × heads: a copy, 1 for inputs that are looked up, which have no scale.
  package var allInputScales: Matrix {
    get {
      let whole = Matrix(rows: widths[0], columns: heads, repeating: 1)
      for (row, i) in inputs.multiplied.enumerated() where architecture.scalesInputs {
        for h in 0..<heads { whole[i, h] = inputScales[row, h] }
      }
      return whole
    }
    nonmutating set {
      for (row, i) in inputs.multiplied.enumerated() where architecture.scalesInputs {
        for h in 0..<heads { inputScales[row, h] = newValue[i, h] }
      }
    }
  }
}
