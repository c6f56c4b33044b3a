import CVectorMath

/// Finds where fields end, some thousand bytes ahead: at every delimiter and line feed, quoted or not.
///
/// Looking for them many bytes at a time, and keeping their places, lets the processor read several numbers
/// at once: none has to wait for where the one before it ends.
struct FieldEnds {
  /// Bytes that are looked at together.
  private static let window = 1 << 12

  private let delimiter: UInt8
  private let end: Int
  /// Where fields end, those between `next` and `count`.
  private(set) var places: [Int32] = []
  var next = 0
  private var count = 0
  /// The first byte that was not looked at.
  private var front = 0

  /// For the first `end` bytes of a block.
  init(delimiter: UInt8, end: Int) {
    self.delimiter = delimiter
    self.end = end
  }

  /// Makes `places[next]` the first end at `i` or behind it, and sees that `need` of them are there.
  ///
  /// False where the bytes have no more so many. `i` never goes back.
  @inline(__always)
  mutating func align(to i: Int, need: Int, in bytes: Span<UInt8>) -> Bool {
    while true {
      while next < count && Int(places[next]) < i { next += 1 }
      if count - next >= need { return true }
      guard front < end else { return false }
      look(bytes)
    }
  }

  @inline(never)
  private mutating func look(_ bytes: Span<UInt8>) {
    places.removeSubrange(0..<next)
    count -= next
    next = 0
    let stop = min(front + Self.window, end)
    let room = count + stop - front
    if places.count < room { places += [Int32](repeating: 0, count: room - places.count) }
    count += bytes.find(UInt8(ascii: "\n"), or: delimiter, in: front..<stop, into: &places, at: count)
    front = stop
  }
}

extension Span where Element == UInt8 {
  /// Writes where the bytes in `range` are one of two over those of `places` from `start` on, and says how many
  /// they are.
  fileprivate func find(
    _ one: UInt8, or other: UInt8, in range: Range<Int>, into places: inout [Int32], at start: Int
  ) -> Int {
    precondition(range.upperBound <= count && places.count >= start + range.count, "room for all")
    return unsafe withUnsafeBufferPointer { text in
      unsafe places.withUnsafeMutableBufferPointer { places in
        guard let text = text.baseAddress, let places = places.baseAddress else { return 0 }
        return unsafe find_bytes(text, range.lowerBound, range.upperBound, one, other, places + start)
      }
    }
  }
}
