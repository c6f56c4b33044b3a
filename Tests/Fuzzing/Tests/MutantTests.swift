import Testing

/// A few of the mutants that `Tests/Soak/mutants.sh` counts.
struct MutantTests {
  @Test(
    "a mutant of a model or a checkpoint is refused, or does no harm",
    arguments: [FuzzTarget.model, .checkpoint])
  func harmless(_ attack: FuzzTarget) throws {
    var mutants = try MutatedFiles(of: attack, seed: 1)
    var taken = 0
    for n in 0..<2000 {
      switch attack.outcome(of: mutants.next()) {
      case .taken: taken += 1
      case .refused: break
      case .wrong(let flaw): Issue.record("mutant \(n): \(flaw)")
      }
    }
    // They lie in ways that are hard to see.
    #expect(taken > 100)
  }

  @Test("files as they are written are taken")
  func seeds() throws {
    for bytes in try Seeds.models() { #expect(FuzzTarget.model.flaw(of: bytes) == nil) }
    for bytes in try Seeds.checkpoints() { #expect(FuzzTarget.checkpoint.flaw(of: bytes) == nil) }
  }

  @Test("a seed tells the mutants")
  func deterministic() throws {
    var (one, other) = (try MutatedFiles(of: .model, seed: 7), try MutatedFiles(of: .model, seed: 7))
    for _ in 0..<50 { #expect(one.next() == other.next()) }
  }
}
