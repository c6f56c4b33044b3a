import Foundation
import LinearAlgebra
import Parallel

/// How the cost of a training grows with rows, columns, width and threads, beside what a simple model of the
/// machine predicts: floating-point operations over the rate of sgemm, bytes over the bandwidth they have.
struct GrowthGroup {
  let tables: Tables
  let programs: URL

  /// A training whose one size is varied.
  private struct Run {
    var rows = 20_000
    var columns = 20
    var width = 128
    var threads = 1
    static let epochs = 2
    static let N = 256

    /// Of the products forward and back: 2 a weight and sample each; the first layer sends nothing back.
    var operations: Double {
      let weights = Double(columns * width + width * width + width)
      return Double(rows * Self.epochs) * 2 * (3 * weights - Double(columns * width))
    }
    /// Weights, gradient and moments of each step, read and written; the samples and what they become.
    var memoryBytes: Double {
      let weights = Double(columns * width + width * width + width)
      let steps = Double(rows * Self.epochs) / Double(Self.N)
      return steps * weights * 28 + Double(rows * Self.epochs) * 4 * Double(2 * columns + 10 * width)
    }
  }

  /// What the machine can do.
  private struct Machine {
    /// Operations a second of sgemm, by threads.
    var products: [Int: Double] = [:]
    /// Bytes a second from memory to memory, and from a CSV to numbers.
    var memory = 0.0
    var reading: [Int: Double] = [:]
    /// Seconds of a training of next to nothing.
    var start = 0.0

    func seconds(_ run: Run, csvBytes: Double) -> Double {
      start + run.operations / (products[run.threads] ?? .nan) + run.memoryBytes / memory
        + csvBytes / (reading[run.threads] ?? .nan)
    }
  }

  func run(_ report: (Figure) -> Void) throws {
    var chart = Chart(title: "seconds of mlp-train, 2 epochs: measured (dots) and predicted (line)")
    var series: [(name: String, label: String, runs: [(Int, Run)])] = [
      ("rows", "rows", [20_000, 200_000, 2_000_000].map { ($0, Run(rows: $0)) }),
      ("columns", "columns", [10, 100, 1_000, 10_000].map { ($0, Run(rows: 2_000, columns: $0)) }),
      ("width", "units in a layer", [16, 64, 256, 1024, 4096].map { ($0, Run(rows: 5_000, width: $0)) }),
    ]
    series += series.map { (name, label, runs) in
      (
        name + ", 2 threads", label,
        runs.map {
          var run = $0.1
          run.threads = 2
          return ($0.0, run)
        }
      )
    }
    for (_, _, runs) in series {
      for (_, run) in runs { _ = try path(run) }
    }
    // The memory of a child counts from that of its parent, so children come before what takes some here.
    let children = try series.map { try $0.runs.map { (_, run) in try (0..<3).map { _ in try train(run) } } }
    let machine = try measureMachine()
    for ((name, label, runs), children) in zip(series, children) {
      var measured: [(Double, Double)] = []
      var predicted: [(Double, Double)] = []
      for ((x, run), children) in zip(runs, children) {
        let path = try path(run)
        let expected = machine.seconds(run, csvBytes: Tables.megabytes(path) * 1e6)
        let times = children.map(\.seconds)
        report(
          Figure(
            "growth", "\(name) \(x)", threads: run.threads, unit: "s", times,
            against: times.map { _ in expected }, peak: children.map(\.peak).max()))
        measured.append((Double(x), times.sorted()[1]))
        predicted.append((Double(x), expected))
      }
      chart.add(Chart.Panel(title: name, label: label, dots: measured, line: predicted))
    }
    let file = URL(filePath: "Benchmarks/growth.svg")
    try chart.svg.write(to: file, atomically: true, encoding: .utf8)
  }

  private func path(_ run: Run) throws -> String {
    try tables.path(rows: run.rows, columns: run.columns, classes: 2)
  }

  private func train(_ run: Run) throws -> Child {
    let path = try path(run)
    let child = try Child([
      programs.appending(path: "mlp-train").path, path, "--preset", "fast", "--hidden",
      "\(run.width),\(run.width)", "--epochs",
      "\(Run.epochs)", "--batch-size", "\(Run.N)", "--dropout", "0", "--validation-fraction", "0",
      "--threads",
      "\(run.threads)", "-q", "-o", tables.folder.appending(path: "model.safetensors").path,
    ])
    guard child.status == 0 else { throw Child.Missing(program: "mlp-train \(path)") }
    return child
  }

  private func measureMachine() throws -> Machine {
    var machine = Machine()
    let path = try tables.path(rows: 200_000, columns: 50)
    for threads in [1, 2] {
      let floor = Floor(widths: [512, 512, 512], N: 512)
      let times = alternating(rounds: 9, [{ floor.withThreads(threads) { seconds(3) { floor.run() } } }])
      machine.products[threads] = 2 * 512 * 512 * 512 * 5 / times[0].sorted()[4]
      let workers = ThreadPool(threads: threads)
      let reads = try alternating(rounds: 5, [{ try seconds { _ = try ReadGroup.read(path, on: workers) } }])
      machine.reading[threads] = Tables.megabytes(path) * 1e6 / reads[0].sorted()[2]
    }
    let source = Matrix(rows: 1 << 24, columns: 1, repeating: 1)
    let target = Matrix(rows: 1 << 24, columns: 1)
    let copies = alternating(rounds: 5, [{ seconds { target.assign(source) } }])
    machine.memory = 2 * 4 * Double(1 << 24) / copies[0].sorted()[2]
    let starts = try (0..<5).map { _ in try train(Run(rows: 100, columns: 4, width: 8)).seconds }
    machine.start = starts.sorted()[2]
    print(
      "\nsgemm \(short((machine.products[1] ?? 0) / 1e9)) and \(short((machine.products[2] ?? 0) / 1e9)) GFLOP/s, memory "
        + "\(short(machine.memory / 1e9)) GB/s, reading \(short((machine.reading[1] ?? 0) / 1e6)) and "
        + "\(short((machine.reading[2] ?? 0) / 1e6)) MB/s, start \(short(machine.start * 1e3)) ms\n")
    return machine
  }
}
