import FoundationEssentials
import NeuralNetwork
import Tabular

// Closed sets whose raw values are the words of the file: a Swift name may change, a raw value may not. A test pins
// each word.

extension Activation: Codable {}
extension Loss.Function: Codable {}
extension ColumnKind: Codable {}
extension DateFormat: Codable {}
extension Encoding.DatePart: Codable {}
extension OrdinalScale: Codable {}
extension NumberFormat.DecimalMark: Codable {}
extension NumberFormat.DigitGrouping: Codable {}
extension NumberUnit: Codable {}

/// A string where the bytes are valid UTF-8, and `{"base64": …}` where they are not.
extension CellText: Codable {
  private enum CodingKeys: String, CodingKey { case base64 }

  package init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self.init(text)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let data = Data(base64Encoded: try container.decode(String.self, forKey: .base64)) else {
      throw DecodingError.dataCorruptedError(forKey: .base64, in: container, debugDescription: "not base64")
    }
    self.init(Array(data))
  }

  package func encode(to encoder: any Encoder) throws {
    if let text {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    } else {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(Data(bytes).base64EncodedString(), forKey: .base64)
    }
  }
}
