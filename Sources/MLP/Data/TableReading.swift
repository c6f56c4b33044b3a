import Diagnostics
import Files
import LinearAlgebra
import Options
import Tabular

/// The table of a training, read once, with what was asked of it.
struct TrainingTable {
  let table: Table

  /// Reads files as one table, and tells how they are written.
  init(_ inputs: [String], _ settings: TrainingSettings, in context: TrainingContext) throws(Failure) {
    var options = settings.table
    options.limits.memory = MemoryLimit.bytes
    // Said to be classes or numbers, the target is read as such.
    if let targets = settings.targets {
      if settings.task == .classification { options.categorical += targets }
      if settings.task == .regression { options.numeric += targets }
    }
    if let weight = settings.weight { options.numeric.append(weight) }
    var sources: [ByteStream] = []
    for path in inputs { sources.append(try ByteStream(path: path)) }
    table = try Table(reading: sources, options: options, on: context.workers)
    for warning in table.warnings { context.observer(.dataWarning(warning)) }
    if options.header == nil && !table.dialect.hasHeader { context.observer(.unnamedColumns) }
    context.observer(.dialect(table.dialect))
    for column in table.columns {
      guard let (word, number) = column.notationExample else { continue }
      context.observer(.notation(column: column.name, text: shortened(word), number: number))
    }
  }
}

extension ByteStream {
  /// A file as the table reader wants it.
  init(path: String) throws(Failure) {
    let file = try ByteSource(path: path)
    self.init(name: file.name, size: file.size) { (bytes, range) throws(Failure) in
      try file.read(into: &bytes, at: range)
    }
  }
}
