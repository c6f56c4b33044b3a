import Diagnostics
import LinearAlgebra
import NeuralNetwork

/// A tensor of a model file: one of a network's tensors with the shape that it has in the file.
struct ModelTensor {
  let name: String
  /// Row-major, hence the reverse of [rows, columns], as PyTorch's [out, in].
  let shape: [Int]
  private let kind: ParameterKind

  /// The tensors of the file for ensemble member k, in the order of the file.
  ///
  /// W(1) and R have a row for each of the d(0) inputs, as in the maths, so V is not a tensor of its own.
  static func all(_ layout: ParameterLayout, member k: Int) -> [ModelTensor] {
    layout.tensors.compactMap { tensor in
      let shape: [Int]
      switch tensor.kind {
      case .lookupWeights: return nil
      case .weights(1), .inputScales: shape = [layout.widths[0], tensor.columns]
      default: shape = tensor.shape
      }
      return ModelTensor(
        name: (k == 0 ? "" : "members.\(k).") + tensor.name, shape: shape.reversed(), kind: tensor.kind)
    }
  }

  /// The values of a network, in the order of the file.
  func values(of parameters: Parameters) -> [Float] {
    switch kind {
    case .weights(1): parameters.firstLayer.elements
    case .inputScales: parameters.allInputScales.elements
    default: parameters[kind].elements
    }
  }

  /// What is wrong with the tensor that a file has under this name; nil where nothing is.
  func flaw(of found: SafeTensors.Tensor?) -> String? {
    guard let found else { return "tensor '\(name)' is missing" }
    guard found.shape == shape else {
      return "tensor '\(name)' has shape \(found.shape), expected \(shape)"
    }
    return found.values.allSatisfy(\.isFinite) ? nil : "tensor '\(name)' holds a non-finite number"
  }

  /// Gives a network these values, as many as the shape has.
  ///
  /// False where they scale an input that has no scale.
  func assign(_ values: [Float], to parameters: Parameters) -> Bool {
    switch kind {
    case .weights(1): parameters.firstLayer = Matrix(rows: shape[1], columns: shape[0], values)
    case .inputScales:
      parameters.allInputScales = Matrix(rows: shape[1], columns: shape[0], values)
      return parameters.allInputScales.elements == values
    default: parameters[kind].elements = values
    }
    return true
  }
}

extension TrainedModel {
  /// The tensors of the model file.
  var tensors: [SafeTensors.Tensor] {
    members.enumerated().flatMap { k, member in
      ModelTensor.all(member.parameters.layout, member: k).map {
        SafeTensors.Tensor(name: $0.name, shape: $0.shape, values: $0.values(of: member.parameters))
      }
    }
  }
}

extension ModelFacts {
  /// The networks that the tensors of a file hold.
  ///
  /// Shapes are compared with the tensors that are there before memory is taken for parameters. Throws what `refuse`
  /// makes of the first flaw.
  func networks(_ tensors: [SafeTensors.Tensor], refuse: (String) -> Failure) throws(Failure) -> [Network] {
    let layout = try layout(tensors.count, refuse: refuse)
    let byName = Dictionary(tensors.map { ($0.name, $0) }) { $1 }
    var networks: [Network] = []
    for k in 0..<members {
      let expected = ModelTensor.all(layout, member: k)
      for tensor in expected {
        if let flaw = tensor.flaw(of: byName[tensor.name]) { throw refuse(flaw) }
      }
      let parameters = Parameters(layout)
      for tensor in expected {
        guard tensor.assign(byName[tensor.name]?.values ?? [], to: parameters) else {
          throw refuse("it has a scale for an input that all implicit members share")
        }
      }
      networks.append(Network(parameters: parameters, activation: activation, loss: loss))
    }
    return networks
  }

  /// The layout of every member, of which a file has so many tensors in all.
  private func layout(_ count: Int, refuse: (String) -> Failure) throws(Failure) -> ParameterLayout {
    let layers = widths.count - 1
    // A file may claim any number of layers, but each has two tensors or more.
    if layers <= count, members >= 1, members <= count {
      let layout = ParameterLayout(
        inputs: features.inputs, widths: Array(widths.dropFirst()), architecture)
      if count == members * ModelTensor.all(layout, member: 0).count { return layout }
    }
    throw refuse("it has \(count) tensors, which do not match \(members) networks of \(layers) layers")
  }
}
