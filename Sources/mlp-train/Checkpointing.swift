import CLI
import CheckpointFile
import Diagnostics
import Files
import FoundationEssentials
import NeuralNetwork
import Tabular
import Training

/// What the user asked of checkpoints.
struct CheckpointSettings {
  /// How often the state of a training is kept.
  enum Interval: Equatable {
    case epochs(Int)
    case seconds(Double)
  }

  let path: String
  let interval: Interval
  /// Whether to go on from the file, where it is there.
  let resumes: Bool

  /// Nil where none are asked for.
  ///
  /// Throws `.usage` for what cannot be.
  init?(_ arguments: Arguments<TrainOption>) throws(Failure) {
    guard let path = try arguments.path(.checkpoint) else {
      for option in [TrainOption.resume, .checkpointEvery] where arguments.contains(option) {
        throw Failure(
          .usage, "--\(option.rawValue) is for a training with --checkpoint FILE; say that as well")
      }
      return nil
    }
    guard path != "-" else {
      throw Failure(.usage, "a checkpoint is replaced again and again: name a file with --checkpoint, not -")
    }
    self.path = path
    resumes = arguments.contains(.resume)
    let every = arguments[.checkpointEvery] ?? "60s"
    if let epochs = Int(every), (1...1_000_000).contains(epochs) {
      interval = .epochs(epochs)
    } else if Double(every) == nil, let seconds = try? arguments.seconds(.checkpointEvery) ?? 60 {
      interval = .seconds(seconds)
    } else {
      throw arguments.refusal(
        .checkpointEvery, every,
        "a number of epochs from 1 to 1000000, such as 5, or a length of time, such as 10min")
    }
  }

  /// What was kept before; nil where nothing is to be gone on with.
  ///
  /// Throws `.noInput` where the file cannot be opened, `.data` where it is no checkpoint: what somebody else wrote is not
  /// replaced either.
  func read(searches: Bool, _ terminal: Terminal) throws(Failure) -> Checkpoint? {
    guard FileManager.default.fileExists(atPath: path) else {
      if resumes {
        terminal.say("there is no checkpoint '\(path)' yet: the training begins at its beginning")
      }
      return nil
    }
    guard !FileIdentity.isStream(path) else {
      throw Failure(
        .usage, "a checkpoint is replaced again and again: '\(path)' is a pipe or a device, and no file")
    }
    let file = try ByteSource(path: path, for: .model)
    if !resumes && file.size == 0 { return nil }
    let checkpoint = try Checkpoint(file.readAll(limit: Checkpoint.maximumBytes), file: path)
    guard resumes else {
      terminal.warn(
        "'\(path)' holds a training that could go on with --resume; it is begun anew, and replaces that")
      return nil
    }
    guard checkpoint.found != nil || !searches else {
      throw Failure(
        .data, "the checkpoint '\(path)' is of a training without --search; leave out --resume to begin anew")
    }
    return checkpoint
  }
}

/// The checkpoint of a training under way, and its file.
///
/// A file that cannot be written does not end a training of hours: it is warned of, and tried again.
struct Checkpointing {
  let settings: CheckpointSettings
  private(set) var checkpoint: Checkpoint
  private let terminal: Terminal
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant
  private var epochs = 0
  /// Why the file does not hold what it should.
  private(set) var failure: Failure?
  /// Whether the file holds something of this training.
  private(set) var holdsState = false

  /// Begins a checkpoint, or goes on with an earlier one.
  ///
  /// Throws `.data` where that is of another training, naming what differs.
  init(
    _ settings: CheckpointSettings, _ beginning: Checkpoint, after earlier: Checkpoint?, _ terminal: Terminal
  ) throws(Failure) {
    self.settings = settings
    self.terminal = terminal
    last = clock.now
    checkpoint = earlier ?? beginning
    holdsState = earlier != nil
    guard let earlier else { return }
    if let difference = earlier.difference(from: beginning) {
      throw Failure(
        .data,
        "the checkpoint '\(settings.path)' is of another training: \(difference); leave out --resume to begin anew"
      )
    }
    if earlier.kernel != beginning.kernel {
      terminal.warn(
        "the checkpoint was written with the BLAS kernel \(earlier.kernel), and now it is \(beginning.kernel), which rounds "
          + "otherwise: the model will not be the same to the bit")
      checkpoint.kernel = beginning.kernel
    }
    let trained = earlier.members.count
    let place =
      earlier.training.map { "network \(trained + 1), after \(counted($0.losses.count, "epoch"))" }
      ?? (trained > 0 ? "\(counted(trained, "network")) trained" : "before the first epoch")
    terminal.say("goes on from '\(settings.path)': \(place)")
  }

  /// Whether the state is to be kept now.
  mutating func isDue(_ epochHasEnded: Bool) -> Bool {
    if epochHasEnded { epochs += 1 }
    return switch settings.interval {
    case .epochs(let count): epochHasEnded && epochs >= count
    case .seconds(let seconds): (clock.now - last) / .seconds(1) >= seconds
    }
  }

  /// Keeps the state of the training at hand.
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
      try OutputFile.write(checkpoint.encoded(), to: settings.path)
      failure = nil
      holdsState = true
    } catch {
      let reason = (error as? Failure) ?? Failure(.software, "the checkpoint cannot be written: \(error)")
      if failure == nil { terminal.warn("\(reason.message); the training goes on without") }
      failure = reason
    }
    (last, epochs) = (clock.now, 0)
  }

  /// Says how the training goes on, or why it cannot.
  func sayHowItGoesOn() {
    if let failure {
      terminal.warn("the training cannot go on from here: \(failure.message)")
    } else if holdsState {
      terminal.say("the training can go on: the same command with --resume, by '\(settings.path)'")
    }
  }

  /// Removes the file, when the model is written.
  func remove() { if holdsState { OutputFile.remove(settings.path) } }
}

extension Checkpoint {
  fileprivate static let maximumBytes = 1 << 36

  /// By what it is not of the training of another, in words; nil where there is nothing.
  fileprivate func difference(from other: Checkpoint) -> String? {
    if program != other.program { return "it was written by \(program), and this is \(other.program)" }
    let differing = Set(options.keys).union(other.options.keys).sorted().filter {
      options[$0] != other.options[$0]
    }
    let changes = differing.map {
      "\($0) \(options[$0] ?? "not given") (now \(other.options[$0] ?? "not given"))"
    }
    // The rows to learn from may be others by these options alone.
    let differences =
      (changes.isEmpty ? [] : [changes.joined(separator: ", ")])
      + (data == other.data ? [] : ["other data, or other rows and columns of them to learn from"])
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

extension Checkpointing? {
  /// That the file does not go with what it says it is of.
  var refusal: Failure {
    Failure(
      .data,
      "the checkpoint '\(self?.settings.path ?? "")' does not hold what it says; begin without --resume")
  }
}
