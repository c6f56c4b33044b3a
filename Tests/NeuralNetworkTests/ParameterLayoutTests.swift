import NetworkInputs
import NeuralNetwork
import Testing

/// The one list of a network's tensors, for every form that a network can have.
struct ParameterLayoutTests {
  static let inputs = InputLayout([
    .dense(3), .oneHot(4), .embedding(categories: 5, size: 2), .piecewiseLinear(6), .dense(1),
    .embeddedPiecewiseLinear(7, size: 3), .periodic(frequencies: 4, size: 2),
  ])
  static let forms = [
    Architecture(), Architecture(heads: 3), Architecture(scalesInputs: true),
    Architecture(isParametric: true), Architecture(heads: 2, scalesInputs: true, isParametric: true),
  ]

  static let layouts =
    forms.flatMap { form in
      [inputs, InputLayout([.dense(4)]), InputLayout([.oneHot(9)])].map {
        ParameterLayout(inputs: $0, widths: [8, 7, 3], form)
      }
    } + [ParameterLayout(inputs: inputs, widths: [2])]

  @Test("the tensors cover the vector of all parameters once and in order", arguments: layouts)
  func covers(_ layout: ParameterLayout) {
    var end = 0
    for tensor in layout.tensors {
      #expect(tensor.offset == end && tensor.range.count == tensor.shape.reduce(1, *))
      end = tensor.range.upperBound
    }
    #expect(end == layout.count && Parameters(layout).all.count == layout.count)
    #expect(Set(layout.tensors.map(\.kind)).count == layout.tensors.count)
  }

  @Test(
    "every tensor is a window at its offset, and the named properties are the same windows",
    arguments: layouts)
  func windows(_ layout: ParameterLayout) {
    let parameters = Parameters(layout)
    parameters.all.elements = (0..<layout.count).map { Float($0) }
    var named = parameters.W + parameters.b + parameters.slopes + parameters.embeddings + parameters.periods
    named += [parameters.lookupWeights, parameters.inputScales]
    #expect(named.reduce(0) { $0 + $1.count } == layout.count)
    for tensor in layout.tensors {
      let window = parameters[tensor.kind]
      #expect(window.rows == tensor.rows && window.columns == tensor.columns)
      #expect(window.elements == tensor.range.map { Float($0) })
    }
  }

  @Test("the number of parameters follows from the widths", arguments: forms)
  func count(_ form: Architecture) {
    let layout = ParameterLayout(inputs: Self.inputs, widths: [8, 7, 3], form)
    let inputs = 3 + 4 + 2 + 6 + 1 + 3 + 2
    let heads = form.heads
    var expected = (inputs + 1) * 8 + (8 + 1) * 7 + heads * (7 + 1) * 3
    expected += 5 * 2 + 7 * 3 + (4 + 1) * 2 + 4 * 2
    if form.scalesInputs { expected += heads * (inputs - 4 - 6) }
    if form.isParametric { expected += 8 + 7 }
    #expect(layout.count == expected)
  }

  @Test("each kind of tensor has its group, decay and initial values")
  func traits() {
    let form = Architecture(heads: 2, isParametric: true)
    let layout = ParameterLayout(inputs: Self.inputs, widths: [8, 3], form)
    let traits = layout.tensors.map { Traits($0) }
    #expect(
      traits == [
        Traits(.embedding(0), .embeddings, .embeddings, .zero),
        Traits(.embedding(1), .embeddings, .weights, .normal(variance: 1 / 7)),
        Traits(.embedding(2), .embeddings, .weights, .periodic(2)),
        Traits(.periods(2), .frequencies, .none, .periodic(2)),
        Traits(.lookupWeights(0), .weights, .weights, .layer(1)),
        Traits(.lookupWeights(1), .weights, .weights, .layer(1)),
        Traits(.inputScales, .factors, .none, .sign),
        Traits(.weights(1), .weights, .weights, .layer(1)),
        Traits(.biases(1), .biases, .none, .zero),
        Traits(.slopes(1), .slopes, .none, .one),
        Traits(.weights(2), .weights, .weights, .layer(2)),
        Traits(.biases(2), .biases, .none, .zero),
      ])
    #expect(
      ParameterLayout(inputs: Self.inputs, widths: [1], Self.forms[2])[.inputScales]?.initialValues == .one)
    #expect(ParameterGroup.allCases.allSatisfy(layout.contains))
  }

  struct Traits: Equatable {
    let kind: ParameterKind
    let group: ParameterGroup
    let decay: ParameterDecay
    let values: InitialValues

    init(_ kind: ParameterKind, _ group: ParameterGroup, _ decay: ParameterDecay, _ values: InitialValues) {
      (self.kind, self.group, self.decay, self.values) = (kind, group, decay, values)
    }

    init(_ tensor: ParameterTensor) {
      self.init(tensor.kind, tensor.group, tensor.decay, tensor.initialValues)
    }
  }

  @Test("a group is in the layout only if it has parameters")
  func groups() {
    let plain = ParameterLayout(inputs: InputLayout([.dense(4)]), widths: [3, 1])
    #expect(ParameterGroup.allCases.filter(plain.contains) == [.weights, .biases])
    let looksUp = InputLayout([.oneHot(9)])
    let scaled = ParameterLayout(inputs: looksUp, widths: [3, 1], Architecture(scalesInputs: true))
    #expect(scaled[.inputScales] != nil && !scaled.contains(.factors))
    #expect(plain[.inputScales] == nil && plain[.slopes(1)] == nil && plain[.weights(3)] == nil)
  }
}
