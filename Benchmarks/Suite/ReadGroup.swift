import Errors
import Files
import LinearAlgebra
import Tabular

/// From the bytes of a CSV to a table of typed columns, in one process, the file in the system's cache.
enum ReadGroup {
  static func run(_ tables: Tables, _ report: (Figure) -> Void) throws {
    for (rows, columns) in [(200_000, 50), (1_000_000, 50)] {
      let path = try tables.path(rows: rows, columns: columns)
      for threads in [1, 2] {
        let workers = Workers(threads: threads)
        let times = try alternating(rounds: 7, [{ try seconds { _ = try read(path, on: workers) } }])
        let rates = times[0].map { Tables.megabytes(path) / $0 }
        report(Figure("read", "\(rows) × \(columns)", threads: threads, unit: "MB/s", rates))
      }
    }
  }

  static func read(_ path: String, on workers: Workers) throws -> Table {
    let file = try ByteSource(path: path)
    let source = Source(name: path) { (bytes, range) throws(Failure) in
      try file.read(into: &bytes, at: range)
    }
    return try Table(reading: [source], on: workers)
  }
}
