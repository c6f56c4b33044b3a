import CKernels

/// Looks some thousand bytes ahead for the fields of a block: where each ends, which is at every delimiter and
/// line feed, quoted or not, and what number it is.
///
/// Many bytes and many fields are looked at together, without a branch that depends on what they are.
struct FieldScanner {
  /// What a field is found to be.
  struct FieldFlags: OptionSet {
    let rawValue: UInt8

    /// A number, and its value is right.
    ///
    /// Other fields may be numbers too, which want a closer look.
    static let number = FieldFlags(FIELD_NUMBER)
    /// A number whose text is told by its value.
    static let plain = FieldFlags(FIELD_PLAIN)
    /// No field is this.
    static let none = FieldFlags(rawValue: 1 << 7)
    /// A line feed stands at its end, else a delimiter.
    static let endsLine = FieldFlags(FIELD_ENDS_LINE)

    init(rawValue: UInt8) { self.rawValue = rawValue }
    private init(_ field: FieldFlag) { rawValue = UInt8(truncatingIfNeeded: field.rawValue) }
  }

  /// Bytes that are looked at together.
  private static let window = 1 << 12

  private let delimiter: UInt8
  private let decimalMark: UInt8
  private let end: Int
  /// Where fields end, their values and their kinds; they are known from `next` to `count`.
  private(set) var ends: [Int32] = []
  private(set) var values: [Float] = []
  private(set) var kinds: [UInt8] = []
  var next = 0
  private(set) var count = 0
  /// Where the field begins that ends first of those that are not known.
  private var start = 0
  /// The first byte that was not looked at.
  private var front = 0

  /// For the first `end` bytes of a block, behind which there are eight more.
  init(delimiter: UInt8, decimalMark: UInt8, end: Int) {
    self.delimiter = delimiter
    self.decimalMark = decimalMark
    self.end = end
  }

  /// Makes `next` the field that ends first at `i` or behind it, and sees that `need` of them are known.
  ///
  /// False where the bytes have no more so many. `i` never goes back.
  @inline(__always)
  mutating func align(to i: Int, need: Int, in bytes: Span<UInt8>) -> Bool {
    while true {
      while next < count && Int(ends[next]) < i { next += 1 }
      if count - next >= need { return true }
      guard front < end else { return false }
      look(bytes)
    }
  }

  @inline(never)
  private mutating func look(_ bytes: Span<UInt8>) {
    if next > 0 { moveToFront() }
    let stop = min(front + Self.window, end)
    let missing = count + stop - front - ends.count
    if missing > 0 {
      ends += [Int32](repeating: 0, count: missing)
      values += [Float](repeating: 0, count: missing)
      kinds += [UInt8](repeating: 0, count: missing)
    }
    let found = find(bytes, front..<stop)
    read(bytes, found)
    count += found
    if found > 0 { start = Int(ends[count - 1]) + 1 }
    front = stop
  }

  /// Moves what is known from `next` on to the front.
  private mutating func moveToFront() {
    for k in next..<count {
      ends[k - next] = ends[k]
      values[k - next] = values[k]
      kinds[k - next] = kinds[k]
    }
    count -= next
    next = 0
  }

  /// Writes where fields end in `range` behind those that are known, and says how many they are.
  private mutating func find(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    precondition(range.upperBound <= bytes.count && ends.count - count >= range.count, "room for all")
    let (delimiter, known) = (delimiter, count)
    return unsafe bytes.withUnsafeBufferPointer { text in
      unsafe ends.withUnsafeMutableBufferPointer { ends in
        guard let text = text.baseAddress, let ends = ends.baseAddress else { return 0 }
        return unsafe find_bytes(
          text, range.lowerBound, range.upperBound, lineFeed, delimiter, ends + known)
      }
    }
  }

  /// Reads the first `found` fields behind those that are known.
  private mutating func read(_ bytes: Span<UInt8>, _ found: Int) {
    precondition(
      end + 8 <= bytes.count && min(ends.count, values.count, kinds.count) - count >= found, "room for all")
    let (start, decimalMark, known) = (Int32(start), decimalMark, count)
    unsafe bytes.withUnsafeBufferPointer { text in
      unsafe ends.withUnsafeBufferPointer { ends in
        unsafe values.withUnsafeMutableBufferPointer { values in
          unsafe kinds.withUnsafeMutableBufferPointer { kinds in
            guard let text = text.baseAddress, let ends = ends.baseAddress,
              let values = values.baseAddress, let kinds = kinds.baseAddress
            else { return }
            unsafe read_numbers(
              text, start, ends + known, found, decimalMark, values + known, kinds + known)
          }
        }
      }
    }
  }
}
