import Glibc

// How messages write numbers.

/// A number with four significant digits, or all digits before the point.
package func significant(_ x: Double) -> String {
  guard x.isFinite, x != 0 else { return x == 0 ? "0" : "\(x)" }
  let magnitude = Int(floor(log10(abs(x))))
  return magnitude < -4 ? "\(Float(x))" : fixed(x, max(0, 3 - magnitude))
}

/// A number with this many digits after the point.
package func fixed(_ x: Double, _ digits: Int) -> String {
  let scale = pow(10.0, Double(digits))
  let whole = (abs(x) * scale).rounded()
  guard whole < 1e18 else { return "\(x)" }
  let text = String(Int(whole))
  let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
  let sign = x < 0 && whole > 0 ? "-" : ""
  return sign + padded.dropLast(digits) + (digits > 0 ? "." + padded.suffix(digits) : "")
}
