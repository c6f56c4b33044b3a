import LinearAlgebra
import Network
import Testing
import Training

struct ProgressTests {
  /// The reports on a training of this many samples by single minibatches.
  private func reports(_ samples: Int, _ change: (inout TrainingOptions) -> Void) throws -> [Progress] {
    let network = StepTests.network(.tanh, widths: [8, 64, 64, 1])
    var options = TrainingOptions()
    options.batchSize = 16
    change(&options)
    var reports: [Progress] = []
    _ = try Trainer(options, workers: Workers(threads: 1)).run(
      network, training: StepTests.examples(samples, features: 8), validation: nil,
      report: { reports.append($0) })
    return reports
  }

  /// The first epoch takes most of the time since the beginning, which tells how long the others will take.
  @Test("the samples per second are those of an epoch")
  func speed() throws {
    let first = try #require(try reports(20_000) { $0.epochs = 2 }.first)
    #expect(first.epoch == 1 && first.epochs == 2)
    let seconds = 20_000 / first.samplesPerSecond
    #expect(seconds <= first.secondsLeft && seconds > 0.7 * first.secondsLeft)
  }

  @Test("no more time is left than the limit leaves, and none after the last epoch")
  func secondsLeft() throws {
    let limited = try reports(64) { ($0.epochs, $0.timeLimit) = (1_000_000, 0.2) }
    #expect(!limited.isEmpty && limited.allSatisfy { (0...0.2).contains($0.secondsLeft) })
    #expect(try reports(64) { $0.epochs = 3 }.last?.secondsLeft == 0)
  }
}
