import Errors
import Files
import LinearAlgebra
import Tabular

/// From the bytes of a CSV to a table of typed columns, in one process, the file in the system's cache.
enum ReadGroup {
  static func run(_ tables: Tables, _ choice: Choice, _ report: (Figure) -> Void) throws {
    for (rows, columns) in [(200_000, 50), (1_000_000, 50)]
    where choice.includes("\(rows) × \(columns)") {
      let path = try tables.path(rows: rows, columns: columns)
      for threads in choice.threads {
        let workers = Workers(threads: threads)
        let times = try alternating(
          rounds: choice.rounds ?? 7, [{ try seconds { _ = try read(path, on: workers) } }])
        let rates = times[0].map { Tables.megabytes(path) / $0 }
        report(Figure("read", "\(rows) × \(columns)", threads: threads, unit: "MB/s", rates))
      }
    }
  }

  /// What a table of numbers holds: its rows, its columns, and the sum of all numbers, each times the number of
  /// its column.
  static func checksum(_ path: String) throws -> String {
    let table = try read(path, on: Workers(threads: 1))
    let sums = table.columns.map { ($0.numbers ?? [.nan]).reduce(0) { $0 + Double($1) } }
    return
      "\(table.rows) \(sums.count) \(sums.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element })"
  }

  static func read(_ path: String, on workers: Workers) throws -> Table {
    let file = try ByteSource(path: path)
    let source = Source(name: path, size: file.size) { (bytes, range) throws(Failure) in
      try file.read(into: &bytes, at: range)
    }
    return try Table(reading: [source], on: workers)
  }
}
