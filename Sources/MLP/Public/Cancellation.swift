import Diagnostics
import Synchronization

/// A request to end a training early, which the training asks for before each minibatch.
///
/// Copies share the request. It may be made on any thread.
public struct Cancellation: Sendable {
  /// Whether somebody wants the training to end.
  package let isRequested: @Sendable () -> Bool
  private let token: Token

  private final class Token: Sendable {
    let isSet = Atomic(false)
  }

  /// A cancellation that is requested by `request()`, or when a condition holds.
  ///
  ///     let cancellation = Cancellation { Task.isCancelled }
  ///
  /// - Parameter condition: Asked before each minibatch, mostly on the thread that trains; it should return at once.
  public init(_ condition: @escaping @Sendable () -> Bool = { false }) {
    let token = Token()
    self.token = token
    isRequested = { token.isSet.load(ordering: .relaxed) || condition() }
  }

  /// A cancellation that nobody has requested.
  public static var never: Cancellation { Cancellation() }

  /// Ends the training before its next minibatch.
  public func request() { token.isSet.store(true, ordering: .relaxed) }

  /// Throws `.interrupted` where it is requested.
  func check() throws(Failure) {
    if isRequested() { throw Failure(.interrupted, "interrupted") }
  }
}
