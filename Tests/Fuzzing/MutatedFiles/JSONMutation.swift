/// What a liar writes into JSON.
extension JSONTree {
  private static let numbers = [
    "0", "-1", "1", "2", "3", "0.5", "7", "100", "1e6", "1000000", "2147483647", "2147483648", "4294967296",
    "1000000000000", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "18446744073709551616", "1e38", "3.5e38", "-1e39", "1e308", "-1e308", "1e309", "1e-46", "1e-320",
    "1e-400",
    "-0", "NaN", "Infinity", "00", "1e", "+1", "0x10", ".5", "null", "true", "false",
  ]
  private static let texts: [[UInt8]] =
    [
      "", "\\u0000", "\\uD800", "\\uDC00\\uD800", "a", "\\\"", "\\", "/etc/passwd", "../../x", "nan", "NA",
      "é",
      "\\u0031", "0", "F32", "F64", "F16", "mish", "softmax", "a,b", "__metadata__", "\\n",
    ].map { Array($0.utf8) } + [
      [0xFF, 0xFE], [0xC3], [0], [0x0A], Array(repeating: UInt8(ascii: "x"), count: 3000),
    ]

  /// Changes one value, or how values stand in it.
  mutating func mutate(_ random: inout SplitMix) {
    let donor = value(&random)
    mutate(donor, &random)
  }

  /// Some value in it.
  private func value(_ random: inout SplitMix) -> JSONTree {
    switch self {
    case .array(let elements) where !elements.isEmpty && !random.oneIn(4):
      random.pick(elements).value(&random)
    case .object(let members) where !members.isEmpty && !random.oneIn(4):
      members[random.below(members.count)].value.value(&random)
    default: self
    }
  }

  private mutating func mutate(_ donor: JSONTree, _ random: inout SplitMix) {
    switch self {
    case .array(var elements) where !elements.isEmpty && !random.oneIn(4):
      elements[random.below(elements.count)].mutate(donor, &random)
      self = .array(elements)
    case .object(var members) where !members.isEmpty && !random.oneIn(4):
      members[random.below(members.count)].value.mutate(donor, &random)
      self = .object(members)
    default: mutateHere(donor, &random)
    }
  }

  private mutating func mutateHere(_ donor: JSONTree, _ random: inout SplitMix) {
    switch (self, random.below(8)) {
    case (.array(var elements), 0...4) where !elements.isEmpty:
      let k = random.below(elements.count)
      switch random.below(6) {
      case 0: elements.remove(at: k)
      case 1: elements.insert(elements[k], at: k)
      case 2: elements.swapAt(k, random.below(elements.count))
      case 3: elements.insert(donor, at: k)
      case 4: elements.removeLast(elements.count - k)
      default:
        let many = if case .scalar = elements[k] { 2000 } else { 3 }
        elements += Array(repeating: elements[k], count: random.pick([1, 2, 10, many]))
      }
      self = .array(elements)
    case (.object(var members), 0...4) where !members.isEmpty:
      let k = random.below(members.count)
      switch random.below(6) {
      case 0, 1: members.remove(at: k)
      case 2: members.insert(members[k], at: k)
      case 3: members[k].key = members[random.below(members.count)].key
      case 4: members[k].key = Self.quoted(random.pick(Self.texts))
      default: members.append((Self.quoted(Array("k\(random.below(9))".utf8)), donor))
      }
      self = .object(members)
    case (_, 0...5):
      mutateScalar(&random)
    case (_, 6):
      self = donor
    default:
      for _ in 0..<random.pick([1, 1, 2, 60, 70, 5000]) {
        self = random.oneIn(2) ? .array([self]) : .object([(Self.quoted([UInt8(ascii: "a")]), self)])
      }
    }
  }

  private mutating func mutateScalar(_ random: inout SplitMix) {
    guard case .scalar(let bytes) = self else {
      self = .scalar(Array(random.pick(Self.numbers + ["{}", "[]", "\"\"", "", "{", "]"]).utf8))
      return
    }
    let number = String(decoding: bytes, as: UTF8.self)
    if let value = Int(number), random.oneIn(2) {
      let changed = random.pick([
        value &+ 1, value &- 1, value &* 2, 0 &- value, value &* 1000, value &+ 1_000_000, value &<< 32,
      ])
      self = .scalar(Array("\(changed)".utf8))
    } else if let value = Double(number), random.oneIn(2) {
      self = .scalar(
        Array("\(random.pick([-value, value * 1e9, value / 1e9, value + 1, value * 1.001]))".utf8))
    } else if bytes.first == UInt8(ascii: "\""), random.oneIn(2) {
      self = .scalar(Self.quoted(random.pick(Self.texts)))
    } else {
      self = .scalar(Array(random.pick(Self.numbers).utf8))
    }
  }

  static func quoted(_ text: [UInt8]) -> [UInt8] { [UInt8(ascii: "\"")] + text + [UInt8(ascii: "\"")] }
}
