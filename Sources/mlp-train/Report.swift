import CLI
import FoundationEssentials
import Glibc
import LinearAlgebra
import NeuralNetwork
import Tabular
import Training

/// The version of the programs.
let version = "0.1.0"

/// The number of cores.
func cores() -> Int { ProcessInfo.processInfo.activeProcessorCount }

/// The progress line: which of several networks, epoch, losses, best so far, rows a second, time left.
func line(_ progress: EpochReport, member: Int?) -> String {
  let width = String(progress.epochs).count
  let epoch = String(progress.epoch)
  let padded = String(repeating: " ", count: width - epoch.count) + epoch
  let validation = progress.validationLoss.map { ", validation \(significant($0))" } ?? ""
  return (member.map { "network \($0)  " } ?? "")
    + "epoch \(padded)/\(progress.epochs)  loss \(significant(progress.trainingLoss))\(validation)"
    + "  best \(significant(progress.bestLoss)) (\(progress.bestEpoch))"
    + "  \(Int(progress.samplesPerSecond)) rows/s  \(duration(progress.secondsLeft)) left"
}

extension EpochReport {
  /// Shows it in the progress line, and warns where the training went back.
  func tell(_ terminal: Terminal, member: Int?) {
    if let rollback {
      terminal.warn(
        (member.map { "network \($0): " } ?? "")
          + "the training diverged in epoch \(epoch), and goes on from "
          + (rollback.bestEpoch.map { "epoch \($0)" } ?? "the beginning")
          + " at a learning rate of \(Float(rollback.rate))")
    } else {
      terminal.progress(line(self, member: member))
    }
  }
}

extension Network {
  /// Warnings of hidden layers of which many units learn nothing from X, features × N; its first samples are looked at.
  func idleUnitWarnings(for X: Matrix) -> [String] {
    let sample = X.columns(0..<min(X.columns, 2_048))
    return deadUnits(for: sample).enumerated().compactMap { k, idle in
      let units = widths[k + 1]
      return 10 * idle <= units
        ? nil
        : "\(idle) of \(units) units of hidden layer \(k + 1) pass nothing on for any of \(sample.columns) rows: they are dead "
          + "or saturated; try a smaller --learning-rate, or another --activation"
    }
  }
}

/// What is predicted, in words.
func describe(_ data: Dataset) -> String {
  switch data.target {
  case .classes(let column, _, let words):
    "classification of '\(column)' "
      + (data.takesNumbersForClasses
        ? "(\(words.count) whole numbers are taken for classes; --task regression for numbers)"
        : "(\(words.count) classes)")
  case .numeric(let numbers): "regression of '\(numbers.map(\.column).joined(separator: "', '"))'"
  }
}

/// The options of a training as the model keeps them.
///
/// The number of threads is none of them: it does not matter.
func describe(_ options: TrainingOptions, _ settings: Settings, _ network: Network) -> [String: String] {
  let initialization = settings.initialization ?? network.activation.initialization
  let smooths = network.loss.name == .binaryCrossEntropy || network.loss.name == .crossEntropy
  let takesParameter = network.loss.name == .huber || network.loss.name == .quantile
  let takesAll = options.optimizer.name.isFullBatch
  let scalesNothing =
    takesAll || network.heads > 1
    || network.parameters.architecture.scalesInputs && network.parameters.R.count == 0
  return [
    "hidden": network.widths.dropFirst().dropLast().map(String.init).joined(separator: ","),
    "heads": takesAll ? "none" : "\(network.heads)", "activation": network.activation.rawValue,
    "init": initialization.rawValue,
    "loss": network.loss.name.rawValue,
    "loss-parameter": takesParameter ? "\(network.loss.parameter)" : "none",
    "label-smoothing": smooths ? "\(network.loss.parameter)" : "none", "seed": "\(options.seed)",
    "optimizer": options.optimizer.name.rawValue,
    "beta1": options.optimizer.name.hasBeta1 ? "\(options.optimizer.beta1)" : "none",
    "beta2": options.optimizer.name.hasBeta2 ? "\(options.optimizer.beta2)" : "none",
    "parametrization": takesAll ? "none" : options.optimizer.parametrization.rawValue,
    "learning-rate": takesAll ? "none" : "\(options.learningRate)",
    "schedule": takesAll ? "none" : options.schedule.rawValue,
    "batch-size": takesAll ? "all" : "\(options.batchSize)",
    "epochs": "\(options.epochs)",
    "patience": "\(options.patience)", "dropout": takesAll ? "none" : "\(options.dropout)",
    "embedding-decay": takesAll ? "none" : "\(options.optimizer.embeddingDecay)",
    "dropout-schedule": takesAll ? "none" : options.dropoutSchedule.rawValue,
    "weight-decay-schedule": takesAll ? "none" : options.weightDecaySchedule.rawValue,
    "weight-decay": options.optimizer.isBayesian ? "bayesian" : "\(options.optimizer.weightDecay)",
    "ema": options.averageDecay.map { "\($0)" } ?? "none",
    "l1": takesAll ? "none" : "\(options.optimizer.l1)",
    "l2": options.optimizer.isBayesian ? "none" : "\(options.optimizer.l2)",
    "periodic": settings.frequencies.map { "\($0)" } ?? "none",
    "front-scale": scalesNothing ? "none" : "\(network.parameters.architecture.scalesInputs)",
    "learned-slopes": "\(settings.learnsSlopes)",
    "rate-factors": takesAll ? "none" : "\(options.optimizer.rateFactors)",
    "number-embedding": settings.numberEmbedding.map { "\($0)" } ?? "none",
    "clip-norm": options.optimizer.clipNorm.map { "\($0)" } ?? "none", "scaling": settings.scaling.rawValue,
    "target-transform": settings.targetTransform.rawValue,
    "clip-output": network.loss.isClassification ? "none" : "\(settings.clipsOutput)",
    "class-weight": settings.classWeight.rawValue,
    "validation-fraction": "\(settings.validationFraction)",
  ]
}

/// A number with four significant digits, or all digits before the point.
func significant(_ x: Double) -> String {
  guard x.isFinite, x != 0 else { return x == 0 ? "0" : "\(x)" }
  let magnitude = Int(floor(log10(abs(x))))
  return magnitude < -4 ? "\(Float(x))" : fixed(x, max(0, 3 - magnitude))
}

/// A number with this many digits behind the point.
func fixed(_ x: Double, _ digits: Int) -> String {
  let scale = pow(10.0, Double(digits))
  let whole = (abs(x) * scale).rounded()
  guard whole < 1e18 else { return "\(x)" }
  let text = String(Int(whole))
  let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
  let sign = x < 0 && whole > 0 ? "-" : ""
  return sign + padded.dropLast(digits) + (digits > 0 ? "." + padded.suffix(digits) : "")
}

private func duration(_ seconds: Double) -> String {
  let whole = Int(min(seconds, 1e9).rounded(.up))
  return whole < 60
    ? "\(whole) s" : whole < 3600 ? "\(whole / 60) min" : "\(whole / 3600) h \(whole % 3600 / 60) min"
}
