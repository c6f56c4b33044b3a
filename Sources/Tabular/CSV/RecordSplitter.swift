import Diagnostics
import Glibc

/// Some whole records of a file.
struct RecordBlock: Sendable {
  /// The records, and behind them a few bytes of no meaning.
  var bytes: [UInt8]
  /// How many bytes the records have.
  var count: Int
  /// The record is longer than any may be, and not whole.
  var isCutOff = false
}

/// Cuts what a source has into blocks of whole records, to be parsed side by side.
struct RecordSplitter {
  /// Bytes of a block, or more where records are long, so that it has some dozen; a record that has more makes a
  /// larger one.
  private static let size = 1 << 20
  private static let largestSize = 1 << 23
  /// The first block is small, so that little data does not wait.
  private static let firstSize = 1 << 16
  /// Bytes behind those of a block, for readers that take several at a time.
  private static let margin = 16
  private let source: ByteStream
  private let delimiter: UInt8
  /// The most bytes of a record.
  private let recordLimit: Int
  /// What was read before and is in no block yet.
  private var opening: ArraySlice<UInt8>
  /// The begun record behind the last block.
  private var rest: [UInt8] = []
  private var isAtEnd = false
  private var size: Int
  private let fullSize: Int

  /// `opening` holds the bytes that were read before, from the start of a record on; a record has `columns`
  /// fields.
  init(_ source: ByteStream, opening: [UInt8], delimiter: UInt8, columns: Int, recordLimit: Int) {
    self.recordLimit = recordLimit
    size = source.blockSize ?? Self.firstSize
    fullSize = source.blockSize ?? min(max(Self.size, 64 * 8 * columns), Self.largestSize)
    self.source = source
    self.delimiter = delimiter
    self.opening = opening[...]
  }

  /// The next block; nil at the end.
  ///
  /// The last record of a file may lack its line end.
  mutating func next() throws(Failure) -> RecordBlock? {
    var bytes: [UInt8] = []
    var count = rest.count
    // A long record is not looked through again for every few bytes more.
    var enough = 0
    while true {
      if count + Self.margin >= bytes.count { enlarge(&bytes, count) }
      if !isAtEnd { count += try fill(&bytes, count..<bytes.count - Self.margin) }
      if isAtEnd {
        // The last record may lack its line end; then what is behind it must not look like more of it.
        for i in count..<count + Self.margin { bytes[i] = 0 }
        return count > 0 ? RecordBlock(bytes: bytes, count: count) : nil
      }
      if count < enough { continue }
      if let end = endOfLastRecord(bytes.span, count, delimiter: delimiter) {
        rest = Array(bytes[end..<count])
        // A pipe that gives little at a time needs no large blocks.
        if count + Self.margin == bytes.count { size = fullSize }
        return RecordBlock(bytes: bytes, count: end)
      }
      if count > recordLimit { return RecordBlock(bytes: bytes, count: count, isCutOff: true) }
      enough = count < Self.firstSize ? 0 : 2 * count
    }
  }

  /// Makes room for as many bytes again as there are, or for a block of the usual size.
  private mutating func enlarge(_ bytes: inout [UInt8], _ count: Int) {
    let begun = bytes.isEmpty ? rest[...] : bytes[..<count]
    rest = []
    let room = max(size, 2 * count) + Self.margin
    bytes = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
      _ = unsafe buffer.initialize(from: begun)
      filled = room
    }
  }

  /// Reads until a range is full, or the source has nothing more at hand: somebody may wait at a pipe.
  private mutating func fill(_ bytes: inout [UInt8], _ range: Range<Int>) throws(Failure) -> Int {
    let opened = min(opening.count, range.count)
    bytes.replaceSubrange(range.prefix(opened), with: opening.prefix(opened))
    opening.removeFirst(opened)
    var rest = range.dropFirst(opened)
    while !rest.isEmpty {
      let count = try source.fill(&bytes, rest)
      isAtEnd = count == 0
      if isAtEnd { break }
      rest = rest.lowerBound + count..<rest.upperBound
      if count < range.count / 4 { break }
    }
    return range.count - rest.count
  }
}

/// Where the last record that is whole ends among the first `count` bytes, which begin with a record; nil where
/// none is.
///
/// Only line ends outside quotes end a record, so the quotes are followed, from one to the next.
func endOfLastRecord(_ bytes: Span<UInt8>, _ count: Int, delimiter: UInt8) -> Int? {
  var end: Int?
  var outside = 0
  while true {
    let opening = nextOpening(bytes, from: outside, to: count, delimiter: delimiter)
    if let found = lastLineEnd(bytes, from: outside, to: opening ?? count, count: count) { end = found }
    guard let opening, let closing = endOfQuotes(bytes, from: opening + 1, to: count) else { return end }
    outside = closing
  }
}

/// The next quote that opens a field: the first of its bytes but for spaces.
private func nextOpening(_ bytes: Span<UInt8>, from start: Int, to end: Int, delimiter: UInt8) -> Int? {
  var i = start
  while let place = bytes.first(quote, from: i, to: end) {
    var before = place - 1
    while before >= 0, bytes[before] == space || bytes[before] == tab, bytes[before] != delimiter {
      before -= 1
    }
    if before < 0 || bytes[before] == delimiter || bytes[before] == lineFeed
      || bytes[before] == carriageReturn
    {
      return place
    }
    i = place + 1
  }
  return nil
}

/// The byte behind the quote that closes a field, doubled ones passed over; nil where that cannot be told.
private func endOfQuotes(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
  var i = start
  while let place = bytes.first(quote, from: i, to: end) {
    guard place + 1 < end else { return nil }
    if bytes[place + 1] != quote { return place + 1 }
    i = place + 2
  }
  return nil
}

/// Behind the last line end outside quotes; a CR at the very end of the bytes may be half of one.
private func lastLineEnd(_ bytes: Span<UInt8>, from start: Int, to end: Int, count: Int) -> Int? {
  var i = end
  while i > start {
    i -= 1
    if bytes[i] == lineFeed { return i + 1 }
    // Of CRLF the LF was met before.
    if bytes[i] == carriageReturn && i + 1 < count { return i + 1 }
  }
  return nil
}

extension Span where Element == UInt8 {
  /// The place of the first such byte in `start..<end`; nil where there is none.
  func first(_ byte: UInt8, from start: Int, to end: Int) -> Int? {
    guard start < end else { return nil }
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, let found = unsafe memchr(base + start, Int32(byte), end - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }
}
