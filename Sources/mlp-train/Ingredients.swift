import CommandLine
import Errors
import Training

// Published ingredients of a training that are off unless they are asked for.

extension Arguments<TrainOption> {
  /// A schedule of something else than the learning rate.
  ///
  /// Throws `.usage` for plateau, which waits for the validation loss.
  func strengthSchedule(_ option: TrainOption) throws(Failure) -> Schedule {
    let schedule = try word(option, as: Schedule.self) ?? .constant
    guard schedule != .plateau else {
      throw Failure(
        .usage,
        "plateau is a schedule of the learning rate alone; give --\(option.rawValue) another, such as "
          + Schedule.flatCosine.rawValue)
    }
    return schedule
  }
}

extension TrainingOptions {
  /// How many single-precision copies of the parameters training keeps.
  var copies: Int { optimizer.name.copies + (averageDecay == nil ? 0 : 1) }
}
