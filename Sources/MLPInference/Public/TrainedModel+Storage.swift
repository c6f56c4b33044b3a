import Diagnostics
import Files

extension TrainedModel {
  /// Reads the bytes of a model file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file; unlike `init(path:)`, not compressed.
  ///   - name: What messages call it.
  /// - Throws: `Failure` of kind `data` where the bytes are not a model file, or an inconsistent one.
  public init(bytes: [UInt8], name: String = "model") throws { try self.init(bytes, file: name) }

  /// Writes the model file, whole or not at all.
  ///
  /// A file that is there stays as it was until the new one is on the disk.
  ///
  /// - Parameter path: The file; `-` is standard output.
  /// - Throws: `Failure` of kind `cannotCreate` or `inputOutput` where it cannot be written.
  public func write(to path: String) throws { try OutputFile.write(encoded(), to: path) }
}
