/// Where each word of a column first appears.
///
/// Words that are numbers may have no place.
struct FirstOccurrences {
  private var lines: [Int] = []
  /// The files, and the code of the first word that was noted in each.
  private var files: [(name: String, first: Int)] = []

  /// Notes the place of the word numbered `code`, which is higher than those before.
  mutating func note(_ code: Int, file: String, line: Int) {
    if files.last?.name != file { files.append((file, code)) }
    lines += [Int](repeating: 0, count: code - lines.count)
    lines.append(line)
  }

  /// The place of the word numbered `code`, which was noted.
  subscript(code: Int) -> (file: String, line: Int) {
    (files.last { $0.first <= code }?.name ?? "", code < lines.count ? lines[code] : 0)
  }

  /// The place of a word that was noted: "f.csv:7".
  func place(of code: Int) -> String { "\(self[code].file):\(self[code].line)" }
}
