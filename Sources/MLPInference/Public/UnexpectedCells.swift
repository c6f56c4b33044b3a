/// Cells of one column that training did not prepare the model for, and that were read as missing.
public struct UnexpectedCells: Hashable, Sendable {
  /// What is unexpected about cells.
  public enum Cause: Hashable, Sendable {
    /// A text in a numeric column.
    case notANumber
    /// A value that is not among the categories of the training rows, or is not a date in a column of dates.
    case unknownCategory
    /// No row given as a dictionary has the column.
    case absentColumn
  }

  /// The name of the column in training.
  public let column: String
  /// What is unexpected about them.
  public let cause: Cause
  /// The number of cells.
  public let count: Int
  /// The first of them, cut to 40 characters; empty for an absent column.
  public let example: String
  /// The line of the file on which the first of them stands; of rows given as dictionaries the row, counted from 1.
  public let line: Int
}
