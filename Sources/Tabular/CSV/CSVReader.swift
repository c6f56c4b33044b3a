import Diagnostics

/// Cuts the bytes of a CSV file into records of fields, without I/O and without a copy of any field.
///
/// RFC 4180, and what the real world does to it:
/// - lines end with LF, CR or CRLF, mixed as they come; the last one may lack its end;
/// - blank lines, and lines of spaces only, are skipped;
/// - a field is quoted when its first byte after spaces is a quote; a quote further on is an ordinary
///   byte, and what follows the closing quote is kept as it stands;
/// - spaces (and tabs, where the tab is not the delimiter) around a field are trimmed, except inside
///   quotes;
/// - a byte order mark is skipped; UTF-16 and NUL bytes are refused.
///
/// The pieces of the source may be cut anywhere: the scan stops in any state and goes on there.
package struct CSVReader {
  /// Where a field stands in `bytes`.
  package struct Field {
    package var start: Int
    package var end: Int
    /// The field was written in quotes (an empty one still makes a record).
    package var isQuoted: Bool
  }

  /// The name of the source, for messages.
  package let name: String
  /// How the file is written.
  package let dialect: Dialect
  /// The bytes that the fields of the current record point into.
  package private(set) var bytes: [UInt8]
  /// The fields of the current record.
  package private(set) var fields: [Field] = []
  /// The line of the file, counted from 1, on which the current record begins.
  package private(set) var line = 1

  private static let pieceSize = 64 << 10
  private let source: ByteStream
  let limits: TableLimits
  private var state = ParserState.start
  private var position = 0
  private var fieldStart = 0
  private var fieldIsQuoted = false
  private var recordHasQuotes = false
  /// The line behind the last that was read.
  private(set) var nextLine = 1
  private var quoteLine = 1
  private var previousWasCarriageReturn = false
  private var isAtEnd = false

  private enum ParserState {
    /// Before the first byte of a field that is no space.
    case start
    /// In a field without quotes, or behind the closing quote.
    case plain
    /// Between the quotes.
    case quoted
    /// Behind a quote that closes the field, unless another follows.
    case closing
  }

  /// Reads the first 64 KB, from which what the caller left open of the dialect is guessed.
  package init(
    _ source: ByteStream, delimiter: UInt8? = nil, header: Bool? = nil, limits: TableLimits = TableLimits()
  ) throws(Failure) {
    let opening = try FileSample(source)
    self.source = source
    self.name = source.name
    self.limits = limits
    self.bytes = opening.bytes
    self.isAtEnd = opening.isWhole
    self.dialect = Dialect.detect(
      sample: opening.bytes, isWhole: opening.isWhole, delimiter: delimiter, header: header)
  }

  /// A reader for the dialect given.
  package init(_ source: ByteStream, dialect: Dialect, limits: TableLimits = TableLimits()) throws(Failure) {
    let opening = try FileSample(source, size: FileSample.minimumSize)
    self.source = source
    self.name = source.name
    self.limits = limits
    self.bytes = opening.bytes
    self.isAtEnd = opening.isWhole
    self.dialect = dialect
  }

  /// A reader for some whole records of a file that others read, the first of which begins on `line`.
  init(_ block: RecordBlock, dialect: Dialect, limits: TableLimits, name: String, line: Int) {
    source = ByteStream(name: name, bytes: [])
    self.name = name
    self.limits = limits
    bytes = Array(block.bytes[..<block.count])
    isAtEnd = true
    self.dialect = dialect
    self.line = line
    nextLine = line
  }

  /// Gives away the bytes behind the current record that were read already, and the line on which they begin.
  mutating func giveAwayRest() throws(Failure) -> (bytes: [UInt8], line: Int) {
    if previousWasCarriageReturn && position == bytes.count { _ = try refill() }
    if previousWasCarriageReturn && position < bytes.count && bytes[position] == lineFeed { position += 1 }
    return (Array(bytes[position...]), nextLine)
  }

  /// Goes on to the next record that is not blank; false at the end of the source.
  package mutating func next() throws(Failure) -> Bool {
    repeat {
      guard try scanRecord() else { return false }
    } while fields.count == 1 && fields[0].start == fields[0].end && !fields[0].isQuoted
    return true
  }

  // MARK: A record, over as many pieces as it takes

  private mutating func scanRecord() throws(Failure) -> Bool {
    fields.removeAll(keepingCapacity: true)
    recordHasQuotes = false
    line = nextLine
    discardReadBytes(ifWorthwhile: true)
    var isComplete = try scan()
    while !isComplete {
      guard try refill() else {
        guard try finish() else { return false }
        break
      }
      isComplete = try scan()
    }
    if recordHasQuotes { unquote() }
    return true
  }

  /// Appends the next piece behind the bytes of the unfinished record; false at the end.
  private mutating func refill() throws(Failure) -> Bool {
    guard !isAtEnd else { return false }
    if state != .start { try checkField(to: bytes.count) }
    if fields.count > limits.columns {
      throw .tooManyColumns(file: name, line: line, "\(grouped(fields.count)) or more", limit: limits.columns)
    }
    discardReadBytes(ifWorthwhile: false)
    isAtEnd = try !source.read(upTo: Self.pieceSize, into: &bytes)
    return !isAtEnd
  }

  /// Drops the bytes before the current record.
  private mutating func discardReadBytes(ifWorthwhile: Bool) {
    let recordStart = fields.first?.start ?? (state == .start ? position : fieldStart)
    guard recordStart > 0, !ifWorthwhile || recordStart == bytes.count else { return }
    bytes.removeSubrange(0..<recordStart)
    position -= recordStart
    fieldStart -= recordStart
    for i in fields.indices {
      fields[i].start -= recordStart
      fields[i].end -= recordStart
    }
  }

  /// Ends the record that the end of the file cuts off; false if there is none.
  private mutating func finish() throws(Failure) -> Bool {
    switch state {
    case .start:
      if fields.isEmpty { return false }
      fieldStart = bytes.count
      try endField(at: bytes.count)
    case .plain, .closing:
      try endField(at: trimmedEnd(bytes.span, from: fieldStart, to: bytes.count))
    case .quoted:
      throw .unclosedQuote(file: name, line: quoteLine)
    }
    position = bytes.count
    return true
  }

  // MARK: The scan

  /// Goes on from `position` to the end of the record (true) or of the bytes at hand (false).
  private mutating func scan() throws(Failure) -> Bool {
    let buffer = self.bytes  // the same storage: the span must not keep `self` from being changed
    let bytes = buffer.span
    let delimiter = dialect.delimiter
    var i = position
    while i < bytes.count {
      switch state {
      case .start:
        let byte = bytes[i]
        if previousWasCarriageReturn {
          previousWasCarriageReturn = false
          if byte == lineFeed {
            i += 1
            continue
          }
        }
        if (byte == space || byte == tab) && byte != delimiter {
          i += 1
          continue
        }
        fieldStart = i
        if byte == quote {
          i += 1
          fieldIsQuoted = true
          recordHasQuotes = true
          quoteLine = nextLine
          state = .quoted
        } else {
          state = .plain
        }

      case .plain:
        // The hot loop: all bytes that can end a field are the delimiter or at most 13.
        var byte = bytes[i]
        while byte != delimiter && byte > carriageReturn {
          i += 1
          guard i < bytes.count else { break }
          byte = bytes[i]
        }
        guard i < bytes.count else { break }
        if byte == delimiter {
          try endField(at: trimmedEnd(bytes, from: fieldStart, to: i))
          i += 1
        } else if byte == lineFeed || byte == carriageReturn {
          try endField(at: trimmedEnd(bytes, from: fieldStart, to: i))
          nextLine += 1
          previousWasCarriageReturn = byte == carriageReturn
          position = i + 1
          return true
        } else if byte == 0 {
          throw .nulByte(file: name, line: nextLine)
        } else {
          i += 1
        }

      case .quoted:
        while i < bytes.count {
          let byte = bytes[i]
          if byte == quote { break }
          if byte <= carriageReturn {
            if byte == carriageReturn || (byte == lineFeed && bytes[i - 1] != carriageReturn) {
              nextLine += 1
            } else if byte == 0 {
              throw .nulByte(file: name, line: nextLine)
            }
          }
          i += 1
        }
        if i < bytes.count {
          i += 1
          state = .closing
        }

      case .closing:
        if bytes[i] == quote {
          i += 1
          state = .quoted
        } else {
          state = .plain
        }
      }
    }
    position = i
    return false
  }

  private func checkField(to end: Int) throws(Failure) {
    guard end - fieldStart > limits.fieldBytes else { return }
    throw .fieldTooLong(
      file: name, line: fieldIsQuoted ? quoteLine : nextLine, column: fields.count + 1,
      limit: limits.fieldBytes)
  }

  private mutating func endField(at end: Int) throws(Failure) {
    try checkField(to: end)
    fields.append(Field(start: fieldStart, end: end, isQuoted: fieldIsQuoted))
    fieldIsQuoted = false
    state = .start
  }

  private func trimmedEnd(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var end = end
    while end > start && (bytes[end - 1] == space || bytes[end - 1] == tab) { end -= 1 }
    return end
  }

  // MARK: Quotes

  /// Takes the quotes off the quoted fields of the record; doubled quotes become one, in place.
  private mutating func unquote() {
    for k in fields.indices where fields[k].isQuoted {
      let start = fields[k].start + 1
      let end = fields[k].end
      var read = start
      var written = start
      var isInside = true
      while read < end {
        if isInside && bytes[read] == quote {
          read += 1
          guard read < end, bytes[read] == quote else {
            isInside = false
            continue
          }
        }
        if written != read { bytes[written] = bytes[read] }
        written += 1
        read += 1
      }
      fields[k].start = start
      fields[k].end = written
    }
  }
}

let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let tab = UInt8(ascii: "\t")
let space = UInt8(ascii: " ")
let quote = UInt8(ascii: "\"")
