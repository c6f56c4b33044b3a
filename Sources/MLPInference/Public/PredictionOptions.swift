import Diagnostics
import Tabular

/// How rows are read and predicted.
public struct PredictionOptions: Sendable {
  /// The number of threads; nil for one per core.
  ///
  /// Predictions do not depend on it.
  public var threads: Int?

  /// Whether cells that training did not prepare the model for are an error, rather than read as missing.
  ///
  /// See `UnexpectedCells`.
  public var isStrict: Bool

  /// The field separator of a CSV file; nil to infer it.
  public var delimiter: Character?

  /// Whether the first line of a CSV file holds column names; nil to infer it.
  ///
  /// Without them, columns are matched by position.
  public var hasHeader: Bool?

  /// Options with these values; the others are inferred.
  public init(
    threads: Int? = nil, isStrict: Bool = false, delimiter: Character? = nil, hasHeader: Bool? = nil
  ) {
    (self.threads, self.isStrict, self.delimiter, self.hasHeader) = (threads, isStrict, delimiter, hasHeader)
  }
}

extension PredictionOptions {
  /// The same as the reader of tables takes them.
  ///
  /// Throws `.usage` for a delimiter that cannot be one.
  func table() throws(Failure) -> TableOptions {
    var options = TableOptions()
    options.header = hasHeader
    if let delimiter {
      guard let byte = delimiter.asciiValue, !"\0\n\r\"".utf8.contains(byte) else {
        throw Failure(.usage, "expected one ASCII character as delimiter, found '\(delimiter)'")
      }
      options.delimiter = byte
    }
    return options
  }
}
