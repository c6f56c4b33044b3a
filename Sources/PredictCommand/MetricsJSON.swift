import FoundationEssentials
import MLPInference

extension MetricValues {
  /// A line of JSON with the number of rows, null where a metric is no number.
  func json() throws -> [UInt8] {
    var object = byName.mapValues { value in value.flatMap { $0.isFinite ? $0 : nil } }
    object["rows"] = Double(rows)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array(try encoder.encode(object)) + [10]
  }
}
