import Testing

@testable import mlp_train

/// Files from strangers name no files that are opened.
///
/// A model has no place for a path: options of its training are told, and asked by nobody. What a checkpoint says that
/// comes to count is what a search chose.
struct PathTests {
  @Test("nothing that a checkpoint can choose is a path")
  func choices() {
    #expect(!SearchSpace.choices.isEmpty)
    for option in SearchSpace.choices { #expect(option.row.value != "FILE", "\(option)") }
    for option in [TrainOption.validation, .output, .searchTable, .checkpoint, .config] {
      #expect(!SearchSpace.choices.contains(option))
    }
  }
}
