/// The error that the libraries throw: what went wrong, told to the user.
///
/// The text is one or two sentences: what is wrong, where (file, line, column), what to do.
public struct Failure: Error, Equatable, CustomStringConvertible {
  /// Whose mistake it is, or what refused to work.
  public let kind: Kind
  /// The text, with options as symbols.
  package let message: Message

  /// Whose mistake a failure is, or what refused to work.
  public enum Kind: CaseIterable, Sendable {
    /// An unknown option, an invalid value, options that cannot be combined.
    case usage
    /// The data or the model file is wrong.
    case data
    /// An input file cannot be opened.
    case noInput
    /// An output cannot be created.
    case cannotCreate
    /// Reading or writing failed.
    case inputOutput
    /// The reader of an output has closed its end of the pipe: nothing is left to do, and nothing to say.
    case readerGone
    /// The system does not give the memory that is needed.
    case memory
    /// The work was cancelled before there was a result.
    case interrupted
    /// A bug of the library.
    case internalError
  }

  package init(_ kind: Kind, _ message: Message) {
    self.kind = kind
    self.message = message
  }

  /// The text, with the names of options in backquotes.
  public var description: String { message.description }
}
