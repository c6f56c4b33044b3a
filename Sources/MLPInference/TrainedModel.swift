import Diagnostics
import FoundationEssentials
import LinearAlgebra
import Metrics
import NeuralNetwork
import Tabular

/// All that predicting needs: the network, how columns become features, how outputs become words or
/// numbers; and where it comes from.
public struct TrainedModel: Sendable {
  /// Networks of one form, whose predictions are averaged; one at least.
  package var members: [Network]
  /// By which their mean is calibrated; nil where it is not.
  package var temperature: TemperatureScaling?
  /// What intervals around predictions are made of, for each target of numbers; nil without validation rows.
  package var intervals: [ConformalIntervals]?
  package var features: Features
  package var target: Target
  /// The words that mark a missing value.
  package var missing: MissingValues
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
    /// What the simplest models reach on the validation rows, by their name and the metric's; nil where none was
    /// fitted.
    package var baselines: [String: Double]?

    /// The words of the file.
    private enum CodingKeys: String, CodingKey {
      case program, seed, options, metrics, trainingRows, validationRows, epochs, bestEpoch, baselines
    }

    package init(
      program: String, seed: UInt64, options: [String: String], metrics: [String: Double], trainingRows: Int,
      validationRows: Int, epochs: Int, bestEpoch: Int, baselines: [String: Double]? = nil
    ) {
      self.program = program
      self.seed = seed
      self.options = options
      self.metrics = metrics
      self.trainingRows = trainingRows
      self.validationRows = validationRows
      self.epochs = epochs
      self.bestEpoch = bestEpoch
      self.baselines = baselines
    }
  }

  package init(
    members: [Network], temperature: TemperatureScaling? = nil, intervals: [ConformalIntervals]? = nil,
    features: Features, target: Target, missing: MissingValues, provenance: Provenance
  ) {
    precondition(!members.isEmpty, "a model has a network")
    self.members = members
    self.temperature = temperature
    self.intervals = intervals
    self.features = features
    self.target = target
    self.missing = missing
    self.provenance = provenance
  }

  /// The form that all members have.
  package var network: Network { members[0] }

  /// The most heads of a network, as `--tabm` takes them.
  private static let maximumHeads = 1000

  /// The one key that all versions share.
  private struct Version: Decodable {
    var version: Int

    enum CodingKeys: String, CodingKey { case version }
  }

  /// Throws `.data` where a model file cannot hold what is to be said of these columns, and of so many networks.
  package static func check(
    _ features: Features, _ target: Target, _ network: Network, members: Int
  ) throws {
    var parts: [(size: Int, name: String, remedy: Message)] = try features.features.map {
      (
        size: try sizeInHeader(FeatureHeader($0)), name: "the column '\($0.name)'",
        remedy: "leave it out with \(option: .ignore), or reduce \(option: .maxCategories)"
      )
    }
    parts.append((try sizeInHeader(TargetHeader(target)), "the target", "shorten its class names"))
    // Each of a network's tensors has a name, a shape and a place.
    let tensors = members * (2 * network.parameters.U.count + 3 * network.widths.count + 1)
    parts.append((200 * tensors, counted(members, "network"), "reduce \(option: .ensemble)"))
    // Of the rest only the residuals behind intervals take much.
    let size = parts.reduce(1 << 20) { $0 + $1.size }
    guard size > SafeTensors.headerLimit, let most = parts.max(by: { $0.size < $1.size }) else { return }
    throw Failure(
      .data,
      "the description of the columns, categories and networks needs \(grouped(size)) bytes, and the maximum is "
        + "\(grouped(SafeTensors.headerLimit)); \(grouped(most.size)) bytes are for \(most.name): \(most.remedy)"
    )
  }

  /// The bytes that the header has of a value: JSON within a text, where quotes have a sign before them.
  private static func sizeInHeader(_ value: some Encodable) throws -> Int {
    let json = try encoder.encode(value)
    return json.count + json.count { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  /// The bytes of the model file: safetensors, in the newest version of its format.
  ///
  /// Equal models have equal bytes.
  public func encoded() throws -> [UInt8] {
    let architecture = network.parameters.architecture
    let json = String(decoding: try Self.encoder.encode(ModelHeader(self)), as: UTF8.self)
    var tensors: [SafeTensors.Tensor] = []
    for (k, member) in members.enumerated() {
      for (c, U) in member.parameters.U.enumerated() {
        // U by columns is PyTorch's [words, pieces or frequencies and one, size] by rows.
        tensors.append(
          .init(name: Self.name(member: k, embedding: c), shape: [U.columns, U.rows], values: U.elements))
        let P = member.parameters.periods[c]
        if P.count > 0 {
          tensors.append(
            .init(name: Self.nameOfPeriods(member: k, c), shape: [P.columns, P.rows], values: P.elements))
        }
      }
      if architecture.scalesInputs {
        let R = member.parameters.factors
        tensors.append(
          .init(name: Self.nameOfFactors(member: k), shape: [R.columns, R.rows], values: R.elements))
      }
      for l in 1..<member.widths.count {
        let W = l == 1 ? member.parameters.firstLayer : member.parameters.W[l]
        let b = member.parameters.b[l]
        let names = Self.names(member: k, layer: l)
        // W by columns is PyTorch's [out, in] by rows.
        tensors.append(.init(name: names.W, shape: [W.columns, W.rows], values: W.elements))
        tensors.append(.init(name: names.b, shape: [W.columns], values: b.elements))
        let slopes = member.parameters.slopes[l]
        if slopes.count > 0 {
          tensors.append(.init(name: names.slopes, shape: [slopes.rows], values: slopes.elements))
        }
      }
    }
    return try SafeTensors(metadata: ["mlp": json], tensors: tensors).encoded()
  }

  /// What the tensors of a layer of a member are called; the first member is one without a name.
  private static func names(member k: Int, layer l: Int) -> (W: String, b: String, slopes: String) {
    let layer = prefix(member: k) + "layers.\(l)"
    return (layer + ".weight", layer + ".bias", layer + ".slopes")
  }

  private static func name(member k: Int, embedding c: Int) -> String {
    prefix(member: k) + "embeddings.\(c + 1).weight"
  }

  private static func nameOfPeriods(member k: Int, _ c: Int) -> String {
    prefix(member: k) + "embeddings.\(c + 1).periods"
  }

  private static func nameOfFactors(member k: Int) -> String { prefix(member: k) + "heads.factors" }

  private static func prefix(member k: Int) -> String { k == 0 ? "" : "members.\(k)." }

  /// Reads a model file.
  ///
  /// `file` is its name in messages. Throws `.data` where it is not what it should be.
  package init(_ bytes: [UInt8], file: String) throws(Failure) {
    func refuse(_ reason: String) -> Failure {
      Failure(.data, "'\(file)' is not an mlp model file: \(reason)")
    }
    let container = try SafeTensors(bytes, file: file)
    guard let text = container.metadata["mlp"] else {
      throw refuse("it has tensors, but no metadata entry 'mlp'")
    }
    let json = Array(text.utf8)
    if let flaw = StrictJSON.flaw(in: json) { throw refuse("its metadata \(flaw)") }
    guard let version = try? JSONDecoder().decode(Version.self, from: Data(json)).version else {
      throw refuse("its metadata has no version")
    }
    guard version >= 1 && version <= ModelHeader.version else {
      throw Failure(
        .data,
        "'\(file)' has format version \(version), but this program supports versions up to \(ModelHeader.version); update the program"
      )
    }
    let facts: ModelFacts
    do {
      facts =
        version == ModelHeader.version
        ? try JSONDecoder().decode(ModelHeader.self, from: Data(json)).facts
        : try JSONDecoder().decode(LegacyModelHeader.self, from: Data(json)).facts
    } catch {
      throw refuse("its metadata does not match format version \(version)")
    }
    if let flaw = facts.features.flaw ?? facts.target.flaw ?? facts.loss.flaw
      ?? facts.temperature?.flaw(with: facts.loss)
      ?? facts.intervals?.flaw(with: facts.target)
    {
      throw refuse(flaw)
    }

    let widths = facts.widths
    guard widths.count >= 2, widths.allSatisfy({ $0 > 0 && $0 <= bytes.count }) else {
      throw refuse("it has the invalid layer widths \(widths)")
    }
    let inputs = facts.features.inputs
    guard widths[0] == inputs.count else {
      throw refuse("its columns yield \(inputs.count) inputs, but its network has \(widths[0])")
    }
    guard widths[widths.count - 1] == Self.outputs(facts.target, facts.loss) else {
      throw refuse("its target does not match its network with \(widths[widths.count - 1]) outputs")
    }
    let count = facts.members
    // The shapes are compared with the tensors that are there before memory is taken for them.
    let (architecture, heads) = (facts.architecture, facts.architecture.heads)
    guard heads == 1 || heads > 1 && heads <= Self.maximumHeads && widths.count > 2 else {
      throw refuse("its network of \(widths.count - 1) layers has an invalid number of heads (\(heads))")
    }
    // Each head has a column of every layer, for which no tensor pays.
    let perSample = widths.reduce(0.0) { $0 + Double(heads) * Double($1) }
    guard perSample <= Double(BatchPredictor.maximumNumbers) else {
      throw refuse(
        "its network of \(heads) heads needs \(perSample) numbers per row, more than the maximum of "
          + "\(BatchPredictor.maximumNumbers)")
    }
    let perNetwork =
      2 * (widths.count - 1) + inputs.embeddings.count + inputs.embeddings.count { $0.frequencies > 0 }
      + (architecture.scalesInputs ? 1 : 0) + (architecture.isParametric ? widths.count - 2 : 0)
    guard count >= 1, count <= bytes.count, container.tensors.count == count * perNetwork else {
      throw refuse(
        "it has \(container.tensors.count) tensors, which do not match \(count) networks of \(widths.count - 1) layers"
      )
    }
    var tensors: [String: SafeTensors.Tensor] = [:]
    for tensor in container.tensors { tensors[tensor.name] = tensor }
    var members: [Network] = []
    for k in 0..<count {
      let embeddings = inputs.embeddings.enumerated().flatMap { c, embedding in
        [(Self.name(member: k, embedding: c), [embedding.columns, embedding.rows.count])]
          + (embedding.frequencies > 0
            ? [(Self.nameOfPeriods(member: k, c), [2, embedding.frequencies])] : [])
      }
      let layers = (1..<widths.count).flatMap { l in
        let names = Self.names(member: k, layer: l)
        let outputs = l == widths.count - 1 ? heads * widths[l] : widths[l]
        return [(names.W, [outputs, widths[l - 1]]), (names.b, [outputs])]
          + (architecture.isParametric && l < widths.count - 1 ? [(names.slopes, [outputs])] : [])
      }
      let factors = architecture.scalesInputs ? [(Self.nameOfFactors(member: k), [heads, widths[0]])] : []
      for (name, shape) in embeddings + factors + layers {
        guard let tensor = tensors[name] else { throw refuse("tensor '\(name)' is missing") }
        guard tensor.shape == shape else {
          throw refuse("tensor '\(name)' has shape \(tensor.shape), expected \(shape)")
        }
        guard tensor.values.allSatisfy(\.isFinite) else {
          throw refuse("tensor '\(name)' holds a non-finite number")
        }
      }
      let parameters = Parameters(inputs: inputs, widths: Array(widths.dropFirst()), architecture)
      for (c, U) in parameters.U.enumerated() {
        U.elements = tensors[Self.name(member: k, embedding: c)]?.values ?? []
        if inputs.embeddings[c].frequencies > 0 {
          parameters.periods[c].elements = tensors[Self.nameOfPeriods(member: k, c)]?.values ?? []
        }
      }
      if architecture.scalesInputs {
        let R = Matrix(rows: widths[0], columns: heads, tensors[Self.nameOfFactors(member: k)]?.values ?? [])
        parameters.factors = R
        guard parameters.factors.elements == R.elements else {
          throw refuse("it has a scaling factor for an input that all heads share")
        }
      }
      for l in 1..<widths.count {
        let names = Self.names(member: k, layer: l)
        let W = tensors[names.W]?.values ?? []
        if l == 1 {
          parameters.firstLayer = Matrix(rows: widths[0], columns: widths[1], W)
        } else {
          parameters.W[l].elements = W
        }
        parameters.b[l].elements = tensors[names.b]?.values ?? []
        if parameters.slopes[l].count > 0 {
          parameters.slopes[l].elements = tensors[names.slopes]?.values ?? []
        }
      }
      members.append(
        Network(parameters: parameters, activation: facts.activation, loss: facts.loss))
    }
    self.members = members
    temperature = facts.temperature
    intervals = facts.intervals
    features = facts.features
    target = facts.target
    missing = facts.missing
    provenance = facts.provenance
  }

  /// The outputs that a network for this target and loss has; 0 where the two do not go together.
  private static func outputs(_ target: Target, _ loss: Loss) -> Int {
    switch target {
    case .classes(_, _, let words):
      loss.isClassification && words.count > 1 ? loss.outputs(forClasses: words.count) : 0
    case .numeric(let numbers): loss.isClassification ? 0 : numbers.count
    }
  }
}
