import Glibc
import NeuralNetwork

/// A network of plain loops in double precision, written from the definitions, against which gradients are checked.
struct ReferenceNetwork {
  var W: [[[Double]]]  // W[l][j][i]: from unit i of layer l to unit j of layer l + 1
  var b: [[Double]]
  let activation: Activation
  let loss: Loss

  init(_ network: Network) {
    activation = network.activation
    loss = network.loss
    let layers = 1..<network.widths.count
    W = layers.map { l in
      let W = l == 1 ? network.parameters.firstLayer : network.parameters.W[l]
      return (0..<W.columns).map { j in (0..<W.rows).map { i in Double(W[i, j]) } }
    }
    b = layers.map { network.parameters.b[$0].elements.map(Double.init) }
  }

  /// The raw outputs for one sample; `kept[l][i]` is 0 where dropout takes unit i of hidden layer l, else
  /// the factor 1 / (1 − rate).
  func outputs(_ x: [Double], kept: [[Double]]) -> [Double] {
    var a = x
    for l in W.indices {
      var z = b[l]
      for j in z.indices { for i in a.indices { z[j] += W[l][j][i] * a[i] } }
      if l == W.count - 1 { return z }
      a = z.indices.map { f(z[$0]) * kept[l][$0] }
    }
    return a
  }

  func meanLoss(_ X: [[Double]], _ Y: [[Double]], weights: [Double], kept: [[[Double]]]) -> Double {
    X.indices.reduce(0) { $0 + weights[$1] * sampleLoss(outputs(X[$1], kept: kept[$1]), Y[$1]) }
      / Double(X.count)
  }

  func f(_ x: Double) -> Double {
    switch activation {
    case .identity: x
    case .relu: max(0, x)
    case .leakyReLU: x < 0 ? 0.01 * x : x
    case .elu: x < 0 ? expm1(x) : x
    case .selu: 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * expm1(x) : x)
    case .gelu: x * 0.5 * (1 + erf(x / 2.0.squareRoot()))
    case .silu: x / (1 + exp(-x))
    case .mish: x * tanh(log1p(exp(x)))
    case .softplus: log1p(exp(x))
    case .tanh: tanh(x)
    case .sigmoid: 1 / (1 + exp(-x))
    }
  }

  func sampleLoss(_ z: [Double], _ y: [Double]) -> Double {
    let p = Double(loss.parameter)
    func each(_ l: (Double, Double) -> Double) -> Double { zip(z, y).reduce(0) { $0 + l($1.0, $1.1) } }
    switch loss.name {
    case .squaredError: return each { 0.5 * ($0 - $1) * ($0 - $1) }
    case .absolute: return each { abs($0 - $1) }
    case .huber: return each { abs($0 - $1) <= p ? 0.5 * ($0 - $1) * ($0 - $1) : p * (abs($0 - $1) - p / 2) }
    case .quantile: return each { $1 >= $0 ? p * ($1 - $0) : (1 - p) * ($0 - $1) }
    case .poisson: return each { exp($0) - $1 * $0 }
    case .binaryCrossEntropy:
      let q = 1 / (1 + exp(-z[0]))
      let target = y[0] * (1 - p) + p / 2
      return -(target * log(q) + (1 - target) * log(1 - q))
    case .crossEntropy:
      let total = z.reduce(0) { $0 + exp($1) }
      return z.indices.reduce(0) {
        let target = (Double($1) == y[0] ? 1 - p : 0) + p / Double(z.count)
        return $0 - target * log(exp(z[$1]) / total)
      }
    case .hinge:
      if z.count == 1 { return max(0, 1 - (2 * y[0] - 1) * z[0]) }
      return z.indices.reduce(0) { $0 + max(0, 1 - (Double($1) == y[0] ? 1 : -1) * z[$1]) }
    }
  }
}

extension Gradient {
  /// The gradient of the mean loss of a pass with its X, Y and weights, after its forward and backward pass.
  static func computed(
    for network: Network, _ pass: PassBuffers, _ tiling: Tiling, dropout: Dropout = .none
  ) -> Gradient {
    for tile in pass.tiles {
      network.forward(tile, dropout: dropout)
      network.evaluate(tile, of: pass.N)
      network.backward(tile, dropout: dropout)
    }
    let gradient = Gradient(for: network, samples: pass.N, tiling: tiling)
    for tile in pass.tiles { gradient.compute(tile, of: pass, dropout: dropout) }
    for block in gradient.blocks { gradient.compute(block, of: pass, dropout: dropout) }
    return gradient
  }
}
