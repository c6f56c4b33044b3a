import CZlib
import CZstd

/// Bytes as one member of a gzip file.
func packedByGzip(_ bytes: some Collection<UInt8>) -> [UInt8] {
  var stream = z_stream()
  // 15 + 16: the largest window, a gzip header.
  deflateInit2_(
    &stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var input = Array(bytes)
  let room = Int(deflateBound(&stream, UInt(input.count)))
  return input.withUnsafeMutableBufferPointer { input in
    [UInt8](unsafeUninitializedCapacity: room) { output, count in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(room)
      deflate(&stream, Z_FINISH)
      count = room - Int(stream.avail_out)
    }
  }
}

/// Bytes as one frame of a zstd file.
func packedByZstd(_ bytes: some Collection<UInt8>) -> [UInt8] {
  let input = Array(bytes)
  return [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(input.count)) { output, count in
    count = ZSTD_compress(output.baseAddress, output.count, input, input.count, 1)
  }
}
