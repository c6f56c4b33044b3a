import NeuralNetwork
import Parallel
import Testing
import Training

struct EpochReportTests {
  /// The reports on a training of this many samples by single minibatches.
  private func reports(_ samples: Int, _ change: (inout TrainingOptions) -> Void) throws -> [EpochReport] {
    let network = MinibatchStepTests.network(.tanh, widths: [8, 64, 64, 1])
    var options = TrainingOptions()
    options.batchSize = 16
    change(&options)
    var reports: [EpochReport] = []
    _ = try Trainer(options, workers: ThreadPool(threads: 1)).run(
      network, training: MinibatchStepTests.examples(samples, features: 8), validation: nil,
      report: { reports.append($0) })
    return reports
  }

  /// The first epoch takes most of the time so far, from which the time of the others is estimated.
  @Test("the samples per second are those of an epoch")
  func speed() throws {
    let first = try #require(try reports(20_000) { $0.epochs = 2 }.first)
    #expect(first.epoch == 1 && first.epochs == 2)
    let seconds = 20_000 / first.samplesPerSecond
    #expect(seconds <= first.secondsLeft && seconds > 0.7 * first.secondsLeft)
  }

  /// Nine tenths of the epoch were done before.
  @Test("a resumed epoch has the speed of its remaining part")
  func rest() throws {
    let examples = MinibatchStepTests.examples(20_000, features: 8)
    var options = TrainingOptions()
    (options.batchSize, options.epochs) = (200, 2)
    func run(from state: TrainingState?, keep: (TrainingState) -> Void = { _ in }) throws -> [EpochReport] {
      var reports: [EpochReport] = []
      var minibatches = 0
      _ = try Trainer(options, workers: ThreadPool(threads: 1)).run(
        MinibatchStepTests.network(.tanh, widths: [8, 64, 64, 1]), training: examples, validation: nil,
        from: state,
        isTimeToKeep: { _ in
          minibatches += 1
          return minibatches == 91
        }, keep: keep, report: { reports.append($0) })
      return reports
    }
    var state: TrainingState?
    _ = try run(from: nil) { state = state ?? $0 }
    #expect(state?.minibatches == 90)
    let resumed = try run(from: state)
    let ratio = try #require(resumed.first).samplesPerSecond / #require(resumed.last).samplesPerSecond
    #expect(ratio > 0.2 && ratio < 5)
  }

  @Test("the time left is at most that of the limit, and zero after the last epoch")
  func secondsLeft() throws {
    let limited = try reports(64) { ($0.epochs, $0.timeLimit) = (1_000_000, 0.2) }
    #expect(!limited.isEmpty && limited.allSatisfy { (0...0.2).contains($0.secondsLeft) })
    #expect(try reports(64) { $0.epochs = 3 }.last?.secondsLeft == 0)
  }
}
