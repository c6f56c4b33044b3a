/// The name of an option, such as `learning-rate`, as tables of options, configuration files and models know it.
///
/// A module that mentions an option declares its name; the row that describes it uses the same declaration.
package struct OptionName: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral name: String) { rawValue = name }
  package init(_ name: String) { rawValue = name }

  package static func < (a: OptionName, b: OptionName) -> Bool { a.rawValue < b.rawValue }
}

/// A text for the user in which options are symbols.
///
/// How an option is written (`--learning-rate` on a command line) is for the program to decide: a library names
/// the option, and `text(_:)` spells it. Write `"\(option: .learningRate)"`.
package struct Message: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case text(String)
    /// An option; with `isOff`, the form that switches a flag off.
    case option(OptionName, isOff: Bool)
  }

  /// No two texts follow each other, so that equal messages have equal parts.
  package private(set) var parts: [Part] = []

  package init(_ text: String) { append(.text(text)) }

  fileprivate mutating func append(_ part: Part) {
    switch (parts.last, part) {
    case (_, .text("")): break
    case (.text(let before), .text(let text)): parts[parts.count - 1] = .text(before + text)
    default: parts.append(part)
    }
  }

  /// The options that the text names, in order.
  package var options: [OptionName] {
    parts.compactMap { if case .option(let name, _) = $0 { name } else { nil } }
  }

  /// The text, each option spelled by `spell`.
  package func text(_ spell: (_ option: OptionName, _ isOff: Bool) -> String) -> String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let words): text += words
      case .option(let name, let isOff): text += spell(name, isOff)
      }
    }
  }

  package static func + (a: Message, b: Message) -> Message {
    b.parts.reduce(into: a) { $0.append($1) }
  }
}

extension Message: CustomStringConvertible {
  /// The text with bare names of options in backquotes.
  package var description: String { text { "`\($1 ? "no-" : "")\($0.rawValue)`" } }
}

extension Message: ExpressibleByStringInterpolation {
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var message = Message("")

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) { message.append(.text(literal)) }
    package mutating func appendInterpolation<Value>(_ value: Value) { message.append(.text("\(value)")) }
    package mutating func appendInterpolation(_ other: Message) { message = message + other }
    package mutating func appendInterpolation(option: OptionName, isOff: Bool = false) {
      message.append(.option(option, isOff: isOff))
    }
  }

  package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.message }
  package init(stringLiteral text: String) { self.init(text) }
}
