/// The distinct words of a column, numbered in the order in which they first appear.
///
/// The words stand one behind the other in one array, found by open addressing (linear probing),
/// so that a word costs its bytes and twelve more.
package struct Vocabulary: Sendable {
  private var bytes: [UInt8] = []
  private var starts = [0]
  private var hashes: [UInt32] = []
  /// The code of the word in each slot, or -1; the number of slots is a power of two.
  private var slots = [Int32](repeating: -1, count: 16)

  package init() {}

  /// The number of words.
  package var count: Int { hashes.count }

  /// The bytes that the words take, and what finds them.
  var size: Int { bytes.count + 12 * count + 4 * slots.count }

  /// The word numbered `code`.
  package subscript(code: Int) -> CellText { CellText(Array(bytes[starts[code]..<starts[code + 1]])) }

  /// All words, in the order of their codes.
  package var words: [CellText] { (0..<count).map { self[$0] } }

  /// The number that each word reads as; NaN where it is none.
  package func numbers(decimalMark: UInt8) -> [Float] {
    (0..<count).map {
      Number.parse(bytes.span, starts[$0]..<starts[$0 + 1], decimalMark: decimalMark) ?? .nan
    }
  }

  /// The same in a notation, the plain one where there is none.
  func numbers(_ notation: NumberFormat?, decimalMark: UInt8) -> [Float] {
    guard let notation else { return numbers(decimalMark: decimalMark) }
    return (0..<count).map { notation.read(bytes.span, starts[$0]..<starts[$0 + 1]) ?? .nan }
  }

  /// The code of the word in `range` of `text`, which is added if it is new.
  package mutating func add(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    let hash = hash(text, range)
    let slot = slot(of: text, range, hash: hash)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    let code = count
    slots[slot] = Int32(code)
    hashes.append(hash)
    for i in range { bytes.append(text[i]) }
    starts.append(bytes.count)
    if count * 2 > slots.count { grow() }
    return code
  }

  /// The code of a whole number as everyone writes it.
  mutating func add(plainNumber number: Float) -> Int {
    let text = Array(String(Int(number)).utf8)
    return add(text.span, 0..<text.count)
  }

  /// Whether the word numbered `code` is valid UTF-8.
  func isText(_ code: Int) -> Bool { self[code].text != nil }

  /// The slot that holds the word, or the free one where it belongs.
  private func slot(of text: Span<UInt8>, _ range: Range<Int>, hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] >= 0 {
      let code = Int(slots[slot])
      if hashes[code] == hash && equals(code, text, range) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func equals(_ code: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = starts[code]
    guard starts[code + 1] - start == range.count else { return false }
    for k in 0..<range.count where bytes[start + k] != text[range.lowerBound + k] { return false }
    return true
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = [Int32](repeating: -1, count: mask + 1)
    for code in 0..<count {
      var slot = Int(hashes[code]) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(code)
    }
  }

  /// Another one in each process: words that somebody has made to collide would take time by their square.
  private static let seed = UInt64.random(in: .min ... .max)

  /// Eight bytes at a time, multiplied to 128 bits and folded, as wyhash does (Wang Yi).
  ///
  /// Which word has which code does not depend on it.
  private func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    var hash = Self.seed ^ UInt64(range.count)
    for i in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
      let others = UInt64(max(0, 8 * (i + 8 - range.upperBound)))
      let product = (hash ^ (text.eight(from: i) &<< others)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = product.high ^ product.low
    }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
