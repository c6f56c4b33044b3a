import Diagnostics

/// The rows of one or several files, column by column.
package struct Table: Sendable {
  /// The names of all columns of the file, stored or not.
  package let header: Header
  /// The columns that are stored, in the order of the file.
  package let columns: [Column]
  /// The number of rows.
  package let rows: Int
  /// How the (first) file is written.
  package let dialect: Dialect
  /// The words that mark a missing value.
  package let missing: MissingValues
  /// What the user should know of the file, a sentence each.
  package let warnings: [Message]

  package init(
    header: Header, columns: [Column], rows: Int, dialect: Dialect, missing: MissingValues,
    warnings: [Message] = []
  ) {
    self.header = header
    self.columns = columns
    self.rows = rows
    self.dialect = dialect
    self.missing = missing
    self.warnings = warnings
  }

  /// The column that a user calls by its name or by its number in the file, counted from 1.
  ///
  /// Throws a usage failure if there is none, or if it was to be ignored.
  package func column(_ reference: String) throws(Failure) -> Column {
    let position = try header.position(of: reference)
    guard let column = columns.first(where: { $0.position == position }) else {
      throw .ignoredColumn(header.names[position])
    }
    return column
  }
}
