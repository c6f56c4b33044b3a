import Foundation
import LinearAlgebra
import Parallel

/// Measures the package: `benchmark [GROUP]... [--json FILE]`, or `benchmark compare OLD.json... -- NEW.json...`.
///
/// Figures are medians over rounds that alternate with what they are compared with, and the spread from the
/// first to the third quartile. `--only NAME`, `--threads N` and `--rounds N` choose among those of step and read.
/// What a comparison with other programs needs: `benchmark machine` names the processor and the BLAS,
/// `benchmark tables ROWSxCOLUMNS[-CLASSES]...` writes tables and prints their paths, `benchmark checksum FILE`
/// prints what a table of numbers holds. `benchmark numbers [COUNT]` checks what takes too long for a test.
@main
struct Benchmark {
  /// Processes first: a child is charged the memory that its parent had when it began.
  static let groups = ["process", "growth", "step", "elementwise", "read"]

  static func main() throws {
    retainFreedPages()
    var words = Array(CommandLine.arguments.dropFirst())
    if words.first == "compare" {
      let files = words.dropFirst().split(separator: "--").map { Array($0) }
      guard files.count == 2 else { return usage() }
      return try Comparison(old: files[0], new: files[1]).show()
    }
    let programs = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let tables = try Tables(folder: programs.appending(path: "benchmark-tables").path)
    switch words.first {
    case "machine": return print(machine())
    case "tables": return try words.dropFirst().forEach { print(try tables.path(named: $0)) }
    case "numbers": exit(NumberCheck.run(words.dropFirst().first.flatMap { Int($0) } ?? 100_000_000) ? 0 : 1)
    case "checksum": return try words.dropFirst().forEach { print(try ReadGroup.checksum($0)) }
    default: break
    }
    func option(_ name: String) -> String? {
      guard let k = words.firstIndex(of: name), k + 1 < words.count else { return nil }
      defer { words.removeSubrange(k...k + 1) }
      return words[k + 1]
    }
    let json = option("--json")
    var choice = Choice(name: option("--only"))
    if let threads = option("--threads").flatMap(Int.init) { choice.threads = [threads] }
    choice.rounds = option("--rounds").flatMap(Int.init)
    guard words.allSatisfy(groups.contains) else { return usage() }
    let chosen = groups.filter { words.isEmpty || words.contains($0) }
    var figures: [Figure] = []
    let report = { (figure: Figure) in
      print(figure.row)
      figures.append(figure)
    }
    print("\(machine())\n\n\(Figure.header)")
    for group in chosen {
      switch group {
      case "step": StepGroup.run(choice, report)
      case "elementwise": ElementwiseGroup.run(report)
      case "read":
        try ReadGroup.run(tables, choice, report)
        try ReadGroup.runPacked(tables, choice, report)
      case "process": try ProcessGroup(tables: tables, programs: programs).run(report)
      default: try GrowthGroup(tables: tables, programs: programs).run(report)
      }
    }
    if let json { try JSONEncoder().encode(figures).write(to: URL(filePath: json)) }
  }

  static func usage() {
    print(
      "benchmark [\(groups.joined(separator: "|"))]... [--json FILE], or benchmark compare OLD... -- NEW...")
  }

  /// The processor's name, the number of its cores, and the BLAS.
  static func machine() -> String {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = info.split(separator: "\n").first { $0.hasPrefix("model name") } ?? ""
    let name = line.split(separator: ":").last.map { $0.drop { $0 == " " } } ?? "processor"
    let blas = BLAS.current
    return
      "\(name), \(ProcessInfo.processInfo.activeProcessorCount) cores; BLAS \(blas.library) \(blas.kernel ?? "")"
  }
}
