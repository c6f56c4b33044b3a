import LinearAlgebra
import MLP
import MLPInference
import Metrics
import NeuralNetwork
import Tabular
import Training

/// Files as the programs write them, small and of every form, of which mutants are made.
package enum Seeds {
  /// Models of every encoding, target and form.
  package static func models() throws -> [[UInt8]] {
    let rows = (0..<40).map { n in
      let level = ["low", "medium", "high"][n % 3]
      return
        "\(n * 7 % 41).5,w\(n % 4),2024-0\(1 + n % 9)-1\(n % 5),\(level),\(n % 10 == 3 ? "" : "\(n % 6)"),\(n % 3)"
    }
    let text = "n,w,d,l,m,y\n" + rows.joined(separator: "\n") + "\n"
    let table = try Table(reading: [ByteStream(name: "f", bytes: Array(text.utf8))])
    func model(
      _ form: NumericEncodingOptions, _ target: Target, _ loss: Loss, hidden: [Int] = [3],
      _ network: Architecture = Architecture(),
      members: Int = 1, outputs: Int = 1
    ) throws -> TrainedModel {
      let features = try Features.fit(table, rows: Array(0..<40), excluding: [5], form).features
      let networks = (0..<members).map { k in
        let parameters = Parameters(inputs: features.inputs, widths: hidden + [outputs], network)
        Initialization.heNormal.fill(parameters, seed: UInt64(k))
        return Network(parameters: parameters, activation: .mish, loss: loss)
      }
      return TrainedModel(
        members: networks, features: features, target: target, missing: table.missing,
        provenance: .init(
          program: "test", seed: 1, options: ["hidden": "3"], metrics: ["rmse": 0.5], trainingRows: 40,
          validationRows: 4, epochs: 2, bestEpoch: 1, baselines: ["constant rmse": 2]))
    }
    let all = Array(0..<40)
    let numbers = { transform in
      try Target.fit(
        [table.columns[5]], task: .regression, rows: all, standardizes: true, transform: transform,
        clips: true)
    }
    let classes = try Target.fit([table.columns[5]], task: .classification, rows: all)
    let two = Target.classes(column: "y", position: 5, words: ["0", "1"])
    var calibrated = try model(
      NumericEncodingOptions(.robust), classes, Loss(.crossEntropy), members: 2, outputs: 3)
    calibrated.temperature = TemperatureScaling(0.5)
    var bounded = try model(
      NumericEncodingOptions(.standard, bins: 8, frequencies: 2), numbers(.normal), Loss(.huber),
      Architecture(scalesInputs: true, isParametric: true))
    bounded.intervals = [ConformalIntervals(residuals: [0, 1.5, 4], predictions: [1, 2], spreads: [3, 5])]
    return try [
      calibrated, bounded,
      model(
        NumericEncodingOptions(.standard, bins: 20, size: 4), two, Loss(.binaryCrossEntropy),
        Architecture(heads: 2)),
      model(NumericEncodingOptions(.robust, bins: 16), two, Loss(.hinge), hidden: []),
      model(NumericEncodingOptions(.standard), numbers(.log), Loss(.poisson), hidden: [2, 2]), embedded(),
    ].map { try $0.encoded() }
  }

  /// A model whose only column has so many words that they are embedded.
  private static func embedded() throws -> TrainedModel {
    let rows = (0..<240).map { "w\($0 % 120),\($0 % 2)" }
    let text = "w,y\n" + rows.joined(separator: "\n") + "\n"
    let table = try Table(reading: [ByteStream(name: "f", bytes: Array(text.utf8))])
    let features = try Features.fit(
      table, rows: Array(0..<240), excluding: [1], NumericEncodingOptions(.standard)
    )
    .features
    return TrainedModel(
      members: [
        Network(
          parameters: Parameters(inputs: features.inputs, widths: [1]), activation: .relu,
          loss: Loss(.binaryCrossEntropy))
      ],
      features: features, target: .classes(column: "y", position: 1, words: ["0", "1"]),
      missing: table.missing,
      provenance: .init(
        program: "test", seed: 1, options: [:], metrics: [:], trainingRows: 240, validationRows: 0, epochs: 1,
        bestEpoch: 1))
  }

  /// Checkpoints of a training by each kind of optimizer: before its first epoch has ended, and later.
  package static func checkpoints() throws -> [[UInt8]] {
    try [Optimizer.Method.adamw, .momentum, .lbfgs, .levenbergMarquardt].flatMap { optimizer in
      let training = TinyTraining(optimizer)
      var states: [TrainingState] = []
      try training.run(keep: { states.append($0) })
      let parameters = training.network().parameters.all.elements
      return try states.prefix(2).map { state in
        var state = state
        state.seconds = 1.5
        return try Checkpoint(
          program: "mlp-train 1", kernel: "Haswell", data: "0123",
          options: ["optimizer": optimizer.rawValue, "seed": "1"],
          found: .init(values: ["dropout": "0.1"], trials: 12),
          members: [
            .init(
              parameters: parameters, end: .patience, epochs: 9, bestEpoch: 3, bestLoss: 0.1, seconds: 2.25)
          ], training: state
        ).encoded()
      }
    }
  }
}

/// Mutants of the files of a kind, which a seed tells.
package struct MutatedFiles {
  private let attack: FuzzTarget
  private let seeds: [Mutant]
  private var random: SplitMix

  /// Of models or checkpoints.
  package init(of attack: FuzzTarget, seed: UInt64) throws {
    self.attack = attack
    let isModel = attack == .model
    seeds = try (isModel ? Seeds.models() : Seeds.checkpoints()).map {
      try Mutant($0, key: isModel ? "mlp" : "mlp-checkpoint")
    }
    random = SplitMix(seed: seed)
  }

  package mutating func next() -> [UInt8] { random.pick(seeds).mutated(&random) }
}
