import Diagnostics
import Testing

@testable import MLP
@testable import TrainCommand

/// Files from strangers name no files that are opened.
///
/// A model has no place for a path: options of its training are told, and asked by nobody. What a checkpoint says that
/// comes to count is what a search chose.
struct PathTests {
  @Test("nothing that a checkpoint can choose is a path")
  func choices() {
    #expect(!SearchSpace.choices.isEmpty)
    for option in SearchSpace.choices {
      #expect(TrainCommand.options[option].map { $0.metavar != "FILE" } == true, "\(option)")
    }
    for option in [OptionName.validation, .output, .searchLog, .checkpoint, .config] {
      #expect(!SearchSpace.choices.contains(option))
    }
  }
}
