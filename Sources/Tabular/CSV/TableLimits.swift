/// How much of a table there may be, so that no file takes the machine.
///
/// What is beyond is told with the option that allows for it.
package struct TableLimits: Equatable, Sendable {
  /// The most columns.
  package var columns = 100_000
  /// The most bytes of a field; a record has twice as many at most.
  package var fieldBytes = 128 << 20
  /// The most bytes that the cells of a whole table take.
  package var memory = Int.max
  /// The most words of a column that are told apart, and classes of a target; nil for what is usual.
  package var categories: Int?

  package init() {}

  /// What `fieldBytes` can be: places in a block are 32 bits.
  package static let fieldBytesRange = 1 << 20...256 << 20

  var recordBytes: Int { 2 * fieldBytes }
}
