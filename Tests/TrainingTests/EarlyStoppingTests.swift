import LinearAlgebra
import Network
import Testing
import Training

struct EarlyStoppingTests {
  @Test(
    "a training stops behind so many epochs in a row that were no better, and keeps the best",
    arguments: [1, 3])
  func patience(_ patience: Int) {
    let parameters = Parameters(inputs: Inputs([.plain(1)]), widths: [1])
    var stopping = EarlyStopping(patience: patience, for: parameters)
    var stopped: [Bool] = []
    for (k, loss) in [5.0, 3, 4, 2, 2, 2.5, 2, 1, 1].enumerated() {
      parameters.W[1][0, 0] = Float(k + 1)
      stopping.observe(loss, epoch: k + 1, parameters)
      stopped.append(stopping.shouldStop)
      if k == 6 {
        #expect(stopping.bestEpoch == 4 && stopping.bestLoss == 2 && stopping.best.W[1][0, 0] == 4)
      }
    }
    // The third epoch is the first that is no better; the fifth to the seventh are three in a row.
    #expect(stopped.firstIndex(of: true) == (patience == 1 ? 2 : 6))
  }
}
