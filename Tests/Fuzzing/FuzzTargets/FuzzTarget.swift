import Diagnostics
import FoundationEssentials

/// A reader of bytes from strangers, to be attacked with any.
///
/// It takes them, or refuses them in words and with the status that fits; it does nothing else. The same functions serve
/// the coverage-guided fuzzer, the mutants and the tests.
package enum FuzzTarget: String, CaseIterable, Sendable {
  case csv, packed, model, checkpoint, options, config

  /// What a reader does that it should not; nil where it does nothing of the kind.
  ///
  /// A trap ends the process.
  package func flaw(of bytes: [UInt8]) -> String? { outcome(of: bytes).flaw }

  /// What came of bytes.
  package func outcome(of bytes: [UInt8]) -> FuzzOutcome {
    do {
      switch self {
      case .csv: return try fuzzCSV(bytes)
      case .packed: return try fuzzPacked(bytes)
      case .model: return try fuzzModel(bytes)
      case .checkpoint: return try fuzzCheckpoint(bytes)
      case .options: return try fuzzOptions(bytes)
      case .config: return try fuzzConfig(bytes)
      }
    } catch let failure as Failure {
      let fits: Failure.Kind = self == .options || self == .config ? .usage : .data
      return failure.kind == fits ? .refused : .wrong("status \(failure.kind): \(failure.message)")
    } catch {
      return .wrong("\(error)")
    }
  }
}

package enum FuzzOutcome: Sendable {
  case taken, refused
  case wrong(String)

  package var flaw: String? { if case .wrong(let flaw) = self { flaw } else { nil } }
}

/// What is thrown where a reader contradicts itself.
struct Contradiction: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = String(description.prefix(400)) }
}

/// What `body` gives, or the failure that it throws.
func refusable<T>(_ body: () throws -> T) throws -> Result<T, Failure> {
  do { return .success(try body()) } catch let failure as Failure { return .failure(failure) }
}
