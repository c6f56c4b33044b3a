/// The numbers of a column in ascending order, missing ones left out: sorted once for all that is asked of them.
struct SortedNumbers {
  let values: [Float]
  /// How many numbers are missing.
  let missing: Int

  init(_ numbers: [Float]) { self.init(numbers, rows: Array(numbers.indices)) }

  /// The numbers of these rows.
  init(_ numbers: [Float], rows: [Int]) {
    var keys: [UInt32] = []
    keys.reserveCapacity(rows.count)
    for row in rows where !numbers[row].isNaN { keys.append(Self.key(numbers[row])) }
    missing = rows.count - keys.count
    Self.sort(&keys)
    values = keys.map(Self.number)
  }

  /// Ascends with the number.
  private static func key(_ number: Float) -> UInt32 {
    let bits = number.bitPattern
    return bits >> 31 == 0 ? bits | 1 << 31 : ~bits
  }

  private static func number(_ key: UInt32) -> Float {
    Float(bitPattern: key >> 31 == 0 ? ~key : key ^ 1 << 31)
  }

  /// Sorts by digits of eleven bits, the lowest first (radix sort), which compares nothing.
  private static func sort(_ keys: inout [UInt32]) {
    guard keys.count > 1_000 else { return keys.sort() }
    var sorted = keys
    for shift: UInt32 in [0, 11, 22] {
      var places = [Int](repeating: 0, count: 2048)
      for key in keys { places[Int((key >> shift) & 2047)] += 1 }
      var next = 0
      for digit in places.indices { (places[digit], next) = (next, next + places[digit]) }
      for key in keys {
        let digit = Int((key >> shift) & 2047)
        sorted[places[digit]] = key
        places[digit] += 1
      }
      swap(&keys, &sorted)
    }
  }

  /// How many different numbers there are.
  var distinct: Int {
    values.isEmpty ? 0 : 1 + zip(values, values.dropFirst()).count { $0 != $1 }
  }

  /// The number below which a share of them lies, by the line between neighbours (NumPy's default).
  func quantile(_ share: Double) -> Double {
    let place = share * Double(values.count - 1)
    let below = Int(place)
    let above = min(below + 1, values.count - 1)
    return Double(values[below]) + (place - Double(below)) * (Double(values[above]) - Double(values[below]))
  }
}
