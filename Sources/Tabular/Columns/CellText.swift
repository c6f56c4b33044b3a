/// The bytes of a cell that is no number, as they were written.
///
/// Words are byte strings, because files hold text in any encoding: two words are equal when their
/// bytes are, and they are ordered byte by byte.
package struct CellText: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package init(_ text: String) { self.bytes = Array(text.utf8) }

  /// The text in a range of bytes.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) { self.bytes = range.map { bytes[$0] } }

  /// The text, nil where the bytes are not valid UTF-8.
  package var text: String? { String(validating: bytes, as: UTF8.self) }

  /// Mostly digits, and yet no number: with a unit, say.
  var resemblesNumber: Bool {
    guard let first = bytes.first, Number.parse(bytes) == nil else { return false }
    let isDigit = { (byte: UInt8) in byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    // Letters first make it a name; currency signs are not of ASCII, but for one.
    guard isDigit(first) || first >= 0x80 || "$+-.,(".utf8.contains(first) else { return false }
    return bytes.count(where: isDigit) * 2 >= bytes.count { $0 != space }
  }
}

extension CellText: Comparable {
  package static func < (a: CellText, b: CellText) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

extension CellText: CustomStringConvertible {
  /// The text for messages; invalid bytes are shown as U+FFFD.
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension CellText: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}
