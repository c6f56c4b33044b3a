/// What a JSON decoder does not refuse, and a file from a stranger may hold.
package enum StrictJSON {
  /// Nesting beyond what any file of ours has.
  private static let deepest = 64

  /// The first flaw of a JSON text: invalid UTF-8, nesting too deep, a key that comes twice in one object.
  ///
  /// Nil where there is none; whether it is JSON at all is for the decoder to tell.
  package static func flaw(in text: [UInt8]) -> String? {
    guard String(validating: text, as: UTF8.self) != nil else { return "is not valid UTF-8" }
    var keys: [Set<ArraySlice<UInt8>>] = []
    var last: ArraySlice<UInt8> = []
    var i = 0
    while i < text.count {
      switch text[i] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        keys.append([])
        if keys.count > deepest { return "is nested more than \(deepest) levels deep" }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = keys.popLast()
      case UInt8(ascii: "\""):
        let begin = i + 1
        i = begin
        while i < text.count, text[i] != UInt8(ascii: "\"") { i += text[i] == UInt8(ascii: "\\") ? 2 : 1 }
        last = text[begin..<min(i, text.count)]
      case UInt8(ascii: ":"):
        if let depth = keys.indices.last, !keys[depth].insert(last).inserted {
          return "has the key '\(String(decoding: last, as: UTF8.self))' twice"
        }
      default: break
      }
      i += 1
    }
    return nil
  }
}
