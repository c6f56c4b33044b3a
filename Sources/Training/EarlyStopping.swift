import Network

/// Keeps the parameters of the best epoch, and says when to stop hoping for a better one.
package struct EarlyStopping {
  package let best: Parameters
  package private(set) var bestEpoch: Int?
  package private(set) var bestLoss = Double.infinity
  private let patience: Int
  private var waited = 0

  /// `parameters` are of the layout of those to keep.
  package init(patience: Int, for parameters: Parameters) {
    self.patience = patience
    best = Parameters(like: parameters)
  }

  /// Takes note of the loss after an epoch, and of the parameters if they are the best so far.
  package mutating func observe(_ loss: Double, epoch: Int, _ parameters: Parameters) {
    waited += 1
    guard loss < bestLoss else { return }
    bestLoss = loss
    bestEpoch = epoch
    waited = 0
    best.all.assign(parameters.all)
  }

  /// Takes note again of the losses of the first epochs, of which `parameters` were the best; false where these are
  /// of another layout.
  mutating func replay(_ losses: [Double], best parameters: [Float]) -> Bool {
    guard parameters.count == best.all.count else { return false }
    for (k, loss) in losses.enumerated() { observe(loss, epoch: k + 1, best) }
    best.all.elements = parameters
    return true
  }

  package var shouldStop: Bool { waited >= patience }
}
