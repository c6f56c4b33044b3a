import Diagnostics
import FoundationEssentials

// A model file is a safetensors file with a JSON header under the metadata key `mlp` (docs/format.md).

extension TrainedModel {
  /// The bytes of the model file: safetensors, in the newest version of its format.
  ///
  /// Equal models have equal bytes.
  public func encoded() throws -> [UInt8] {
    let json = try ModelHeader(self).json()
    return try SafeTensors(metadata: ["mlp": String(decoding: json, as: UTF8.self)], tensors: tensors)
      .encoded()
  }

  /// Reads a model file.
  ///
  /// `file` is its name in messages. Throws `.data` where it is not a model file, or an inconsistent one.
  package init(_ bytes: [UInt8], file: String) throws(Failure) {
    func refuse(_ reason: String) -> Failure {
      Failure(.data, "'\(file)' is not an mlp model file: \(reason)")
    }
    let container = try SafeTensors(bytes, file: file)
    guard let text = container.metadata["mlp"] else {
      throw refuse("it has tensors, but no metadata entry 'mlp'")
    }
    let facts = try ModelFacts(header: Array(text.utf8), file: file, refuse: refuse)
    if let flaw = facts.flaw(bytes: bytes.count) { throw refuse(flaw) }
    self.init(
      members: try facts.networks(container.tensors, refuse: refuse), temperature: facts.temperature,
      intervals: facts.intervals, features: facts.features, target: facts.target, missing: facts.missing,
      provenance: facts.provenance)
  }
}

extension Encodable {
  /// JSON whose keys are in a fixed order, so that equal values have equal bytes.
  func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}

extension ModelFacts {
  /// What a JSON header states, in any version of the format that this program knows.
  fileprivate init(header json: [UInt8], file: String, refuse: (String) -> Failure) throws(Failure) {
    if let flaw = StrictJSON.flaw(in: json) { throw refuse("its metadata \(flaw)") }
    let (decoder, json) = (JSONDecoder(), Data(json))
    guard let version = try? decoder.decode(FormatVersion.self, from: json).version else {
      throw refuse("its metadata has no version")
    }
    guard (1...ModelHeader.version).contains(version) else {
      throw Failure(
        .data,
        "'\(file)' has format version \(version), but this program supports versions up to \(ModelHeader.version); update the program"
      )
    }
    do {
      self =
        version == ModelHeader.version
        ? try decoder.decode(ModelHeader.self, from: json).facts
        : try decoder.decode(LegacyModelHeader.self, from: json).facts
    } catch {
      throw refuse("its metadata does not match format version \(version)")
    }
  }
}

/// The one key that all versions share.
private struct FormatVersion: Decodable {
  var version: Int

  enum CodingKeys: String, CodingKey { case version }
}
