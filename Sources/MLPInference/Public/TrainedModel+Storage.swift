import Diagnostics
import Files

extension TrainedModel {
  /// Reads the bytes of a model file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file; unlike `init(path:)`, not compressed.
  ///   - name: What messages call it.
  /// - Throws: `Failure` of kind `data` where the bytes are not a model file, or an inconsistent one.
  public init(bytes: [UInt8], name: String = "model") throws(Failure) { try self.init(bytes, file: name) }

  /// The bytes of the model file: safetensors, in the newest version of its format.
  ///
  /// Equal models have equal bytes.
  ///
  /// - Throws: `Failure` of kind `data` where the model is too large for its format.
  public func encoded() throws(Failure) -> [UInt8] {
    do {
      return try encodedFile()
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.internalError, "the model cannot be encoded: \(error)")
    }
  }

  /// Writes the model file, whole or not at all.
  ///
  /// A file that is there stays as it was until the new one is on the disk.
  ///
  /// - Parameter path: The file; `-` is standard output.
  /// - Throws: `Failure` of kind `cannotCreate` or `inputOutput` where it cannot be written, and what `encoded()`
  ///   throws.
  public func write(to path: String) throws(Failure) { try OutputFile.write(encoded(), to: path) }
}
