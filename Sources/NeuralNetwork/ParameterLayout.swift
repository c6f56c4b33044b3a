import NetworkInputs

/// The tensors of a network in the order of the vector of all its parameters: the one list of what a network learns.
///
/// Memory, gradient blocks, initialization, learning rates, weight decay and model files all iterate it. To add a kind
/// of parameters, add a case of `ParameterKind` and its entry below; then use it in `Network.forward` and
/// `backward`, and give its gradient in `Gradient`.
package struct ParameterLayout: Hashable, Sendable {
  package let inputs: InputLayout
  /// d(0), …, d(L).
  package let widths: [Int]
  package let architecture: Architecture
  package private(set) var tensors: [ParameterTensor] = []
  /// The number of parameters.
  package private(set) var count = 0
  private var places: [ParameterKind: Int] = [:]

  /// The layout of networks with these inputs and layers of the widths d(1), …, d(L).
  package init(inputs: InputLayout, widths: [Int], _ architecture: Architecture = Architecture()) {
    (self.inputs, self.widths, self.architecture) = (inputs, [inputs.count] + widths, architecture)
    let heads = architecture.heads
    precondition(!widths.isEmpty && self.widths.allSatisfy { $0 > 0 }, "a network has an input and an output")
    precondition(heads == 1 || heads > 1 && widths.count > 1, "heads share a hidden layer")
    addEmbeddings()
    addLookups()
    addInputScales()
    for l in 1...widths.count { addLayer(l) }
  }

  private mutating func addEmbeddings() {
    for (c, embedding) in inputs.embeddings.enumerated() {
      let (name, isOfCategories) = ("embeddings.\(c + 1)", embedding.kind == .categories)
      add(
        .embedding(c), [embedding.rows.count, embedding.columns], group: .embeddings,
        decay: isOfCategories ? .embeddings : .weights, initially: Self.values(of: embedding, c),
        name: name + ".weight")
      if embedding.kind == .periodic {
        add(
          .periods(c), [embedding.frequencies, 2], group: .frequencies, decay: .none, initially: .periodic(c),
          name: name + ".periods")
      }
    }
  }

  /// Categories begin at zero, so that one is like any other until it has shown otherwise; bins such that all bins of a
  /// number together have variance 1.
  private static func values(of embedding: InputLayout.Embedding, _ c: Int) -> InitialValues {
    switch embedding.kind {
    case .categories: .zero
    case .piecewiseLinear: .normal(variance: 1 / Float(embedding.columns))
    case .periodic: .periodic(c)
    }
  }

  /// In a model file they are rows of W(1), as in the maths.
  private mutating func addLookups() {
    for (c, lookup) in inputs.lookups.enumerated() {
      add(
        .lookupWeights(c), [widths[1], lookup.columns.count], group: .weights, decay: .weights,
        initially: .layer(1), name: Self.layer(1) + ".weight")
    }
  }

  /// Heads begin far from each other, with random signs (TabM).
  private mutating func addInputScales() {
    guard architecture.scalesInputs else { return }
    add(
      .inputScales, [inputs.multiplied.count, architecture.heads], group: .factors, decay: .none,
      initially: architecture.heads == 1 ? .one : .sign, name: "heads.factors")
  }

  private mutating func addLayer(_ l: Int) {
    let (isLast, name) = (l == widths.count - 1, Self.layer(l))
    let rows = l == 1 ? inputs.multiplied.count : widths[l - 1]
    let outputs = isLast ? architecture.heads * widths[l] : widths[l]
    add(
      .weights(l), [rows, outputs], group: .weights, decay: .weights, initially: .layer(l),
      name: name + ".weight")
    add(.biases(l), [outputs], group: .biases, decay: .none, initially: .zero, name: name + ".bias")
    if architecture.isParametric && !isLast {
      add(.slopes(l), [outputs], group: .slopes, decay: .none, initially: .one, name: name + ".slopes")
    }
  }

  private static func layer(_ l: Int) -> String { "layers.\(l)" }

  private mutating func add(
    _ kind: ParameterKind, _ shape: [Int], group: ParameterGroup, decay: ParameterDecay,
    initially values: InitialValues, name: String
  ) {
    places[kind] = tensors.count
    tensors.append(
      ParameterTensor(
        kind: kind, shape: shape, offset: count, group: group, decay: decay, initialValues: values,
        name: name))
    count += shape.reduce(1, *)
  }

  /// The tensor of a kind; nil where the network has none.
  package subscript(kind: ParameterKind) -> ParameterTensor? { places[kind].map { tensors[$0] } }

  /// Whether the network has parameters of a group.
  package func contains(_ group: ParameterGroup) -> Bool {
    tensors.contains { $0.group == group && $0.count > 0 }
  }
}

/// A tensor of a network: a matrix or a vector within the vector of all parameters.
package struct ParameterTensor: Hashable, Sendable {
  package let kind: ParameterKind
  /// [rows, columns], or [rows] of a vector; stored by columns.
  package let shape: [Int]
  /// Where it begins in the vector of all parameters.
  package let offset: Int
  package let group: ParameterGroup
  package let decay: ParameterDecay
  package let initialValues: InitialValues
  /// Its name in a model file.
  package let name: String

  package var rows: Int { shape[0] }
  package var columns: Int { shape.count > 1 ? shape[1] : 1 }
  package var count: Int { rows * columns }
  /// Its place in the vector of all parameters.
  package var range: Range<Int> { offset..<offset + count }
}

/// What a tensor is, for embedding c, lookup c (both from 0) or layer l (from 1).
package enum ParameterKind: Hashable, Sendable {
  /// U(c): its inputs × its categories, its bins, or its frequencies and one more.
  case embedding(Int)
  /// P(c): the frequencies and phases of a periodic embedding, frequencies × 2.
  case periods(Int)
  /// The columns of V of a lookup, d(1) × its inputs.
  case lookupWeights(Int)
  /// R: the scales of A(0), its rows × heads.
  case inputScales
  /// W(l), d(l−1) × d(l). W(1) has the rows of A(0) only, W(L) the columns of each head.
  case weights(Int)
  /// b(l), d(l); b(L) has the rows of each head.
  case biases(Int)
  /// α(l), the slopes of the activations of a hidden layer, d(l).
  case slopes(Int)
}

/// Tensors that share a learning-rate multiplier.
package enum ParameterGroup: String, CaseIterable, Codable, Sendable {
  /// W and V.
  case weights
  case biases
  /// U of categories, bins and periodic embeddings.
  case embeddings
  /// The frequencies and phases of periodic embeddings.
  case frequencies
  /// The scales of the inputs.
  case factors
  /// The slopes of parametric activations.
  case slopes
}

/// The weight decay of a tensor.
package enum ParameterDecay: Hashable, Sendable {
  /// Neither weight decay nor a penalty.
  case none
  /// Weight decay, and the L1 and L2 penalties.
  case weights
  /// The penalties, and the weight decay of embeddings of categories.
  case embeddings
}

/// The values of a tensor before training.
package enum InitialValues: Hashable, Sendable {
  case zero
  case one
  /// 1 or −1, equally likely.
  case sign
  case normal(variance: Float)
  /// Drawn together with the other tensor of periodic embedding c.
  case periodic(Int)
  /// Drawn as the weights of layer l, W(1) together with V.
  case layer(Int)
}
