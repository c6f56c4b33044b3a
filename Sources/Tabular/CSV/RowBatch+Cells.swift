extension RowBatch {
  /// Rows whose cells are given by the names of columns, each as it would stand in a CSV without quotes.
  ///
  /// A cell that a row lacks is an empty one. The lines of `unreadable` are rows.
  package init(_ rows: [[String: String]], wanted: [ColumnRequest], missing: MissingValues) {
    let uses = wanted.map { column in
      column.isNumeric ? column.notation.map { ColumnUse.numbersIn($0) } ?? .numeric : .categories
    }
    let dialect = Dialect()
    let form = CellFormat(delimiter: dialect.delimiter, decimalMark: dialect.decimalMark, missing: missing)
    var cells = ParsedBlock(ReadPlan(uses: uses), form: form, capacity: rows.count)
    for row in rows {
      for (position, column) in wanted.enumerated() {
        let text = Array((row[column.name] ?? "").utf8)
        cells.add(text.span, trimmed(text), position: position)
      }
      cells.lines += 1
      cells.rows += 1
    }
    let places = wanted.enumerated().map { (column: $1, position: $0) }
    self.init(cells, places, Header(unnamed: wanted.count), dialect, missing)
  }
}

/// What is left of a cell without the spaces and tabs around it.
private func trimmed(_ text: [UInt8]) -> Range<Int> {
  let isBlank = { (byte: UInt8) in byte == space || byte == tab }
  guard let first = text.firstIndex(where: { !isBlank($0) }),
    let last = text.lastIndex(where: { !isBlank($0) })
  else { return 0..<0 }
  return first..<last + 1
}
