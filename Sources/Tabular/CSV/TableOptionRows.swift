import Diagnostics
import Options

/// The options of a table reader, for every program that reads one.
extension OptionRow {
  package static func delimiter(_ path: WritableKeyPath<Root, UInt8?> & Sendable) -> Self {
    Self(
      .delimiter, "CHAR", group: "Data", path, .characterOrAuto,
      default: "auto", help: "field separator: a character, tab or auto")
  }

  /// `without` says what happens to columns without a header.
  package static func header(
    _ path: WritableKeyPath<Root, Bool?> & Sendable, without: Message
  ) -> Self {
    Self(
      flag: .header, group: "Data", path, traits: .negatable,
      default: "detected", help: "whether the first line holds column names; without a header, \(without)")
  }

  package static func maxColumns(_ path: WritableKeyPath<Root, Int> & Sendable) -> Self {
    Self(
      .maxColumns, "N", group: "Data", path, .integer(1...10_000_000),
      help: "maximum number of columns of a file")
  }

  package static func maxField(_ path: WritableKeyPath<Root, Int> & Sendable) -> Self {
    Self(
      .maxField, "SIZE", group: "Data", path,
      .bytes(TableLimits.fieldBytesRange),
      help: "maximum length of a field, from 1MB to 256MB; a record may be twice as long")
  }
}
