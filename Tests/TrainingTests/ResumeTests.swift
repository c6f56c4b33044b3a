import Diagnostics
import LinearAlgebra
import NeuralNetwork
import Parallel
import Testing
import Training

/// A training resumes from a stored state to the same bits.
struct ResumeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let optimizer: Optimizer.Method
    var schedule = Schedule.cosine
    var averageDecay: Double? = 0.9
    var validates = true

    var testDescription: String {
      "\(optimizer.rawValue), \(schedule.rawValue), \(averageDecay.map { "average \($0)" } ?? "no average"), "
        + (validates ? "judged" : "not judged")
    }

    static let all =
      Optimizer.Method.allCases.map { Case(optimizer: $0) }
      + Schedule.allCases.map { Case(optimizer: .adamw, schedule: $0, averageDecay: nil) }
      + [.adamw, .lbfgs, .levenbergMarquardt].map { Case(optimizer: $0, validates: false) }
  }

  let examples = MinibatchStepTests.examples(150, features: 4)

  private func options(_ optimizer: Optimizer.Method) -> TrainingOptions {
    var options = TrainingOptions()
    options.optimizer = Optimizer(optimizer)
    options.learningRate = options.optimizer.defaultLearningRate
    options.batchSize = 32
    options.epochs = optimizer.isFullBatch ? 30 : 12
    options.patience = 5
    options.dropout = 0.2
    options.dropoutSchedule = .flatCosine
    return options
  }

  private func network(_ options: TrainingOptions, seed: UInt64) -> Network {
    let parameters = Parameters(widths: [4, 12, 1])
    Initialization.heNormal.fill(parameters, seed: seed)
    let isPlain = options.optimizer.name == .levenbergMarquardt
    return Network(
      parameters: parameters, activation: .tanh, loss: Loss(isPlain ? .squaredError : .binaryCrossEntropy))
  }

  @Test("it resumes from any minibatch, with any optimizer and any number of threads", arguments: Case.all)
  func sameBits(_ wanted: Case) throws {
    var options = options(wanted.optimizer)
    options.schedule = wanted.schedule
    options.averageDecay = wanted.averageDecay
    let validation = wanted.validates ? MinibatchStepTests.examples(60, features: 4) : nil
    var states: [TrainingState] = []
    let whole = try Trainer(options, workers: ThreadPool(threads: 1)).run(
      network(options, seed: 1), training: examples, validation: validation, isTimeToKeep: { _ in true },
      keep: { states.append($0) })
    #expect(states.count >= whole.epochs)
    for (k, state) in states.enumerated() where k % 3 == 0 || k == states.count - 1 {
      // The weights of another seed are replaced.
      var reported: [Int] = []
      let resumed = try Trainer(options, workers: ThreadPool(threads: 1 + k % 3)).run(
        network(options, seed: 2), training: examples, validation: validation, from: state,
        report: { reported.append($0.epoch) })
      #expect(resumed.parameters.all.elements == whole.parameters.all.elements)
      #expect(resumed.end == whole.end && resumed.epochs == whole.epochs)
      #expect(resumed.bestEpoch == whole.bestEpoch && resumed.bestLoss == whole.bestLoss)
      #expect(reported.first == state.losses.count + 1)
    }
  }

  @Test("a state is kept before the first minibatch after an epoch, and when training is interrupted")
  func moments() throws {
    let options = options(.adamw)
    var states: [TrainingState] = []
    var steps = 0
    let outcome = try Trainer(options, workers: ThreadPool(threads: 1)).run(
      network(options, seed: 1), training: examples, validation: nil,
      interrupted: {
        steps += 1
        return steps == 8
      }, isTimeToKeep: { $0 }, keep: { states.append($0) })
    // Five minibatches an epoch: seven are done when the eighth is asked for.
    #expect(outcome.end == .interrupted && states.map(\.losses.count) == [1, 1])
    #expect(states.map(\.minibatches) == [0, 2])
  }

  @Test("a training that diverges returns to the best parameters at a tenth of the rate, at most three times")
  func rollbacks() throws {
    var options = options(.sgd)
    options.learningRate = 30
    options.dropout = 0
    options.averageDecay = nil
    func network() -> Network {
      let parameters = Parameters(widths: [4, 12, 1])
      Initialization.heNormal.fill(parameters, seed: 1)
      return Network(parameters: parameters, activation: .relu, loss: Loss(.squaredError))
    }
    var states: [TrainingState] = []
    var rollbacks: [Rollback] = []
    let trainer = Trainer(options, workers: ThreadPool(threads: 1))
    let whole = try trainer.run(
      network(), training: examples, validation: examples, isTimeToKeep: { _ in true },
      keep: { states.append($0) }, report: { if let rollback = $0.rollback { rollbacks.append(rollback) } })
    #expect(!rollbacks.isEmpty && zip(rollbacks, [3, 0.3, 0.03]).allSatisfy { abs($0.rate - $1) < 1e-9 })
    #expect(whole.bestLoss.isFinite && whole.parameters.all.elements.allSatisfy(\.isFinite))
    for state in states where state.total.isFinite {
      let resumed = try trainer.run(network(), training: examples, validation: examples, from: state)
      #expect(resumed.parameters.all.elements == whole.parameters.all.elements)
    }
    options.learningRate = 1e30
    #expect(throws: Failure.self) {
      try Trainer(options, workers: ThreadPool(threads: 1)).run(
        network(), training: examples, validation: nil)
    }
  }

  /// At a rate of 3 each step doubles the distance of the bias from its target, so that the loss grows fourfold.
  @Test(
    "an epoch diverged if its loss is ten times that of the first, or of 1 if that is less",
    arguments: [(4.0, 3), (0.8, 3), (0.65, 3), (0.6, 4)])
  func diverging(_ first: Double, _ epoch: Int) throws {
    let network = Network(
      parameters: Parameters(widths: [1, 1]), activation: .identity, loss: Loss(.squaredError))
    network.parameters.b[1][0, 0] = Float((2 * first).squareRoot())
    let examples = LabeledSamples(X: Matrix(rows: 1, columns: 4), Y: Matrix(rows: 1, columns: 4))
    var options = TrainingOptions()
    (options.optimizer, options.schedule, options.learningRate) = (Optimizer(.sgd), .constant, 3)
    options.epochs = 5
    var losses: [Double] = []
    var rollbacks: [Int] = []
    _ = try Trainer(options, workers: ThreadPool(threads: 1)).run(
      network, training: examples, validation: nil,
      report: {
        losses.append($0.trainingLoss)
        if $0.rollback != nil { rollbacks.append($0.epoch) }
      })
    #expect(abs(losses[0] - first) < 1e-5 && abs(losses[1] - 4 * first) < 1e-4 && rollbacks.first == epoch)
  }

  /// Adam's steps are as long as the rate for any gradient.
  @Test("a training with a rollback resumes from each of its states to the same parameters")
  func resumingBehindRetreats() throws {
    let examples = LabeledSamples(X: Matrix(rows: 1, columns: 4), Y: Matrix(rows: 1, columns: 4))
    var options = TrainingOptions()
    (options.optimizer, options.schedule, options.learningRate) = (Optimizer(.adam), .constant, 100)
    options.epochs = 9
    func run(from state: TrainingState?, keep: (TrainingState) -> Void) throws -> [Float] {
      let network = Network(
        parameters: Parameters(widths: [1, 1]), activation: .identity, loss: Loss(.squaredError))
      network.parameters.b[1][0, 0] = 1
      return try Trainer(options, workers: ThreadPool(threads: 1)).run(
        network, training: examples, validation: nil, from: state, isTimeToKeep: { _ in true }, keep: keep
      ).parameters.all.elements
    }
    var states: [TrainingState] = []
    let whole = try run(from: nil) { states.append($0) }
    #expect(states.count == 9 && states.contains { $0.losses.contains(.greatestFiniteMagnitude) })
    for state in states { #expect(try run(from: state) { _ in } == whole) }
  }

  @Test("the time limit covers the training before and after resuming")
  func timeLimit() throws {
    var options = options(.adamw)
    var states: [TrainingState] = []
    let trainer = Trainer(options, workers: ThreadPool(threads: 1))
    _ = try trainer.run(
      network(options, seed: 1), training: examples, validation: nil, isTimeToKeep: { $0 },
      keep: { states.append($0) })
    states[0].seconds = 1000
    options.timeLimit = 1000
    let outcome = try Trainer(options, workers: ThreadPool(threads: 1)).run(
      network(options, seed: 1), training: examples, validation: nil, from: states[0])
    #expect(outcome.end == .timeLimit && outcome.epochs == 1 && outcome.seconds >= 1000)
  }

  @Test("the state of another training is refused")
  func refused() throws {
    let options = options(.adamw)
    var states: [TrainingState] = []
    let trainer = Trainer(options, workers: ThreadPool(threads: 1))
    _ = try trainer.run(
      network(options, seed: 1), training: examples, validation: nil, isTimeToKeep: { _ in true },
      keep: { states.append($0) })
    let good = states[7]
    func damaged(_ damage: (inout TrainingState) -> Void) -> TrainingState {
      var state = good
      damage(&state)
      return state
    }
    for state in [
      damaged { $0.parameters.removeLast() }, damaged { $0.best = [] }, damaged { $0.best.append(1) },
      damaged { $0.losses = Array(repeating: .greatestFiniteMagnitude, count: 4) },

      damaged { $0.average = $0.parameters }, damaged { $0.minibatches = -1 },
      damaged { $0.minibatches = 6 }, damaged { $0.losses = Array(repeating: 1, count: 13) },
      damaged { $0.algorithm.singles["m"] = nil },
      damaged { $0.algorithm.singles["v"] = [] },
      damaged { $0.algorithm = OptimizerSnapshot(numbers: ["idle": 0]) },
    ] {
      #expect(throws: Failure.self) {
        try trainer.run(network(options, seed: 1), training: examples, validation: nil, from: state)
      }
    }
  }
}
