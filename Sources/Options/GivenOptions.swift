import Diagnostics

/// The options that somebody gave, as text by name: on a command line, in a configuration file, by a search.
package struct GivenOptions: Equatable, Sendable {
  /// In the order given; several of a repeatable option.
  package private(set) var values: [OptionName: [String]]
  private var origins: [OptionName: OptionOrigin]

  package init(_ values: [OptionName: [String]] = [:], from origin: OptionOrigin = .user) {
    self.values = values
    origins = values.mapValues { _ in origin }
  }

  package func contains(_ option: OptionName) -> Bool { values[option] != nil }

  package subscript(option: OptionName) -> String? { values[option]?.last }

  /// All values of a repeatable option.
  package func all(_ option: OptionName) -> [String] { values[option] ?? [] }

  /// Who gave an option; nil where nobody did.
  package func origin(of option: OptionName) -> OptionOrigin? { origins[option] }

  /// Adds a value behind those that an option has.
  package mutating func append(_ value: String, for option: OptionName, from origin: OptionOrigin) {
    values[option, default: []].append(value)
    origins[option] = origin
  }

  /// The same with these options, each in place of what was given for it.
  package func with(_ other: GivenOptions) -> GivenOptions {
    var result = self
    result.values.merge(other.values) { $1 }
    result.origins.merge(other.origins) { $1 }
    return result
  }

  /// Those of the options for which this holds.
  package func filter(_ isKept: (OptionName) -> Bool) -> GivenOptions {
    var result = self
    result.values = values.filter { isKept($0.key) }
    result.origins = origins.filter { isKept($0.key) }
    return result
  }

  /// Sets what is given, in the order of the rows.
  ///
  /// Throws what is wrong with a value.
  package func apply<Root>(_ rows: [OptionRow<Root>], to root: inout Root) throws(Failure) {
    for row in rows {
      for text in all(row.name) { try row.apply(text, &root) }
    }
  }
}
