import CLI
import Diagnostics
import NeuralNetwork
import Options
import Testing
import Training

@testable import MLP
@testable import TrainCommand

struct OptionTableTests {
  @Test("the help shows the default of every option that has one")
  func defaults() {
    let settings = TrainingSettings()
    for row in TrainingOptionTable.rows {
      guard let value = row.show(settings), !value.isEmpty else { continue }
      let description = TrainCommand.options[row.name]
      let shown = row.isFlag ? (value == Flag.on ? "on" : "off") : value
      #expect(
        description?.defaultText?.description.contains(shown) == true
          || row.description.defaultText != nil || row.name == .preset,
        "\(row.name.rawValue) is \(shown)")
    }
    #expect(
      TrainCommand.options[.learningRate]?.defaultText
        == "0.001; 0.1 with sgd; 0.02 with momentum and nesterov")
    #expect(TrainCommand.options[.epochs]?.defaultText == "100; 1000 with lbfgs and levenberg-marquardt")
    #expect(TrainCommand.options[.ema]?.defaultText == "0.99; none with fast")
    #expect(
      TrainCommand.options[.clipOutput]?.defaultText
        == "on; off with fast, lbfgs and levenberg-marquardt")
  }

  @Test("every option that changes the settings of network and training is in the provenance")
  func provenance() {
    for row in TrainingOptionTable.rows where row.traits.contains(.decidesTraining) {
      #expect(row.traits.contains(.inProvenance), "\(row.name.rawValue)")
    }
  }

  @Test("option names and letters are unique, and the searched options are part of trials")
  func unique() {
    let options = TrainCommand.options.options
    #expect(Set(options.map(\.name)).count == options.count)
    let letters = options.compactMap(\.letter)
    #expect(Set(letters).count == letters.count)
    for option in SearchSpace.choices {
      #expect(TrainingOptionTable.row(option)?.traits.contains(.outsideTrials) == false)
    }
  }

  @Test(
    "the value that a row shows can be parsed again",
    arguments: [Preset.fast, .default, .best], Optimizer.Method.allCases)
  func roundTrip(_ preset: Preset, _ optimizer: Optimizer.Method) throws {
    let settings = TrainingSettings(preset, optimizer)
    for row in TrainingOptionTable.rows {
      guard let value = row.show(settings), !value.hasPrefix("up to "), value != "bayesian" else { continue }
      var again = settings
      try row.apply(value, &again)
      #expect(row.show(again) == value, "\(row.name.rawValue)")
    }
  }

  @Test(
    "the name of a loss in other tools leads to a suggestion",
    arguments: [
      ("mse", "squared-error"), ("MSE", "squared-error"), ("mae", "absolute"), ("logloss", "cross-entropy"),
      ("squared-eror", "squared-error"),
    ])
  func otherLosses(_ value: String, _ meant: String) {
    let failure = #expect(throws: Failure.self) { try TrainingSettings(GivenOptions([.loss: [value]])) }
    let message = failure?.message.forCommandLine ?? ""
    #expect(message.hasPrefix("--loss: expected one of squared-error, "))
    #expect(message.hasSuffix(", found '\(value)'; did you mean \(meant)?"))
  }

  @Test(
    "the name of an option in other tools leads to a suggestion",
    arguments: [
      ("lr", "learning-rate"), ("na-values", "missing"), ("optim", "optimizer"), ("valid", "validation"),
      ("members", "ensemble"), ("heads", "tabm"),
    ])
  func otherNames(_ name: String, _ meant: String) {
    let failure = #expect(throws: Failure.self) { try Arguments(["--" + name, "1"], TrainCommand.options) }
    #expect(failure?.message.forCommandLine == "unknown option --\(name); did you mean --\(meant)?")
  }

  @Test("-h has at most 50 lines of at most 80 characters")
  func shortHelp() {
    let lines = TrainCommand.help.short.split(separator: "\n", omittingEmptySubsequences: false)
    #expect((10...50).contains(lines.count), "\(lines.count) lines")
    #expect(lines.allSatisfy { $0.count <= 80 })
  }
}
