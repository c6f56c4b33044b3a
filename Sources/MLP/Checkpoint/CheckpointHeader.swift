import Training

/// The JSON under the metadata key `mlp-checkpoint`, version 2 of the format (docs/format.md).
///
/// Keys are the words of the file, and belong to it alone.
struct CheckpointHeader: Codable {
  /// The only version that is written and read.
  static let version = 2
  static let key = "mlp-checkpoint"

  private var version = Self.version
  let program: String
  let blasKernel: String
  let dataFingerprint: String
  let options: [String: String]
  let search: Search?
  let ensemble: [MemberHeader]
  let training: State?

  private enum CodingKeys: String, CodingKey {
    case version, program, blasKernel, dataFingerprint, options, search, ensemble, training
  }

  init(_ checkpoint: Checkpoint) {
    program = checkpoint.program
    blasKernel = checkpoint.kernel
    dataFingerprint = checkpoint.data
    options = checkpoint.options
    search = checkpoint.found.map { Search(values: $0.values, trials: $0.trials) }
    ensemble = checkpoint.members.map { MemberHeader($0) }
    training = checkpoint.training.map { State($0) }
  }

  /// The one key that all versions share.
  struct VersionOnly: Decodable {
    let version: Int

    private enum CodingKeys: String, CodingKey { case version }
  }

  /// What a search has chosen: values of options by name, after so many trials.
  struct Search: Codable {
    let values: [String: String]
    let trials: Int

    private enum CodingKeys: String, CodingKey { case values, trials }
  }

  /// A trained ensemble member.
  struct MemberHeader: Codable {
    let end: End
    let epochs: Int
    let bestEpoch: Int
    let bestLoss: Double
    let seconds: Double

    private enum CodingKeys: String, CodingKey { case end, epochs, bestEpoch, bestLoss, seconds }

    init(_ member: Checkpoint.Member) {
      end = End(member.end)
      (epochs, bestEpoch) = (member.epochs, member.bestEpoch)
      (bestLoss, seconds) = (member.bestLoss, member.seconds)
    }
  }

  /// Why the training of a member ended.
  enum End: String, Codable {
    case epochs, converged, interrupted
    case earlyStopping = "early-stopping"
    case timeLimit = "time-limit"

    init(_ end: TrainingResult.StopReason) {
      switch end {
      case .epochs: self = .epochs
      case .patience: self = .earlyStopping
      case .converged: self = .converged
      case .timeLimit: self = .timeLimit
      case .interrupted: self = .interrupted
      }
    }

    var end: TrainingResult.StopReason {
      switch self {
      case .epochs: .epochs
      case .earlyStopping: .patience
      case .converged: .converged
      case .timeLimit: .timeLimit
      case .interrupted: .interrupted
      }
    }
  }

  /// The state of the member in training, besides its tensors.
  struct State: Codable {
    let epochLosses: [Double]
    let minibatches: Int
    let lossSum: Double
    let seconds: Double
    /// Single numbers that the optimizer keeps, by name.
    let optimizer: [String: Double]

    private enum CodingKeys: String, CodingKey { case epochLosses, minibatches, lossSum, seconds, optimizer }

    init(_ state: TrainingState) {
      (epochLosses, minibatches) = (state.losses, state.minibatches)
      (lossSum, seconds) = (state.total, state.seconds)
      optimizer = state.algorithm.numbers
    }
  }
}
