import Foundation
import LinearAlgebra

/// Measures the package, and checks what takes too long for a test: `benchmark [GROUP]... [--json FILE]`, `benchmark compare OLD.json... -- NEW.json...`,
/// or `benchmark numbers [COUNT]`.
///
/// Figures are medians over rounds that alternate with what they are compared with, and the spread from the
/// first to the third quartile.
@main
struct Benchmark {
  /// Processes first: a child is charged the memory that its parent had when it began.
  static let groups = ["process", "growth", "step", "elementwise", "read"]

  static func main() throws {
    var words = Array(CommandLine.arguments.dropFirst())
    if words.first == "compare" {
      let files = words.dropFirst().split(separator: "--").map { Array($0) }
      guard files.count == 2 else { return usage() }
      return try Comparison(old: files[0], new: files[1]).show()
    }
    if words.first == "numbers" {
      exit(NumberCheck.run(words.count > 1 ? Int(words[1]) ?? 0 : 100_000_000) ? 0 : 1)
    }
    var json: String?
    if let k = words.firstIndex(of: "--json"), k + 1 < words.count {
      json = words[k + 1]
      words.removeSubrange(k...k + 1)
    }
    guard words.allSatisfy(groups.contains) else { return usage() }
    let chosen = groups.filter { words.isEmpty || words.contains($0) }
    var figures: [Figure] = []
    let report = { (figure: Figure) in
      print(figure.row)
      figures.append(figure)
    }
    let blas = BLAS.current
    print("\(processor()); BLAS \(blas.library) \(blas.kernel ?? "")\n\n\(Figure.header)")
    let programs = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let tables = try Tables(folder: programs.appending(path: "benchmark-tables").path)
    for group in chosen {
      switch group {
      case "step": StepGroup.run(report)
      case "elementwise": ElementwiseGroup.run(report)
      case "read": try ReadGroup.run(tables, report)
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

  /// The processor's name and the number of its cores.
  static func processor() -> String {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = info.split(separator: "\n").first { $0.hasPrefix("model name") } ?? ""
    let name = line.split(separator: ":").last.map { $0.drop { $0 == " " } } ?? "processor"
    return "\(name), \(ProcessInfo.processInfo.activeProcessorCount) cores"
  }
}
