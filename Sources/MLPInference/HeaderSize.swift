import Diagnostics
import FoundationEssentials
import NeuralNetwork
import Tabular

extension TrainedModel {
  /// Checks, before a training, that the header of its model file will not be larger than a header may be.
  ///
  /// Throws `.data` with what takes most of it.
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
    let tensors = members * ModelTensor.all(network.parameters.layout, member: 0).count
    parts.append((bytesPerTensor * tensors, counted(members, "network"), "reduce \(option: .ensemble)"))
    let size = parts.reduce(bytesOfTheRest) { $0 + $1.size }
    guard size > SafeTensors.headerLimit, let most = parts.max(by: { $0.size < $1.size }) else { return }
    throw Failure(
      .data,
      "the description of the columns, categories and networks needs \(grouped(size)) bytes, and the maximum is "
        + "\(grouped(SafeTensors.headerLimit)); \(grouped(most.size)) bytes are for \(most.name): \(most.remedy)"
    )
  }

  /// Each tensor has a name, a shape and a place.
  private static let bytesPerTensor = 200
  /// Of the rest, only the residuals behind intervals take much.
  private static let bytesOfTheRest = 1 << 20

  /// The bytes that the header has of a value: JSON within a text, where quotes and backslashes are escaped.
  private static func sizeInHeader(_ value: some Encodable) throws -> Int {
    let json = try value.json()
    return json.count + json.count { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
  }
}
