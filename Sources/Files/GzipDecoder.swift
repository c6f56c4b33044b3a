import CZlib
import Errors

/// Unpacks gzip (RFC 1952), of any number of members, by zlib.
@safe final class GzipDecoder {
  // zlib remembers where its state lives, so it must not move.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var inMember = true
  private var position = 0

  init() throws(Failure) {
    unsafe stream.initialize(to: z_stream())
    // 15 + 16: the largest window, a gzip header.
    let status = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw Failure(.software, "zlib cannot be started (\(status))") }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Unpacks the next piece; an empty one is the end of the file.
  func unpack(_ piece: [UInt8], name: String) throws(Failure) -> [UInt8] {
    if piece.isEmpty && inMember {
      throw Failure(
        .data,
        "'\(name)' ends in the middle of its gzip data, after \(position) bytes; it was cut off: copy or make it again"
      )
    }
    var output: [UInt8] = []
    var begin = 0
    var damaged = false
    var full = false
    while (begin < piece.count || full) && !damaged {
      if !inMember && begin < piece.count {
        // Padding may follow the last member; another member begins with the magic number.
        if piece[begin] == 0 {
          begin += 1
          continue
        }
        unsafe inflateReset(stream)
        inMember = true
      }
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, filled in
        unsafe piece.withUnsafeBufferPointer { input in
          unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(
            mutating: input.baseAddress.map { unsafe $0 + begin })
          unsafe stream.pointee.avail_in = UInt32(piece.count - begin)
          unsafe stream.pointee.next_out = buffer.baseAddress
          unsafe stream.pointee.avail_out = UInt32(buffer.count)
          let status = unsafe inflate(stream, Z_NO_FLUSH)
          unsafe begin = piece.count - Int(stream.pointee.avail_in)
          unsafe filled = buffer.count - Int(stream.pointee.avail_out)
          full = filled == buffer.count && status == Z_OK
          if status == Z_STREAM_END { inMember = false }
          damaged = status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR
        }
      }
      output += chunk
    }
    if damaged {
      throw Failure(.data, "'\(name)' is damaged: its gzip data breaks off near byte \(position + begin)")
    }
    position += piece.count
    return output
  }
}
