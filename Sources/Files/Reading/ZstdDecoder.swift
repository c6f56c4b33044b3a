import CZstd
import Diagnostics

/// Unpacks zstd (RFC 8878), of any number of frames, by libzstd.
@safe final class ZstdDecoder {
  private let stream: OpaquePointer
  private var input: [UInt8] = []
  private var begin = 0
  private var position = 0
  private var inFrame = true
  private var hasMore = false

  init() throws(Failure) {
    guard let stream = unsafe ZSTD_createDStream() else {
      throw Failure(.internalError, "cannot initialize libzstd")
    }
    unsafe self.stream = unsafe stream
  }

  deinit { unsafe ZSTD_freeDStream(stream) }

  /// Unpacks the next bytes over those in a range of an array, and says how many; none at the end.
  ///
  /// `more` gives the next packed bytes, none at the end of the file.
  func read(
    into bytes: inout [UInt8], at range: Range<Int>, name: String, more: () throws(Failure) -> [UInt8]
  ) throws(Failure) -> Int {
    while true {
      if begin == input.count && !hasMore {
        position += input.count
        input = try more()
        begin = 0
        if input.isEmpty {
          guard inFrame else { return 0 }
          throw Failure(
            .data,
            "'\(name)' is truncated: its zstd data ends early, after \(position) bytes; copy or create the file again"
          )
        }
      }
      let (filled, damage) = unpack(&bytes, range)
      if let damage {
        throw Failure(
          .data, "'\(name)' is damaged near byte \(position + begin) of its zstd data: \(damage)")
      }
      if filled > 0 { return filled }
    }
  }

  private func unpack(_ bytes: inout [UInt8], _ range: Range<Int>) -> (filled: Int, damage: String?) {
    unsafe bytes.withUnsafeMutableBytes { output in
      unsafe input.withUnsafeBytes { input in
        var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: begin)
        var target = unsafe ZSTD_outBuffer(
          dst: output.baseAddress, size: range.upperBound, pos: range.lowerBound)
        let status = unsafe ZSTD_decompressStream(stream, &target, &source)
        unsafe begin = source.pos
        hasMore = unsafe status != 0 && target.pos == target.size
        if ZSTD_isError(status) != 0 {
          return unsafe (0, String(cString: ZSTD_getErrorName(status)))
        }
        inFrame = status != 0
        return (unsafe target.pos - range.lowerBound, nil)
      }
    }
  }
}
