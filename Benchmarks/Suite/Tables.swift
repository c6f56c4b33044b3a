import Foundation
import LinearAlgebra

/// The files that are read, drawn with a seed into a folder that stays: numbers with six digits behind the point.
struct Tables {
  let folder: URL

  init(folder: String) throws {
    self.folder = URL(filePath: folder)
    try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
  }

  /// The path of a table of this size, which is written if it is not there.
  ///
  /// With classes, a column `label` says which of some random directions the row goes furthest.
  func path(rows: Int, columns: Int, classes: Int = 0) throws -> String {
    let file = folder.appending(path: "\(rows)x\(columns)\(classes > 0 ? "-\(classes)" : "").csv")
    if FileManager.default.fileExists(atPath: file.path) { return file.path }
    let begun = file.appendingPathExtension("begun")
    try Data().write(to: begun)
    let handle = try FileHandle(forWritingTo: begun)
    var random = RandomStream(seed: UInt64(rows + columns), stream: .split)
    let directions = (0..<classes).map { _ in (0..<columns).map { _ in random.normal() } }
    var text = (0..<columns).map { "f\($0)" }.joined(separator: ",") + (classes > 0 ? ",label\n" : "\n")
    for row in 0..<rows {
      let x = (0..<columns).map { _ in 3 * random.normal() + 1 }
      text += x.map(Self.sixDigits).joined(separator: ",")
      if classes > 0 {
        let scores = directions.map { zip($0, x).reduce(random.normal()) { $0 + tanh($1.0 * $1.1 / 3) } }
        text += ",c\(scores.indices.max { scores[$0] < scores[$1] } ?? 0)"
      }
      text += "\n"
      if row % 1000 == 999 || row == rows - 1 {
        try handle.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try handle.close()
    try FileManager.default.moveItem(at: begun, to: file)
    return file.path
  }

  /// The path of the table with this name, as in `200000x49-3`: rows, columns, classes.
  func path(named name: String) throws -> String {
    let sizes = name.split { !$0.isNumber }.compactMap { Int($0) }
    guard sizes.count >= 2 else { throw Unnamed(name: name) }
    return try path(rows: sizes[0], columns: sizes[1], classes: sizes.count > 2 ? sizes[2] : 0)
  }

  struct Unnamed: Error, CustomStringConvertible {
    var name: String
    var description: String {
      "'\(name)' is no table: rows, columns and classes are asked for, as in 200000x49-3"
    }
  }

  private static func sixDigits(_ x: Float) -> String {
    let millionths = Int((Double(x) * 1e6).rounded())
    let magnitude = abs(millionths)
    let digits = String(magnitude % 1_000_000)
    return (millionths < 0 ? "-" : "") + "\(magnitude / 1_000_000)."
      + String(repeating: "0", count: 6 - digits.count) + digits
  }

  static func megabytes(_ path: String) -> Double {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return Double(attributes?[.size] as? Int ?? 0) / 1e6
  }
}
