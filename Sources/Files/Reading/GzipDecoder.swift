import CZlib
import Diagnostics

/// Unpacks gzip (RFC 1952), of any number of members, by zlib.
@safe final class GzipDecoder {
  // zlib remembers where its state lives, so it must not move.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var input: [UInt8] = []
  private var begin = 0
  private var position = 0
  private var inMember = true
  private var hasMore = false

  init() throws(Failure) {
    unsafe stream.initialize(to: z_stream())
    // 15 + 16: the largest window, a gzip header.
    let status = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw Failure(.internalError, "cannot initialize zlib (\(status))") }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

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
          guard inMember else { return 0 }
          throw Failure(
            .data,
            "'\(name)' is truncated: its gzip data ends early, after \(position) bytes; copy or create the file again"
          )
        }
      }
      if !inMember {
        // Padding may follow the last member; another member begins with the magic number.
        while begin < input.count && input[begin] == 0 { begin += 1 }
        if begin == input.count { continue }
        unsafe inflateReset(stream)
        inMember = true
      }
      let (filled, isDamaged) = unpack(&bytes, range)
      if isDamaged {
        throw Failure(.data, "'\(name)' is damaged near byte \(position + begin) of its gzip data")
      }
      if filled > 0 { return filled }
    }
  }

  private func unpack(_ bytes: inout [UInt8], _ range: Range<Int>) -> (filled: Int, isDamaged: Bool) {
    unsafe bytes.withUnsafeMutableBufferPointer { output in
      unsafe input.withUnsafeBufferPointer { input in
        unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(
          mutating: input.baseAddress.map { unsafe $0 + begin })
        unsafe stream.pointee.avail_in = UInt32(input.count - begin)
        unsafe stream.pointee.next_out = output.baseAddress.map { unsafe $0 + range.lowerBound }
        unsafe stream.pointee.avail_out = UInt32(range.count)
        let status = unsafe inflate(stream, Z_NO_FLUSH)
        unsafe begin = input.count - Int(stream.pointee.avail_in)
        let filled = unsafe range.count - Int(stream.pointee.avail_out)
        hasMore = filled == range.count && status == Z_OK
        if status == Z_STREAM_END { inMember = false }
        return (filled, status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
      }
    }
  }
}
