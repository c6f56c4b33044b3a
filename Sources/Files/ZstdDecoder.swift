import CZstd
import Errors

/// Unpacks zstd (RFC 8878), of any number of frames, by libzstd.
@safe final class ZstdDecoder {
  private let stream: OpaquePointer
  private var inFrame = true
  private var position = 0

  init() throws(Failure) {
    guard let stream = unsafe ZSTD_createDStream() else {
      throw Failure(.software, "libzstd cannot be started")
    }
    unsafe self.stream = unsafe stream
  }

  deinit { unsafe ZSTD_freeDStream(stream) }

  /// Unpacks the next piece; an empty one is the end of the file.
  func unpack(_ piece: [UInt8], name: String) throws(Failure) -> [UInt8] {
    if piece.isEmpty && inFrame {
      throw Failure(
        .data,
        "'\(name)' ends in the middle of its zstd data, after \(position) bytes; it was cut off: copy or make it again"
      )
    }
    var output: [UInt8] = []
    var begin = 0
    var full = false
    var damage: String?
    while (begin < piece.count || full) && damage == nil {
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, filled in
        unsafe piece.withUnsafeBytes { input in
          var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: piece.count, pos: begin)
          var target = unsafe ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
          let status = unsafe ZSTD_decompressStream(stream, &target, &source)
          unsafe begin = source.pos
          unsafe filled = target.pos
          unsafe full = target.pos == target.size
          if ZSTD_isError(status) != 0 {
            damage = unsafe String(cString: ZSTD_getErrorName(status))
          } else {
            inFrame = status != 0
          }
        }
      }
      output += chunk
    }
    if let damage {
      throw Failure(.data, "'\(name)' is damaged near byte \(position + begin) of its zstd data: \(damage)")
    }
    position += piece.count
    return output
  }
}
