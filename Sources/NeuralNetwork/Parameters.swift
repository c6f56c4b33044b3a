import LinearAlgebra
import NetworkInputs

/// The weights and biases of a network, or anything of the same layout: a gradient, a moment.
///
/// W[l] is d(l−1) × d(l) and b[l] is d(l) × 1 for l = 1, …, L, as in the maths; index 0 is empty. Of
/// W(1) only the rows of A(0) stand in W[1]; those of inputs that are looked up are the columns of V.
/// All are windows on one vector, in the order U(1), P(1), U(2), …, V, R, W(1), b(1), α(1), W(2), b(2), …
///
/// A network can have several heads, which are networks that share all but two things (TabM-mini; Gorishniy,
/// Kotelnikov and Babenko, "TabM", 2025): of each, A(0) is first multiplied by factors of its own, a column of R; and
/// each has a last layer of its own, d(L) columns of W[L] and rows of b[L].
package struct Parameters: Sendable {
  /// d(0), …, d(L).
  package let widths: [Int]
  /// What the d(0) inputs are.
  package let inputs: InputLayout
  package let W: [Matrix]
  package let b: [Matrix]
  /// d(1) × the inputs that are looked up.
  package let lookupWeights: Matrix
  package let architecture: Architecture
  /// The factors of A(0), its rows × heads; 0 × 0 where there are none.
  package let inputScales: Matrix
  /// For each embedding its inputs × its words, its pieces, or its frequencies and one more.
  package let embeddings: [Matrix]
  /// For each embedding its frequencies and phases, frequencies × 2; 0 × 2 where it is not periodic.
  package let periods: [Matrix]
  /// The slopes α of the activations of each hidden layer, d(l) × 1; 0 × 1 where they are 1, and of index 0 and L.
  package let slopes: [Matrix]
  /// Every number, count × 1.
  package let all: Matrix
  /// Where among all those stand that are no biases.
  package let weights: [Range<Int>]

  /// Parameters that are all zero, for layers of these widths.
  package init(widths: [Int]) {
    self.init(inputs: InputLayout([.dense(widths[0])]), widths: Array(widths.dropFirst()))
  }

  /// Parameters that are all zero, for these inputs, layers of the widths d(1), …, d(L), and so many heads.
  package init(inputs: InputLayout, widths: [Int], heads: Int) {
    self.init(inputs: inputs, widths: widths, Architecture(heads: heads))
  }

  /// Parameters that are all zero, for these inputs, layers of the widths d(1), …, d(L), and this form.
  package init(inputs: InputLayout, widths: [Int], _ architecture: Architecture = Architecture()) {
    let (widths, heads) = ([inputs.count] + widths, architecture.heads)
    precondition(widths.count >= 2 && widths.allSatisfy { $0 > 0 }, "a network has an input and an output")
    precondition(heads == 1 || heads > 1 && widths.count > 2, "heads share a hidden layer")
    let L = widths.count - 1
    let all = Matrix(
      rows: Self.count(inputs: inputs, widths: Array(widths.dropFirst()), architecture), columns: 1)
    var offset = 0
    var weights: [Range<Int>] = []
    func next(_ rows: Int, _ columns: Int, isBias: Bool = false) -> Matrix {
      if !isBias { weights.append(offset..<offset + rows * columns) }
      defer { offset += rows * columns }
      return all.reshaped(from: offset, rows: rows, columns: columns)
    }
    var U: [Matrix] = []
    var periods: [Matrix] = []
    for embedding in inputs.embeddings {
      U.append(next(embedding.rows.count, embedding.columns))
      periods.append(next(embedding.frequencies, 2, isBias: true))
    }
    lookupWeights = next(widths[1], inputs.lookupColumns)
    inputScales =
      architecture.scalesInputs
      ? next(inputs.multiplied.count, heads, isBias: true) : next(0, 0, isBias: true)
    var slopes = [next(0, 1, isBias: true)]
    var W = [Matrix(rows: 0, columns: 0)]
    var b = [Matrix(rows: 0, columns: 1)]
    for l in 1...L {
      let outputs = l == L ? heads * widths[L] : widths[l]
      W.append(next(l == 1 ? inputs.multiplied.count : widths[l - 1], outputs))
      b.append(next(outputs, 1, isBias: true))
      slopes.append(next(architecture.isParametric && l < L ? outputs : 0, 1, isBias: true))
    }
    self.widths = widths
    self.architecture = architecture
    self.inputs = inputs
    embeddings = U
    self.periods = periods
    self.slopes = slopes
    self.W = W
    self.b = b
    self.all = all
    self.weights = weights
  }

  /// Parameters that are all zero, of the layout of others.
  package init(like other: Parameters) {
    self.init(inputs: other.inputs, widths: Array(other.widths.dropFirst()), other.architecture)
  }

  /// How many networks share the layers.
  package var heads: Int { architecture.heads }

  /// How many numbers networks of these inputs, layers of the widths d(1), …, d(L), and this form have.
  package static func count(inputs: InputLayout, widths: [Int], _ architecture: Architecture = Architecture())
    -> Int
  {
    let layers = zip([inputs.count] + widths, widths).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
    let embeddings = inputs.embeddings.reduce(0) { $0 + $1.rows.count * $1.columns + 2 * $1.frequencies }
    let factors = architecture.scalesInputs ? architecture.heads * inputs.multiplied.count : 0
    let slopes = architecture.isParametric ? widths.dropLast().reduce(0, +) : 0
    guard architecture.heads > 1 else { return layers + embeddings + factors + slopes }
    let last = (architecture.heads - 1) * (widths[widths.count - 2] + 1) * widths[widths.count - 1]
    return layers + embeddings + factors + slopes + last
  }

  /// W(1) as the maths has it, d(0) × d(1): a copy, the rows of V among the others.
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

  /// R as the maths has it, d(0) × heads: a copy, 1 for the inputs that are looked up.
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

  /// The columns of W[L] and the rows of b[L] that belong to a head.
  package func outputs(ofHead h: Int) -> Range<Int> {
    let outputs = widths[widths.count - 1]
    return h * outputs..<(h + 1) * outputs
  }

  /// Tells of each input where its weights stand: in a row of W[1], or else in a column of V.
  private func eachInput(_ body: (_ input: Int, _ row: Int?, _ column: Int) -> Void) {
    for (row, i) in inputs.multiplied.enumerated() { body(i, row, 0) }
    for lookup in inputs.lookups {
      for (k, column) in lookup.columns.enumerated() { body(lookup.first + k, nil, column) }
    }
  }

  /// The same numbers in memory of their own.
  package func copy() -> Parameters {
    let result = Parameters(like: self)
    result.all.assign(all)
    return result
  }
}
