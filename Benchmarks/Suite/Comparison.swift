import Foundation

/// Runs of the same benchmark by two programs side by side: what became slower, what faster.
struct Comparison {
  /// Runs on one machine differ by this much without a reason.
  private static let noise = 0.05
  private let old: [Figure]
  private let new: [Figure]

  /// Reads the files of several runs of each; of every figure the best run counts.
  init(old: [String], new: [String]) throws {
    self.old = try Self.best(of: old)
    self.new = try Self.best(of: new)
  }

  private static func best(of files: [String]) throws -> [Figure] {
    var best: [Figure] = []
    for file in files {
      let run = try JSONDecoder().decode([Figure].self, from: Data(contentsOf: URL(filePath: file)))
      for figure in run {
        guard let k = best.firstIndex(where: { $0.isSame(as: figure) }) else {
          best.append(figure)
          continue
        }
        let isBetter = figure.isRate ? figure.median > best[k].median : figure.median < best[k].median
        if isBetter { best[k] = figure }
      }
    }
    return best
  }

  func show() {
    print("| group | what | threads | before | now | now / before | |\n|---|---|---|---|---|---|---|")
    var slower = 0
    for now in new {
      guard let before = old.first(where: { $0.isSame(as: now) }) else { continue }
      let ratio = now.median / before.median
      // Within the spread of both, a difference says nothing.
      let overlap = now.low <= before.high && before.low <= now.high
      let isSlower = now.isRate ? ratio < 1 - Self.noise : ratio > 1 + Self.noise
      let isFaster = now.isRate ? ratio > 1 + Self.noise : ratio < 1 - Self.noise
      let verdict = overlap ? "" : isSlower ? "slower" : isFaster ? "faster" : ""
      if verdict == "slower" { slower += 1 }
      print(
        "| \(now.group) | \(now.name) | \(now.threads) | \(short(before.median)) | \(short(now.median)) \(now.unit) | \(short(ratio)) | \(verdict) |"
      )
    }
    print("\n\(slower) of \(new.count) became slower.")
  }
}
