import CZlib
import Diagnostics
import Files
import Parallel
import Tabular

/// From the bytes of a CSV to a table of typed columns, in one process, the file in the system's cache.
enum ReadGroup {
  static func run(_ tables: Tables, _ choice: Choice, _ report: (Figure) -> Void) throws {
    for (rows, columns) in [(200_000, 50), (1_000_000, 50)]
    where choice.includes("\(rows) × \(columns)") {
      let path = try tables.path(rows: rows, columns: columns)
      for threads in choice.threads {
        let workers = ThreadPool(threads: threads)
        let times = try alternating(
          rounds: choice.rounds ?? 7, [{ try seconds { _ = try read(path, on: workers) } }])
        let rates = times[0].map { Tables.megabytes(path) / $0 }
        report(Figure("read", "\(rows) × \(columns)", threads: threads, unit: "MB/s", rates))
      }
    }
  }

  /// A packed CSV to a table, beside zlib that only unpacks it.
  static func runPacked(_ tables: Tables, _ choice: Choice, _ report: (Figure) -> Void) throws {
    guard choice.includes("200000 × 50, gzip") else { return }
    let path = try tables.path(rows: 200_000, columns: 50)
    let packed = try pack(path)
    for threads in choice.threads {
      let workers = ThreadPool(threads: threads)
      let times = try alternating(
        rounds: choice.rounds ?? 7,
        [
          { seconds { unpack(packed) } },
          { try seconds { _ = try read(packed, on: workers) } },
        ])
      let rates = times.map { $0.map { Tables.megabytes(path) / $0 } }
      report(Figure("read", "zlib alone, 200000 × 50, gzip", threads: threads, unit: "MB/s", rates[0]))
      report(
        Figure("read", "200000 × 50, gzip", threads: threads, unit: "MB/s", rates[1], against: rates[0]))
    }
  }

  /// The path of a packed copy beside the file.
  private static func pack(_ path: String) throws -> String {
    let packed = path + ".gz"
    if access(packed, R_OK) == 0 { return packed }
    guard let file = gzopen(packed, "wb") else {
      throw Failure(.cannotCreate, "'\(packed)' cannot be written")
    }
    let source = try ByteSource(path: path)
    while true {
      let bytes = try source.next(1 << 20)
      if bytes.isEmpty { break }
      guard gzwrite(file, bytes, UInt32(bytes.count)) > 0 else {
        throw Failure(.cannotCreate, "'\(packed)' cannot be written")
      }
    }
    guard gzclose(file) == Z_OK else { throw Failure(.cannotCreate, "'\(packed)' cannot be written") }
    return packed
  }

  private static func unpack(_ path: String) {
    guard let file = gzopen(path, "rb") else { return }
    gzbuffer(file, 1 << 18)
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    while gzread(file, &bytes, UInt32(bytes.count)) > 0 {}
    gzclose(file)
  }

  /// What a table of numbers holds: its rows, its columns, and the sum of all numbers, each times the number of
  /// its column.
  static func checksum(_ path: String) throws -> String {
    let table = try read(path, on: ThreadPool(threads: 1))
    let sums = table.columns.map { ($0.numbers ?? [.nan]).reduce(0) { $0 + Double($1) } }
    return
      "\(table.rows) \(sums.count) \(sums.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element })"
  }

  static func read(_ path: String, on workers: ThreadPool) throws -> Table {
    let file = try ByteSource(path: path)
    let source = ByteStream(name: path, size: file.size) { (bytes, range) throws(Failure) in
      try file.read(into: &bytes, at: range)
    }
    return try Table(reading: [source], on: workers)
  }
}
