/// Texts one behind the other in one piece of memory.
package struct TextBuffer: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  package var count: Int { ends.count }

  mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
    for i in range { bytes.append(text[i]) }
    ends.append(bytes.count)
  }

  /// The bytes of text `n`.
  package subscript(n: Int) -> ArraySlice<UInt8> { bytes[(n == 0 ? 0 : ends[n - 1])..<ends[n]] }
}
