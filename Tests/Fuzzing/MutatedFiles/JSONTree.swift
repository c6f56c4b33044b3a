/// JSON as it is written, so that it can be written wrongly: keys may repeat, and scalars are any bytes.
indirect enum JSONTree {
  case object([(key: [UInt8], value: JSONTree)])
  case array([JSONTree])
  case scalar([UInt8])

  /// Reads what a JSON encoder wrote.
  init(_ text: [UInt8]) {
    var i = 0
    self.init(text, &i)
  }

  private init(_ text: [UInt8], _ i: inout Int) {
    switch text[i] {
    case UInt8(ascii: "{"):
      var members: [(key: [UInt8], value: JSONTree)] = []
      i += 1
      while text[i] != UInt8(ascii: "}") {
        let key = Self.scalar(text, &i)
        i += 1
        members.append((key, JSONTree(text, &i)))
        if text[i] == UInt8(ascii: ",") { i += 1 }
      }
      i += 1
      self = .object(members)
    case UInt8(ascii: "["):
      var elements: [JSONTree] = []
      i += 1
      while text[i] != UInt8(ascii: "]") {
        elements.append(JSONTree(text, &i))
        if text[i] == UInt8(ascii: ",") { i += 1 }
      }
      i += 1
      self = .array(elements)
    default: self = .scalar(Self.scalar(text, &i))
    }
  }

  private static func scalar(_ text: [UInt8], _ i: inout Int) -> [UInt8] {
    let start = i
    if text[i] == UInt8(ascii: "\"") {
      i += 1
      while text[i] != UInt8(ascii: "\"") { i += text[i] == UInt8(ascii: "\\") ? 2 : 1 }
      i += 1
    } else {
      while i < text.count, !",:]}".utf8.contains(text[i]) { i += 1 }
    }
    return Array(text[start..<i])
  }

  var text: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .scalar(let scalar): bytes += scalar
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (k, element) in elements.enumerated() {
        if k > 0 { bytes.append(UInt8(ascii: ",")) }
        element.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (k, (key, value)) in members.enumerated() {
        if k > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += key + [UInt8(ascii: ":")]
        value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
