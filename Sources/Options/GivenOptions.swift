import Diagnostics

/// The options that somebody gave, as text by name: on a command line, in a configuration file, by a search.
package struct GivenOptions: Equatable, Sendable {
  /// In the order given; several of a repeatable option.
  package var values: [OptionName: [String]]

  package init(_ values: [OptionName: [String]] = [:]) { self.values = values }

  package func contains(_ option: OptionName) -> Bool { values[option] != nil }

  package subscript(option: OptionName) -> String? { values[option]?.last }

  /// All values of a repeatable option.
  package func all(_ option: OptionName) -> [String] { values[option] ?? [] }

  /// The same with these values, each in place of what was given for its option.
  package func with(_ given: [OptionName: String]) -> GivenOptions {
    var result = self
    result.values.merge(given.mapValues { [$0] }) { $1 }
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
