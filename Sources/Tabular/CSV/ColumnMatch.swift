import Diagnostics

/// Where the columns that a model knows stand in a file: found by name, or by place where there are no names.
struct ColumnMatch {
  /// One for each wanted column.
  private(set) var positions: [Int] = []
  /// What the user should know of it.
  private(set) var warning: Message?

  /// Throws where a wanted column is not there.
  ///
  /// `headerIsGiven` says that the user has told whether the file has a header.
  init(
    _ wanted: [ColumnRequest], in header: Header, hasHeader: Bool, headerIsGiven: Bool, file: String
  ) throws(Failure) {
    let known = wanted.compactMap { column in column.position.map { (name: column.name, position: $0) } }
    var places: [String: Int] = [:]
    for (position, name) in header.names.enumerated() { places[name] = position }
    let hasPlaceNames = known.allSatisfy { $0.name == Header.placeName($0.position) }
    let fitsByPlace = known.allSatisfy { places[$0.name] == nil && $0.position < header.names.count }
    // Made of a file without a header, the model has no names to compare.
    let isByPlace = !hasHeader || (hasPlaceNames && fitsByPlace)
    for column in wanted {
      guard let position = column.position else {
        positions.append(try header.position(of: column.name))
        continue
      }
      if isByPlace {
        guard position < header.names.count else {
          throw .missingPlace(file: file, column, position, among: header.names.count)
        }
        positions.append(position)
      } else {
        guard let place = places[column.name] else {
          throw .missingColumn(file: file, column, in: header, of: wanted)
        }
        positions.append(place)
      }
    }
    if isByPlace && hasHeader {
      warning =
        "\(file): the model was trained without a header, so columns are matched by position, not by name"
    } else if isByPlace && !hasPlaceNames && !headerIsGiven {
      warning =
        "\(file): the first line holds values, not names, so columns are matched by position; "
        + "use \(option: .header) if it holds names"
    }
  }
}
