import Diagnostics
import Files
import FoundationEssentials
import Glibc

/// Reads a file that may be packed, in long pieces and in short ones: both give the same bytes, or refuse it.
///
/// Near which byte the damage is may depend on the pieces.
func fuzzPacked(_ bytes: [UInt8]) throws -> FuzzOutcome {
  let path = FileManager.default.temporaryDirectory.path + "/mlp-attack-\(getpid())-\(UUID().uuidString)"
  try Data(bytes).write(to: URL(filePath: path))
  defer { unlink(path) }
  let long = try refusable { try unpacked(path, piece: 1 << 16) }
  let short = try refusable { try unpacked(path, piece: 13) }
  switch (long, short) {
  case (.failure(let failure), .failure): throw failure
  case (.success(let a), .success(let b)) where a == b: return .taken
  default: throw Contradiction("what comes of it depends on the pieces")
  }
}

/// As many bytes as a reader gets before it is told of a damage; of a bomb only the beginning.
private func unpacked(_ path: String, piece: Int) throws(Failure) -> [UInt8] {
  let most = 1 << 18
  let source = try ByteSource(path: path)
  var (result, buffer): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: piece))
  while result.count < most {
    let count = try source.read(into: &buffer, at: 0..<piece)
    if count == 0 { break }
    result += buffer[..<count]
  }
  return Array(result.prefix(most))
}
