/// Parses a block of records into cells, in one pass that finds numbers and their ends at once.
///
/// It is for what files usually are. Where a block holds something else (NUL bytes, lone CRs, rows of
/// another length, text behind a closing quote) it gives up: `CSVReader` reads that block again, and
/// says what is wrong with it, if anything is.
extension ParsedBlock {
  /// Nil where the block is not for this scan.
  init?(scanning block: RecordBlock, _ plan: ReadPlan, form: CellFormat) {
    let rows = block.bytes.span.count(of: lineFeed, to: block.count) + 1
    self.init(plan, form: form, capacity: rows, text: block.bytes)
    guard !block.isCutOff, scan(block.bytes.span, block.count) else { return nil }
  }

  /// Where the scan stands.
  private struct ScanPosition {
    /// The next byte.
    var i = 0
    /// The column of the row in the making that begins there.
    var position = 0
    /// The line ends within that row, so far.
    var linesWithin = 0
  }

  private mutating func scan(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    var takes = places.indices.map(whatIsTaken)
    var fields = FieldScanner(delimiter: form.delimiter, decimalMark: form.decimalMark, end: end)
    var at = ScanPosition()
    while true {
      if at.position == 0 {
        at.i = skipBlankLines(bytes, at.i, end)
        if at.i >= end { return true }
        if rows == grid.capacity { return false }
      }
      let before = at.i
      scanNumbers(bytes, &fields, &at, takes)
      if at.position == 0 && at.i > before { continue }
      guard addField(bytes, end, &at) else { return false }
      takes[at.position] = whatIsTaken(at: at.position)
      at.position += 1
      if at.position == places.count {
        rows += 1
        lines += 1 + at.linesWithin
        (at.position, at.linesWithin) = (0, 0)
      }
    }
  }

  /// What a field must be to be the cell of a column without being looked at closely.
  private func whatIsTaken(at position: Int) -> FieldScanner.FieldFlags {
    guard let k = places[position], !form.missing.includeNumbers, !columns[k].holdsWords,
      columns[k].notation == nil, keptPlaces[position].isEmpty
    else { return .none }
    let number: FieldScanner.FieldFlags = columns[k].holdsPlainNumbers ? [.number, .plain] : .number
    return position == places.count - 1 ? number.union(.endsLine) : number
  }

  /// Goes on from row to row as long as numbers stand there, and no blank line.
  private mutating func scanNumbers(
    _ bytes: Span<UInt8>, _ fields: inout FieldScanner, _ at: inout ScanPosition,
    _ takes: [FieldScanner.FieldFlags]
  ) {
    let width = takes.count
    guard takes[at.position] != .none, var column = places[at.position],
      fields.align(to: at.i, need: width - at.position, in: bytes)
    else { return }
    let (decimalMark, capacity, known) = (form.decimalMark, grid.capacity, fields.count)
    var (i, next, position, row, line) = (at.i, fields.next, at.position, rows, lines)
    let found = (ends: fields.ends, values: fields.values, kinds: fields.kinds)
    let (ends, values, kinds, wanteds) = (found.ends.span, found.values.span, found.kinds.span, takes.span)
    // Taken out of the grid as long as its cells are written.
    var starts: [UInt32] = []
    swap(&starts, &grid.starts)
    defer { swap(&starts, &grid.starts) }
    let keepsStarts = !starts.isEmpty
    var cells = grid.cells.mutableSpan
    scanning: while true {
      var base = column * capacity + row
      while position < width {
        let wanted = unsafe wanteds[unchecked: position]
        let kind = unsafe FieldScanner.FieldFlags(rawValue: kinds[unchecked: next])
        let end = Int(unsafe ends[unchecked: next])
        if kind.intersection(wanted.union(.endsLine)) == wanted {
          cells[base] = unsafe values[unchecked: next]
        } else if let number = kind.number(bytes, i, end, wanted: wanted, decimalMark) {
          cells[base] = number
        } else {
          break scanning
        }
        if keepsStarts { starts[base] = UInt32(truncatingIfNeeded: i) }
        next &+= 1
        i = end &+ 1
        position &+= 1
        base &+= capacity
      }
      row += 1
      line += 1 + at.linesWithin
      (position, column, at.linesWithin) = (0, 0, 0)
      // What the next row begins with may be a blank line, which only the end of a text can be here too.
      guard row < capacity, known - next >= width, wanteds[0] != .none, bytes.at(i) > space else { break }
    }
    (at.i, fields.next, at.position, rows, lines) = (i, next, position, row, line)
  }

  /// Adds the field that begins there, whatever it is; false where it is not for this scan.
  private mutating func addField(_ bytes: Span<UInt8>, _ end: Int, _ at: inout ScanPosition) -> Bool {
    let position = at.position
    guard
      let field = ScannedField(
        bytes, at.i, end, delimiter: form.delimiter, isLast: position == places.count - 1)
    else { return false }
    if places[position] != nil || !keptPlaces[position].isEmpty {
      if field.hasDoubledQuotes {
        let text = unquoted(bytes, field.range)
        add(text.span, 0..<text.count, position: position)
      } else {
        add(bytes, field.range, position: position)
      }
    }
    at.linesWithin += field.lines
    at.i = field.next
    return true
  }

  /// Passes over lines that are empty or hold spaces only.
  private mutating func skipBlankLines(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var i = start
    while i < end, bytes.at(i) <= space {
      var next = i
      while next < end, bytes.at(next) == space || bytes.at(next) == tab, bytes.at(next) != form.delimiter {
        next += 1
      }
      if next < end, bytes.at(next) == carriageReturn { next += 1 }
      if next < end, bytes.at(next) != lineFeed { return i }
      lines += 1
      i = min(next + 1, end)
    }
    return i
  }

  private func unquoted(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    var i = range.lowerBound
    while i < range.upperBound {
      text.append(bytes[i])
      i += bytes[i] == quote ? 2 : 1
    }
    return text
  }
}

extension FieldScanner.FieldFlags {
  /// The number in `start..<end`, a field of this kind, that was not found by looking at many; nil where there is
  /// none, or not the one that is wanted.
  @inline(never)
  fileprivate func number(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, wanted: Self, _ decimalMark: UInt8
  ) -> Float? {
    guard wanted != .none, contains(.endsLine) == wanted.contains(.endsLine), end > start else { return nil }
    let hasReturn = contains(.endsLine) && bytes.at(end - 1) == carriageReturn
    guard let number = Number.read(bytes, start, hasReturn ? end - 1 : end, decimalMark: decimalMark),
      number.isPlain || !wanted.contains(.plain)
    else { return nil }
    return number.value
  }
}

/// A field as the scan finds it.
private struct ScannedField {
  /// Its text, without spaces around it, without its quotes.
  var range: Range<Int>
  /// Two quotes in its text stand for one.
  var hasDoubledQuotes = false
  /// The line ends within it.
  var lines = 0
  /// Where the next field begins.
  var next: Int

  /// The field at `start`; nil where it is not for the scan.
  init?(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, delimiter: UInt8, isLast: Bool) {
    func isBlank(_ i: Int) -> Bool {
      (bytes.at(i) == space || bytes.at(i) == tab) && bytes.at(i) != delimiter
    }
    var i = start
    while i < end, isBlank(i) { i += 1 }
    if i < end, bytes.at(i) == quote {
      let first = i + 1
      i = first
      while true {
        guard let place = bytes.first(quote, from: i, to: end) else { return nil }
        i = place + 1
        guard i < end, bytes.at(i) == quote else { break }
        hasDoubledQuotes = true
        i += 1
      }
      range = first..<i - 1
      // Line ends are LFs here, and a CR only before one.
      for k in range {
        let byte = bytes.at(k)
        if byte == lineFeed { lines += 1 }
        if byte == 0 || (byte == carriageReturn && bytes.at(k + 1) != lineFeed) { return nil }
      }
      while i < end, isBlank(i) { i += 1 }
    } else {
      let first = i
      while i < end, bytes.at(i) > carriageReturn || bytes.at(i) == tab, bytes.at(i) != delimiter { i += 1 }
      var last = i
      while last > first, isBlank(last - 1) { last -= 1 }
      range = first..<last
    }
    next = i + 1
    if i == end {
      guard isLast else { return nil }
    } else if !isLast {
      guard bytes.at(i) == delimiter else { return nil }
    } else {
      if bytes.at(i) == carriageReturn, next < end {
        i = next
        next += 1
      }
      guard bytes.at(i) == lineFeed else { return nil }
    }
  }
}

extension Span where Element == UInt8 {
  /// How many of the first `end` bytes are this one.
  func count(of byte: UInt8, to end: Int) -> Int {
    let pattern = SIMD16(repeating: byte)
    let one = SIMD16<UInt8>(repeating: 1)
    var total = 0
    var i = 0
    while i + 16 <= end {
      // A lane counts to 255 at most.
      let last = Swift.min(i + 255 * 16, end) - 16
      var lanes = SIMD16<UInt8>()
      while i <= last {
        let some = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: i, as: SIMD16<UInt8>.self)
        lanes &+= one.replacing(with: 0, where: some .!= pattern)
        i += 16
      }
      for k in 0..<16 { total += Int(lanes[k]) }
    }
    while i < end {
      total += at(i) == byte ? 1 : 0
      i += 1
    }
    return total
  }
}
