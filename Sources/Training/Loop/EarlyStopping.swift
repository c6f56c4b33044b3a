import NeuralNetwork

/// Keeps the parameters of the best epoch, and decides when to stop waiting for a better one.
package struct EarlyStopping {
  package let best: Parameters
  package private(set) var bestEpoch: Int?
  package private(set) var bestLoss = Double.infinity
  private let patience: Int
  private var waited = 0

  /// Before the first epoch, the initial parameters are the best.
  package init(patience: Int, for parameters: Parameters) {
    self.patience = patience
    best = parameters.copy()
  }

  /// Records the loss after an epoch, and keeps the parameters if they are the best so far.
  package mutating func observe(_ loss: Double, epoch: Int, _ parameters: Parameters) {
    waited += 1
    guard loss < bestLoss else { return }
    bestLoss = loss
    bestEpoch = epoch
    waited = 0
    best.all.assign(parameters.all)
  }

  package var shouldStop: Bool { waited >= patience }
}
