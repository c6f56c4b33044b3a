import Diagnostics
import MLPInference

/// A file of tensors taken apart, so that a mutant of it lies in one place and is right in the others.
struct Mutant {
  /// Under which the description stands.
  private let key: String
  private var description: JSONTree
  /// The tensors.
  private var header: JSONTree
  private var numbers: [UInt8]
  private let width: Int

  /// Of a file that was written by us.
  init(_ bytes: [UInt8], key: String) throws {
    let length = (0..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
    let text = try SafeTensors(bytes, file: "seed", types: [.F32, .F64]).metadata[key] ?? "{}"
    self.key = key
    description = JSONTree(Array(text.utf8))
    guard case .object(let members) = JSONTree(Array(bytes[8..<8 + length])) else {
      throw Contradiction("a header is an object")
    }
    header = .object(members.filter { $0.key != JSONTree.quoted(Array("__metadata__".utf8)) })
    numbers = Array(bytes[(8 + length)...])
    width = 4
  }

  /// The bytes of a mutant of this file, of which there is one for each state of `random`.
  func mutated(_ random: inout SplitMix) -> [UInt8] {
    var mutant = self
    let changes = random.pick([0, 1, 1, 1, 1, 2, 3])
    for _ in 0..<changes {
      switch random.below(8) {
      case 0...3: mutant.description.mutate(&random)
      case 4...5: mutant.header.mutate(&random)
      default: mutant.mutateNumbers(&random)
      }
    }
    var bytes = mutant.bytes
    if changes == 0 || random.oneIn(5) { Self.damage(&bytes, &random) }
    return bytes
  }

  private var bytes: [UInt8] {
    let text = description.text.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
      case 0..<32: Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
      default: [byte]
      }
    }
    let metadata = JSONTree.object([
      (JSONTree.quoted(Array(key.utf8)), .scalar(JSONTree.quoted(text)))
    ])
    var whole = header
    if case .object(let members) = header {
      whole = .object([(JSONTree.quoted(Array("__metadata__".utf8)), metadata)] + members)
    }
    let json = whole.text
    return (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) } + json + numbers
  }

  /// A number that is none, or is far out; or there are more or fewer.
  private mutating func mutateNumbers(_ random: inout SplitMix) {
    guard numbers.count >= width else { return }
    let k = random.below(numbers.count / width) * width
    switch random.below(10) {
    case 0: numbers.removeLast(random.pick([1, width, numbers.count - k]))
    case 1: numbers += Array(repeating: 0, count: random.pick([1, width, 4096]))
    case 2: numbers[k + random.below(width)] ^= 1 << UInt8(random.below(8))
    default:
      let patterns: [UInt32] = [
        0x7FC0_0000, 0x7F80_0000, 0xFF80_0000, 0x7F7F_FFFF, 0xFF7F_FFFF, 1, 0x8000_0000, 0x7F80_0001,
        0x4F00_0000, 0xCF00_0001, UInt32.random(in: 0...(.max), using: &random),
      ]
      let pattern = random.pick(patterns)
      for j in 0..<width { numbers[k + j] = UInt8(truncatingIfNeeded: pattern >> UInt32(8 * j)) }
    }
  }

  /// Damage that knows nothing of the format.
  static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    for _ in 0...random.pick([0, 0, 1, 5]) where !bytes.isEmpty {
      let i = random.below(bytes.count)
      switch random.below(9) {
      case 0: bytes.removeLast(bytes.count - i)
      case 1: bytes.swapAt(i, random.below(bytes.count))
      case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: i)
      case 3: bytes[i] ^= 1 << UInt8(random.below(8))
      case 4: bytes.removeSubrange(i..<min(bytes.count, i + 1 + random.below(40)))
      case 5: bytes.insert(contentsOf: bytes[i..<min(bytes.count, i + 1 + random.below(200))], at: i)
      case 6:
        let lengths: [UInt64] = [
          0, 1, 2, 7, UInt64(bytes.count), UInt64(bytes.count) &- 7, 1 << 31, 1 << 32, 1 << 63, .max,
        ]
        let length = random.pick(lengths)
        for k in 0..<min(8, bytes.count) { bytes[k] = UInt8(truncatingIfNeeded: length >> UInt64(8 * k)) }
      case 7:
        for k in i..<min(bytes.count, i + 16) { bytes[k] = UInt8.random(in: 0...255, using: &random) }
      default:
        if random.oneIn(8) {
          bytes = (0..<random.below(600)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
      }
    }
  }
}
