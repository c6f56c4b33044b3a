import Diagnostics
import Files
import FoundationEssentials
import NeuralNetwork
import Tabular
import Training

/// Where the state of a training is kept, and how often.
///
/// A training that was cut short continues from the file to the same model as if it had never stopped.
public struct CheckpointOptions: Sendable {
  /// How often the state of a training is kept.
  public enum Interval: Equatable, Sendable {
    /// After so many epochs.
    case epochs(Int)
    /// After so many seconds.
    case seconds(Double)
  }

  /// The file; one that is not a checkpoint is never overwritten.
  public var path: String
  /// How often the state is kept.
  public var interval: Interval
  /// Whether to continue from the file, where it is there.
  public var resumes: Bool

  /// A checkpoint in a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - interval: How often the state is kept.
  ///   - resumes: Whether to continue from the file, where it is there, with the same data and options.
  public init(path: String, interval: Interval = .seconds(60), resumes: Bool = false) {
    (self.path, self.interval, self.resumes) = (path, interval, resumes)
  }

  private static let maximumBytes = 1 << 36

  /// What was kept before; nil where nothing is to be continued.
  ///
  /// Throws `.noInput` where the file cannot be opened, `.data` where it is no checkpoint: what somebody else wrote is
  /// not replaced either.
  func read(searches: Bool, _ observer: TrainingObserver) throws(Failure) -> Checkpoint? {
    guard FileManager.default.fileExists(atPath: path) else {
      if resumes { observer(.noCheckpointYet(path)) }
      return nil
    }
    guard !FileIdentity.isStream(path) else {
      throw Failure(
        .usage, "\(option: .checkpoint): expected a file, but '\(path)' is a pipe or a device")
    }
    let file = try ByteSource(path: path, for: .model)
    if !resumes && file.size == 0 { return nil }
    let checkpoint = try Checkpoint(file.readAll(limit: Self.maximumBytes), file: path)
    guard resumes else {
      observer(.checkpointIgnored(path))
      return nil
    }
    guard checkpoint.found != nil || !searches else {
      throw Failure(
        .data,
        "the checkpoint '\(path)' belongs to a training without \(option: .search); omit \(option: .resume) to start over"
      )
    }
    return checkpoint
  }
}

extension OptionName {
  package static let checkpoint: OptionName = "checkpoint"
}

/// Keeps the state of a training in a file.
///
/// A file that cannot be written does not end a training of hours: it is warned of, and tried again.
package struct CheckpointWriter {
  let options: CheckpointOptions
  private(set) var checkpoint: Checkpoint
  private let observer: TrainingObserver
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant
  private var epochs = 0
  /// Why the file does not hold what it should.
  private(set) var failure: Failure?
  /// Whether the file holds something of this training.
  private(set) var holdsState = false

  /// Begins a checkpoint, or continues an earlier one.
  ///
  /// Throws `.data` where that is of another training, naming what differs.
  init(
    _ options: CheckpointOptions, _ beginning: Checkpoint, after earlier: Checkpoint?,
    _ observer: @escaping TrainingObserver
  ) throws(Failure) {
    (self.options, self.observer) = (options, observer)
    last = clock.now
    checkpoint = earlier ?? beginning
    holdsState = earlier != nil
    guard let earlier else { return }
    if let difference = earlier.difference(from: beginning) {
      throw Failure(
        .data,
        "the checkpoint '\(options.path)' belongs to a different training: \(difference); omit \(option: .resume) to start over"
      )
    }
    if earlier.kernel != beginning.kernel {
      observer(.kernelChanged(before: earlier.kernel, now: beginning.kernel))
      checkpoint.kernel = beginning.kernel
    }
    observer(.resumed(path: options.path, earlier.place))
  }

  /// Whether the state is to be kept now.
  mutating func isDue(_ epochHasEnded: Bool) -> Bool {
    if epochHasEnded { epochs += 1 }
    return switch options.interval {
    case .epochs(let count): epochHasEnded && epochs >= count
    case .seconds(let seconds): (clock.now - last) / .seconds(1) >= seconds
    }
  }

  /// Keeps the current state of a training.
  ///
  /// Not one that is about to diverge.
  mutating func keep(_ state: TrainingState) {
    guard state.total.isFinite, state.parameters.allSatisfy(\.isFinite) else { return }
    checkpoint.training = state
    write()
  }

  /// Keeps a network that is trained, and begins the next one.
  mutating func add(_ outcome: TrainingResult) {
    checkpoint.members.append(Checkpoint.Member(outcome))
    checkpoint.training = nil
    write()
  }

  /// Writes the file, whole or not at all.
  mutating func write() {
    do {
      try OutputFile.write(checkpoint.encoded(), to: options.path)
      failure = nil
      holdsState = true
    } catch {
      let reason =
        (error as? Failure) ?? Failure(.internalError, "the checkpoint cannot be written: \(error)")
      if failure == nil { observer(.checkpointFailed(reason.message)) }
      failure = reason
    }
    (last, epochs) = (clock.now, 0)
  }

  /// Tells how the training is continued, or why it cannot be.
  func tellHowToResume() {
    if let failure {
      observer(.cannotResume(failure.message))
    } else if holdsState {
      observer(.canResume(path: options.path))
    }
  }

  /// Removes the file, when the model is written.
  func remove() { if let file { OutputFile.remove(file) } }

  /// The file, where it holds something of this training.
  var file: String? { holdsState ? options.path : nil }
}

extension Checkpoint {
  fileprivate var place: CheckpointPlace {
    if let training { return .inNetwork(members.count + 1, epochs: training.losses.count) }
    return members.isEmpty ? .beforeFirstEpoch : .networksTrained(members.count)
  }

  /// By what it is not of the training of another, in words; nil where there is nothing.
  fileprivate func difference(from other: Checkpoint) -> String? {
    if program != other.program { return "it was written by \(program), but this is \(other.program)" }
    let differing = Set(options.keys).union(other.options.keys).sorted().filter {
      options[$0] != other.options[$0]
    }
    let changes = differing.map {
      "\($0) \(options[$0] ?? "not set") (now \(other.options[$0] ?? "not set"))"
    }
    // The training rows may be others by these options alone.
    let differences =
      (changes.isEmpty ? [] : [changes.joined(separator: ", ")])
      + (data == other.data ? [] : ["different data, or different training rows or columns"])
    return differences.isEmpty ? nil : "it has " + differences.joined(separator: "; and ")
  }
}

extension Checkpoint.Member {
  init(_ outcome: TrainingResult) {
    self.init(
      parameters: outcome.parameters.all.elements, end: outcome.end, epochs: outcome.epochs,
      bestEpoch: outcome.bestEpoch, bestLoss: outcome.bestLoss, seconds: outcome.seconds)
  }

  /// What a training of `network` came to; nil where this is of another.
  func outcome(of network: Network) -> TrainingResult? {
    let best = Parameters(like: network.parameters)
    guard parameters.count == best.all.count else { return nil }
    best.all.elements = parameters
    return TrainingResult(
      parameters: best, end: end, epochs: epochs, bestEpoch: bestEpoch, bestLoss: bestLoss, seconds: seconds)
  }
}

extension CheckpointWriter? {
  /// That the file does not go with what it says it is of.
  var refusal: Failure {
    Failure(
      .data,
      "the checkpoint '\(self?.options.path ?? "")' is inconsistent; omit \(option: .resume) to start over"
    )
  }
}
