import Diagnostics
import Files
import NeuralNetwork

/// Refuses a network that is too large to train in the memory there is, before any is taken.
///
/// `widths` are those of its layers and `count` is how many parameters it has; `copies` is how often these, or what has
/// their layout, are kept; `minibatch` is how many numbers one has on its way forward and back. Throws `.usage`.
func checkSize(_ widths: [Int], count: Int, copies: Int, minibatch: Int) throws(Failure) {
  let needed = (copies * count + minibatch) * MemoryLayout<Float>.size
  let limit = MemoryLimit.bytes
  guard needed > limit else { return }
  throw Failure(
    .usage,
    "a network of \(widths.map(String.init).joined(separator: "-")) has \(count) parameters, and needs \(gibibytes(needed)) to train where there are \(gibibytes(limit)); give --hidden smaller widths, fewer --heads or a smaller --batch-size"
  )
}

private func gibibytes(_ bytes: Int) -> String { fixed(Double(bytes) / Double(1 << 30), 1) + " GiB" }
