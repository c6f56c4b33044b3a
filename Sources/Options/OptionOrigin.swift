/// Where the value of an option comes from; what stands later takes precedence.
package enum OptionOrigin: CaseIterable, Comparable, Sendable {
  case defaults
  case preset
  /// Chosen to suit the table.
  case data
  case configFile
  case search
  case user
}
