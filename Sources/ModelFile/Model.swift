import Errors
import FoundationEssentials
import LinearAlgebra
import Network
import Tabular

/// All that predicting needs: the network, how columns become features, how outputs become words or
/// numbers; and where it comes from.
package struct Model: Sendable {
  package var network: Network
  package var features: Features
  package var target: Target
  /// The words that mark a missing value.
  package var missing: MissingWords
  package var provenance: Provenance

  /// How the model came to be.
  ///
  /// The same data, options and seed give the same.
  package struct Provenance: Hashable, Codable, Sendable {
    /// Name and version of the program.
    package var program: String
    package var seed: UInt64
    /// The options of the training, by name.
    package var options: [String: String]
    /// The metrics reached on the validation rows, by name.
    package var metrics: [String: Double]
    package var trainingRows: Int
    package var validationRows: Int
    package var epochs: Int
    package var bestEpoch: Int

    package init(
      program: String, seed: UInt64, options: [String: String], metrics: [String: Double], trainingRows: Int,
      validationRows: Int, epochs: Int, bestEpoch: Int
    ) {
      self.program = program
      self.seed = seed
      self.options = options
      self.metrics = metrics
      self.trainingRows = trainingRows
      self.validationRows = validationRows
      self.epochs = epochs
      self.bestEpoch = bestEpoch
    }
  }

  package init(
    network: Network, features: Features, target: Target, missing: MissingWords, provenance: Provenance
  ) {
    self.network = network
    self.features = features
    self.target = target
    self.missing = missing
    self.provenance = provenance
  }

  /// The version of the format that is written, and the newest that is read.
  static let version = 1

  /// What the JSON under the key `mlp` says.
  private struct Description: Codable {
    var version: Int
    var widths: [Int]
    var activation: Activation
    var loss: Loss
    var features: Features
    var target: Target
    var missing: MissingWords
    var provenance: Provenance
  }

  private struct Version: Decodable {
    var version: Int
  }

  /// The bytes of the model file.
  package func encoded() throws -> [UInt8] {
    let description = Description(
      version: Self.version, widths: network.widths, activation: network.activation, loss: network.loss,
      features: features, target: target, missing: missing, provenance: provenance)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(description), as: UTF8.self)
    var tensors: [SafeTensors.Tensor] = []
    for l in 1..<network.widths.count {
      let W = network.parameters.W[l]
      // W by columns is PyTorch's [out, in] by rows.
      tensors.append(.init(name: "layers.\(l).weight", shape: [W.columns, W.rows], values: W.elements))
      tensors.append(
        .init(name: "layers.\(l).bias", shape: [W.columns], values: network.parameters.b[l].elements))
    }
    return try SafeTensors(metadata: ["mlp": json], tensors: tensors).encoded()
  }

  /// Reads a model file.
  ///
  /// `file` is its name in messages. Throws `.data` where it is not what it should be.
  package init(_ bytes: [UInt8], file: String) throws(Failure) {
    func refuse(_ reason: String) -> Failure {
      Failure(.data, "'\(file)' is no model file of ours: \(reason)")
    }
    let container = try SafeTensors(bytes, file: file)
    guard let text = container.metadata["mlp"] else {
      throw refuse("it has tensors, but no description under 'mlp'")
    }
    let json = Array(text.utf8)
    if let flaw = JSONShape.flaw(in: json) { throw refuse("its description \(flaw)") }
    guard let version = try? JSONDecoder().decode(Version.self, from: Data(json)).version else {
      throw refuse("its description has no version")
    }
    guard version >= 1 && version <= Self.version else {
      throw Failure(
        .data,
        "'\(file)' has format version \(version), and this program reads up to \(Self.version); update it")
    }
    let description: Description
    do {
      description = try JSONDecoder().decode(Description.self, from: Data(json))
    } catch {
      throw refuse("its description is not as version \(version) has it")
    }
    if let flaw = description.features.flaw ?? description.target.flaw ?? description.loss.flaw {
      throw refuse(flaw)
    }

    let widths = description.widths
    guard widths.count >= 2, widths.allSatisfy({ $0 > 0 && $0 <= bytes.count }) else {
      throw refuse("its layers are \(widths)")
    }
    guard widths[0] == description.features.width else {
      throw refuse("its columns make \(description.features.width) inputs and its network has \(widths[0])")
    }
    guard widths[widths.count - 1] == Self.outputs(description.target, description.loss) else {
      throw refuse("its target and its network of \(widths[widths.count - 1]) outputs do not agree")
    }
    // The shapes are compared with the tensors that are there before memory is taken for them.
    guard container.tensors.count == 2 * (widths.count - 1) else {
      throw refuse("it has \(container.tensors.count) tensors where \(2 * (widths.count - 1)) are expected")
    }
    var tensors: [String: SafeTensors.Tensor] = [:]
    for tensor in container.tensors { tensors[tensor.name] = tensor }
    for l in 1..<widths.count {
      for (name, shape) in [
        ("layers.\(l).weight", [widths[l], widths[l - 1]]), ("layers.\(l).bias", [widths[l]]),
      ] {
        guard let tensor = tensors[name] else { throw refuse("tensor '\(name)' is missing") }
        guard tensor.shape == shape else {
          throw refuse("tensor '\(name)' is \(tensor.shape), and \(shape) is expected")
        }
        guard tensor.values.allSatisfy(\.isFinite) else {
          throw refuse("tensor '\(name)' holds a number that is not finite")
        }
      }
    }
    let parameters = Parameters(widths: widths)
    for l in 1..<widths.count {
      parameters.W[l].elements = tensors["layers.\(l).weight"]?.values ?? []
      parameters.b[l].elements = tensors["layers.\(l).bias"]?.values ?? []
    }
    network = Network(parameters: parameters, activation: description.activation, loss: description.loss)
    features = description.features
    target = description.target
    missing = description.missing
    provenance = description.provenance
  }

  /// The outputs that a network for this target and loss has; 0 where the two do not go together.
  private static func outputs(_ target: Target, _ loss: Loss) -> Int {
    switch target {
    case .classes(_, _, let words):
      loss.isClassification && words.count > 1 ? loss.outputs(forClasses: words.count) : 0
    case .numbers(let numbers): loss.isClassification ? 0 : numbers.count
    }
  }
}
