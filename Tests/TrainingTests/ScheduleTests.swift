import LinearAlgebra
import NeuralNetwork
import Parallel
import Testing
import Training

struct ScheduleTests {
  @Test("factors over 100 steps are those of PyTorch's schedulers, or of published formulas")
  func likePyTorch() throws {
    let fixture = try fixture("schedules.json", [String: [Double]].self)
      .merging(fixture("published_schedules.json", [String: [Double]].self)) { known, _ in known }
    for schedule in Schedule.allCases where schedule != .plateau && schedule != .constant {
      let expected = try #require(fixture[schedule.rawValue])
      for t in 0..<100 {
        let tolerance = 1e-6 * abs(expected[t]) + 1e-12
        #expect(abs(schedule.factor(step: t, of: 100) - expected[t]) < tolerance, "\(schedule), step \(t)")
      }
    }
  }

  @Test("on a plateau the rate falls as in PyTorch")
  func plateau() throws {
    let fixture = try fixture("schedules.json", [String: [Double]].self)
    var plateau = ReduceOnPlateau()
    for (loss, expected) in zip(try #require(fixture["losses"]), try #require(fixture["plateau"])) {
      #expect(abs(plateau.factor - expected) < 1e-9)
      plateau.observe(loss)
    }
  }

  @Test("a loss that falls by less than 0.01 % counts as a plateau")
  func threshold() {
    for (loss, factor) in [(0.99995, 0.5), (0.9998, 1)] {
      var plateau = ReduceOnPlateau()
      plateau.observe(1)
      plateau.observe(loss)
      for _ in 0..<5 { plateau.observe(loss) }
      #expect(plateau.factor == factor, "\(loss)")
    }
  }

  /// The derivative of the absolute error is 1, so that a step is as long as the rate.
  @Test("a training goes through its schedule once, step by step over its epochs")
  func whole() throws {
    let network = Network(
      parameters: Parameters(widths: [1, 1]), activation: .identity, loss: Loss(.absolute))
    let examples = LabeledSamples(
      X: Matrix(rows: 1, columns: 4), Y: Matrix(rows: 1, columns: 4, repeating: -1e3))
    var options = TrainingOptions()
    (options.optimizer, options.schedule, options.learningRate) = (Optimizer(.sgd), .cosine, 0.5)
    (options.epochs, options.batchSize) = (3, 1)
    var b: [Float] = []
    _ = try Trainer(options, workers: ThreadPool(threads: 1)).run(
      network, training: examples, validation: nil, isTimeToKeep: { _ in true },
      keep: { b.append($0.parameters.min() ?? .nan) })
    b.append(network.parameters.b[1][0, 0])
    #expect(b.count == 13)
    for (t, (before, after)) in zip(b, b.dropFirst()).enumerated() {
      #expect(abs(Double(before - after) - 0.5 * Schedule.cosine.factor(step: t, of: 12)) < 1e-5, "step \(t)")
    }
  }

  @Test("of ten steps one is a warmup step, of a hundred ten")
  func warmup() {
    #expect(
      Schedule.warmupCosine.factor(step: 0, of: 10) == 1
        && Schedule.warmupCosine.factor(step: 0, of: 100) == 0.1)
    #expect(
      Schedule.warmupCosine.factor(step: 9, of: 100) == 1 && Schedule.warmupCosine.factor(step: 0, of: 1) == 1
    )
  }

  @Test("the step schedule changes after each three of ten steps, or after each of a few")
  func fewSteps() {
    #expect(
      (0..<4).map { Schedule.step.factor(step: $0, of: 4) } == [
        1, 0.1, 0.010000000000000002, 0.0010000000000000002,
      ])
    #expect((0..<10).map { Schedule.step.factor(step: $0, of: 10) }.count { $0 == 1 } == 3)
  }

  @Test("a loss of zero counts as a plateau")
  func nothing() {
    var plateau = ReduceOnPlateau()
    for _ in 0..<7 { plateau.observe(0) }
    #expect(plateau.factor == 0.5)
  }
}
